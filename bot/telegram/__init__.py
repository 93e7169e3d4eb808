"""The Telegram channel. Nothing outside this folder imports aiogram, which loads for seconds."""

from bot.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
