"""Rival (ii): python-telegram-bot's ConversationHandler with sqlite3, one commit an answer."""

import logging
import sqlite3
import warnings

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
)
from telegram.warnings import PTBUserWarning

from tests.bench.rivals.conversation import (
    AGE,
    BEGIN,
    DATABASE,
    INTRODUCTION,
    QUESTIONS,
    SKIP,
    STOP,
    THANKS,
    TOKEN,
    URL,
)

AT_AGE, AT_INTRODUCTION, AT_QUESTION = range(3)
Context = ContextTypes.DEFAULT_TYPE


def keyboard(number: int) -> InlineKeyboardMarkup:
    """An answer a row, then the ways out."""
    rows = [
        [InlineKeyboardButton(text, callback_data=f"answer:{number}:{value}")]
        for text, value in QUESTIONS[number].answers
    ]
    ways_out = [
        InlineKeyboardButton(text, callback_data=f"answer:{number}:{value}")
        for text, value in ((SKIP, "skip"), (STOP, "stop"))
    ]
    return InlineKeyboardMarkup([*rows, ways_out])


async def start(update: Update, context: Context) -> int:
    """Ask the age."""
    assert update.message
    rows = [[InlineKeyboardButton(t, callback_data=f"age:{band}")] for t, band in AGE.answers]
    await update.message.reply_text(AGE.text, reply_markup=InlineKeyboardMarkup(rows))
    return AT_AGE


async def introduce(update: Update, context: Context) -> int:
    """Say what this is."""
    assert update.callback_query
    begin = InlineKeyboardMarkup([[InlineKeyboardButton(BEGIN, callback_data="begin")]])
    await update.callback_query.edit_message_text(INTRODUCTION, reply_markup=begin)
    await update.callback_query.answer()
    return AT_INTRODUCTION


async def begin(update: Update, context: Context) -> int:
    """Ask the first question."""
    assert update.callback_query
    await update.callback_query.edit_message_text(QUESTIONS[0].text, reply_markup=keyboard(0))
    await update.callback_query.answer()
    return AT_QUESTION


async def answered(update: Update, context: Context) -> int:
    """Store an answer, ask the next question or say thanks."""
    query = update.callback_query
    assert query
    assert query.data
    _, asked, value = query.data.split(":")
    database: sqlite3.Connection = context.bot_data["database"]
    with database:
        row = (query.from_user.id, int(asked), value)
        database.execute("INSERT INTO answer (person, question, value) VALUES (?, ?, ?)", row)
    number = int(asked) + 1
    over = value == "stop" or number == len(QUESTIONS)
    if over:
        await query.edit_message_text(THANKS)
    else:
        await query.edit_message_text(QUESTIONS[number].text, reply_markup=keyboard(number))
    await query.answer()
    return ConversationHandler.END if over else AT_QUESTION


def main() -> None:
    """Poll until stopped, with the library's own settings."""
    logging.basicConfig(level=logging.WARNING)
    warnings.simplefilter("ignore", PTBUserWarning)
    database = sqlite3.connect(DATABASE)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE answer (person INTEGER, question INTEGER, value TEXT)")
    application = Application.builder().token(TOKEN).base_url(f"{URL}/bot").build()
    application.bot_data["database"] = database
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                AT_AGE: [CallbackQueryHandler(introduce, "^age:")],
                AT_INTRODUCTION: [CallbackQueryHandler(begin, "^begin$")],
                AT_QUESTION: [CallbackQueryHandler(answered, "^answer:")],
            },
            fallbacks=[],
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main()
