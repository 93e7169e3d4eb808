"""python-telegram-bot's own client, unmodified, under the verbs of the scenarios."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import telegram
from telegram import error as telegram_error

from tests.telegram_server.clients import Got, Refused, Rows


class Ptb:
    """python-telegram-bot's telegram.Bot."""

    def __init__(self, bot: telegram.Bot) -> None:
        self.bot = bot

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, token: str) -> AsyncIterator["Ptb"]:
        bot = telegram.Bot(token, base_url=f"{url}/bot")
        try:
            with _refusals():
                await bot.initialize()
            yield cls(bot)
        finally:
            await bot.shutdown()

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
        assert isinstance(edited, telegram.Message)
        return edited.message_id

    async def edit_rows(self, chat: int, message: int, rows: Rows) -> int:
        with _refusals():
            edited = await self.bot.edit_message_reply_markup(
                chat_id=chat, message_id=message, reply_markup=_rows(rows)
            )
        assert isinstance(edited, telegram.Message)
        return len(edited.reply_markup.inline_keyboard) if edited.reply_markup else 0

    async def answer(self, query: str, text: str) -> bool:
        with _refusals():
            return await self.bot.answer_callback_query(query, text=text)

    async def delete(self, chat: int, *messages: int) -> bool:
        with _refusals():
            if len(messages) == 1:
                return await self.bot.delete_message(chat, messages[0])
            return await self.bot.delete_messages(chat, messages)

    async def photo(self, chat: int, content: bytes, caption: str) -> tuple[int, int]:
        with _refusals():
            sent = await self.bot.send_photo(chat, content, caption=caption, filename="chart.png")
        return sent.photo[-1].width, sent.photo[-1].height

    async def document(self, chat: int, content: bytes, name: str) -> str:
        with _refusals():
            sent = await self.bot.send_document(chat, content, filename=name)
        assert sent.document
        return sent.document.file_name or ""

    async def typing(self, chat: int) -> bool:
        with _refusals():
            return await self.bot.send_chat_action(chat, "typing")

    async def commands(self, wanted: dict[str, str], language: str) -> dict[str, str]:
        with _refusals():
            await self.bot.set_my_commands(list(wanted.items()), language_code=language)
            found = await self.bot.get_my_commands(language_code=language)
        return {item.command: item.description for item in found}

    async def webhook(self, url: str, secret: str) -> str:
        with _refusals():
            await self.bot.set_webhook(url, secret_token=secret)
            return (await self.bot.get_webhook_info()).url

    async def no_webhook(self) -> bool:
        with _refusals():
            return await self.bot.delete_webhook()


def _rows(rows: Rows) -> telegram.InlineKeyboardMarkup | None:
    if not rows:
        return None
    return telegram.InlineKeyboardMarkup(
        [
            [telegram.InlineKeyboardButton(text, callback_data=data) for text, data in row]
            for row in rows
        ]
    )


def _got(update: telegram.Update) -> Got:
    if query := update.callback_query:
        assert isinstance(query.message, telegram.Message)
        return Got(
            update.update_id, "tap", query.data or "", query.from_user.id,
            query.from_user.language_code, int(query.message.date.timestamp()), query.id,
            query.message.message_id,
        )  # fmt: skip
    message = update.message
    assert message
    assert message.from_user
    kind = next(k for k in ("text", "photo", "voice", "document") if getattr(message, k))
    return Got(
        update.update_id, kind, message.text or message.caption or "", message.from_user.id,
        message.from_user.language_code, int(message.date.timestamp()), "", message.message_id,
    )  # fmt: skip


@contextmanager
def _refusals() -> Iterator[None]:
    codes: dict[type[telegram_error.TelegramError], int] = {
        telegram_error.RetryAfter: 429,
        telegram_error.ChatMigrated: 400,
        telegram_error.Forbidden: 403,
        telegram_error.Conflict: 409,
        telegram_error.InvalidToken: 401,
        telegram_error.BadRequest: 400,
    }
    try:
        yield
    except telegram_error.TelegramError as error:
        code = next((code for kind, code in codes.items() if isinstance(error, kind)), 0)
        if "Bad Gateway" in error.message:
            code = 502
        wait = getattr(error, "retry_after", None)
        seconds = int(wait.total_seconds()) if isinstance(wait, timedelta) else wait
        raise Refused(code, error.message, seconds) from error
