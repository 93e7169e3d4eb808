"""The Telegram channel. Nothing outside this folder imports aiogram, which loads for seconds."""
