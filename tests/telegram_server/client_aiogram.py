"""aiogram's own client, unmodified, under the verbs of the scenarios."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiogram
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tests.telegram_server.clients import Got, Refused, Rows


class Aiogram:
    """aiogram.Bot."""

    def __init__(self, bot: aiogram.Bot) -> None:
        self.bot = bot

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, token: str) -> AsyncIterator["Aiogram"]:
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        async with aiogram.Bot(token, session=session) as bot:
            yield cls(bot)

    async def me(self) -> str:
        with _refusals():
            return (await self.bot.get_me()).username or ""

    async def updates(self, offset: int = 0, limit: int = 100, wait: int = 0) -> list[Got]:
        with _refusals():
            found = await self.bot.get_updates(offset=offset, limit=limit, timeout=wait)
        return [_got(update) for update in found]

    async def send(self, chat: int, text: str, rows: Rows = (), mode: str | None = None) -> int:
        with _refusals():
            sent = await self.bot.send_message(
                chat, text, parse_mode=mode, reply_markup=_rows(rows)
            )
        return sent.message_id

    async def edit(self, chat: int, message: int, text: str, rows: Rows = ()) -> int:
        with _refusals():
            edited = await self.bot.edit_message_text(
                text, chat_id=chat, message_id=message, reply_markup=_rows(rows)
            )
        assert isinstance(edited, types.Message)
        return edited.message_id

    async def edit_rows(self, chat: int, message: int, rows: Rows) -> int:
        with _refusals():
            edited = await self.bot.edit_message_reply_markup(
                chat_id=chat, message_id=message, reply_markup=_rows(rows)
            )
        assert isinstance(edited, types.Message)
        return len(edited.reply_markup.inline_keyboard) if edited.reply_markup else 0

    async def answer(self, query: str, text: str) -> bool:
        with _refusals():
            return await self.bot.answer_callback_query(query, text=text)

    async def delete(self, chat: int, *messages: int) -> bool:
        with _refusals():
            if len(messages) == 1:
                return await self.bot.delete_message(chat, messages[0])
            return await self.bot.delete_messages(chat, list(messages))

    async def photo(self, chat: int, content: bytes, caption: str) -> tuple[int, int]:
        with _refusals():
            file = types.BufferedInputFile(content, "chart.png")
            sent = await self.bot.send_photo(chat, file, caption=caption)
        assert sent.photo
        return sent.photo[-1].width, sent.photo[-1].height

    async def document(self, chat: int, content: bytes, name: str) -> str:
        with _refusals():
            file = types.BufferedInputFile(content, name)
            sent = await self.bot.send_document(chat, file)
        assert sent.document
        return sent.document.file_name or ""

    async def typing(self, chat: int) -> bool:
        with _refusals():
            return await self.bot.send_chat_action(chat, "typing")

    async def commands(self, wanted: dict[str, str], language: str) -> dict[str, str]:
        listed = [types.BotCommand(command=c, description=d) for c, d in wanted.items()]
        with _refusals():
            await self.bot.set_my_commands(listed, language_code=language)
            found = await self.bot.get_my_commands(language_code=language)
        return {item.command: item.description for item in found}

    async def webhook(self, url: str, secret: str) -> str:
        with _refusals():
            await self.bot.set_webhook(url, secret_token=secret)
            return (await self.bot.get_webhook_info()).url

    async def no_webhook(self) -> bool:
        with _refusals():
            return await self.bot.delete_webhook()


def _rows(rows: Rows) -> types.InlineKeyboardMarkup | None:
    if not rows:
        return None
    return types.InlineKeyboardMarkup(
        inline_keyboard=[
            [types.InlineKeyboardButton(text=text, callback_data=data) for text, data in row]
            for row in rows
        ]
    )


def _got(update: types.Update) -> Got:
    if query := update.callback_query:
        assert isinstance(query.message, types.Message)
        return Got(
            update.update_id, "tap", query.data or "", query.from_user.id,
            query.from_user.language_code, int(query.message.date.timestamp()), query.id,
            query.message.message_id,
        )  # fmt: skip
    message = update.message
    assert message
    assert message.from_user
    kind = "text" if message.text else message.content_type
    return Got(
        update.update_id, kind, message.text or message.caption or "", message.from_user.id,
        message.from_user.language_code, int(message.date.timestamp()), "", message.message_id,
    )  # fmt: skip


@contextmanager
def _refusals() -> Iterator[None]:
    codes: dict[type[AiogramError], int] = {
        TelegramMigrateToChat: 400,
        ClientDecodeError: 0,
        TelegramRetryAfter: 429,
        TelegramForbiddenError: 403,
        TelegramConflictError: 409,
        TelegramUnauthorizedError: 401,
        TelegramServerError: 502,
        TelegramBadRequest: 400,
        TelegramNetworkError: 0,
    }
    try:
        yield
    except (TelegramAPIError, ClientDecodeError) as error:
        code = next(code for kind, code in codes.items() if isinstance(error, kind))
        wait = error.retry_after if isinstance(error, TelegramRetryAfter) else None
        raise Refused(code, error.message, wait) from error
