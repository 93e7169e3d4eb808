"""A survey in aiogram as its documentation teaches it: router, states, callback data."""

import asyncio
import logging
from collections.abc import Callable

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

from tests.bench.rivals.conversation import (
    AGE,
    BEGIN,
    INTRODUCTION,
    QUESTIONS,
    SKIP,
    STOP,
    THANKS,
    TOKEN,
    URL,
)

Keep = Callable[[int, int, str], None]


class Asking(StatesGroup):
    """Where somebody stands."""

    age = State()
    introduction = State()
    question = State()


class Age(CallbackData, prefix="age"):
    """An age was tapped."""

    band: str


class Answer(CallbackData, prefix="answer"):
    """An answer was tapped; 'skip' and 'stop' are answers too."""

    question: int
    value: str


def keyboard(number: int) -> InlineKeyboardMarkup:
    """An answer a row, then the ways out."""
    builder = InlineKeyboardBuilder()
    answers = QUESTIONS[number].answers
    for text, value in answers:
        builder.button(text=text, callback_data=Answer(question=number, value=value))
    builder.button(text=SKIP, callback_data=Answer(question=number, value="skip"))
    builder.button(text=STOP, callback_data=Answer(question=number, value="stop"))
    return InlineKeyboardMarkup(inline_keyboard=builder.adjust(*(1 for _ in answers), 2).export())


def ages() -> InlineKeyboardMarkup:
    """A band a row."""
    builder = InlineKeyboardBuilder()
    for text, band in AGE.answers:
        builder.button(text=text, callback_data=Age(band=band))
    return InlineKeyboardMarkup(inline_keyboard=builder.adjust(1).export())


def survey(keep: Keep | None = None) -> Router:
    """The whole conversation; ``keep`` stores one answer of a person before the next question."""
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.set_state(Asking.age)
        await message.answer(AGE.text, reply_markup=ages())

    @router.callback_query(Asking.age, Age.filter())
    async def introduce(query: CallbackQuery, callback_data: Age, state: FSMContext) -> None:
        await state.update_data(band=callback_data.band)
        await state.set_state(Asking.introduction)
        builder = InlineKeyboardBuilder().button(text=BEGIN, callback_data="begin")
        if isinstance(query.message, Message):
            await query.message.edit_text(INTRODUCTION, reply_markup=builder.as_markup())
        await query.answer()

    @router.callback_query(Asking.introduction, F.data == "begin")
    async def begin(query: CallbackQuery, state: FSMContext) -> None:
        await state.set_state(Asking.question)
        if isinstance(query.message, Message):
            await query.message.edit_text(QUESTIONS[0].text, reply_markup=keyboard(0))
        await query.answer()

    @router.callback_query(Asking.question, Answer.filter())
    async def answered(query: CallbackQuery, callback_data: Answer, state: FSMContext) -> None:
        number, value = callback_data.question, callback_data.value
        await state.update_data({str(number): value})
        if keep:
            keep(query.from_user.id, number, value)
        if isinstance(query.message, Message):
            if value == "stop" or number + 1 == len(QUESTIONS):
                await state.clear()
                await query.message.edit_text(THANKS)
            else:
                text = QUESTIONS[number + 1].text
                await query.message.edit_text(text, reply_markup=keyboard(number + 1))
        await query.answer()

    return router


def run(keep: Keep | None = None) -> None:
    """Poll until stopped, with aiogram's own settings."""
    logging.basicConfig(level=logging.WARNING)

    async def polling() -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(URL))
        dispatcher = Dispatcher(storage=MemoryStorage())
        dispatcher.include_router(survey(keep))
        await dispatcher.start_polling(Bot(TOKEN, session=session))

    asyncio.run(polling())
