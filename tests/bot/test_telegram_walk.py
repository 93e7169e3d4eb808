"""A person walks through the round in Telegram, by taps and by words."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from conversations.replies import Act
from storage.contacts.guesses import ALLOWED
from tests.bot.telegram_world import (
    House,
    begin,
    button,
    eventually,
    join,
    open_house,
    open_server,
    sees,
    tap,
)
from tests.telegram_server import TelegramServer, World

SEPARATOR = "———"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World()):
        yield served


async def test_a_person_walks_from_the_code_to_the_end_by_taps(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        first = await join(person, house.code("RIVER12345").lower())
        tap(person, Act.BEGIN)
        for number, act, value in (
            (1, Act.PICK, "4"),
            (2, Act.SKIP, None),
            (3, Act.PICK, "4"),
            (4, Act.PICK, "8"),
            (5, Act.SKIP, None),
        ):
            await sees(person, f"{number}/5")
            tap(person, act, value)
        end = await sees(person, "Thank you")
    assert end.id == first.id, "one message, edited as the talk went on"
    assert house.values() == {
        "heard": 4,
        "fine_here": None,
        "worker_reachable": 4,
        "grade_place": 8,
        "words_round": None,
    }
    assert all(tapped.answered for tapped in person.taps)
    assert house.steps(person) == (6, 6)
    assert house.trouble == []


async def test_smileys_have_a_row_each_with_words_and_numbers_share_rows(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        smileys = await begin(person, house.code("RIVER12345"))
        for number in (1, 2, 3):
            await sees(person, f"{number}/5")
            tap(person, Act.SKIP)
        grade = await sees(person, "4/5")
    assert all(len(row) == 1 and len(row[0].text) > 4 for row in smileys.rows[:5])
    assert [b.text for row in grade.rows[:2] for b in row] == ["4", "5", "6", "7", "8", "9", "10"]
    assert [len(row) for row in grade.rows] == [4, 3, 3, 3]


async def test_typed_words_are_kept_and_the_next_screen_is_a_new_message(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        question = await begin(person, house.code("RIVER12345"))
        for number in range(1, 5):
            await sees(person, f"{number}/5")
            tap(person, Act.SKIP)
        await sees(person, "5/5")
        person.say("More food on Sundays <b>& salt</b>")
        await sees(person, SEPARATOR)
        tap(person, Act.SEND)
        end = await sees(person, "Thank you")
        await person.until(lambda p: not next(m for m in p.messages if m.id == question.id).rows)
    assert end.id > question.id
    assert house.values()["words_round"] == "More food on Sundays <b>& salt</b>"


async def test_a_double_tap_and_a_stale_button_change_nothing(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        asked = await begin(person, house.code("RIVER12345"))
        best, worst = button(asked, Act.PICK, "5"), button(asked, Act.PICK, "1")
        for data in (best.data, best.data, worst.data):
            person.forge_tap(asked.id, data)
        await sees(person, "2/5")
        person.forge_tap(asked.id, worst.data)
        await person.until(lambda p: all(tapped.answered for tapped in p.taps))
        assert "2/5" in person.last.text
    assert house.values() == {"heard": 5}


async def test_ticks_stand_in_the_buttons_until_they_are_done(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        tap(person, Act.STOP)
        await sees(person, "we stop here")
        tap(person, Act.OPEN, "spontaneous")
        await sees(person, "1/3")
        tap(person, Act.PICK)
        await sees(person, "2/3")
        assert person.last.buttons[0].startswith("☐")
        tap(person, Act.TICK, "0")
        await person.until(lambda p: p.last.buttons[0].startswith("☑"))
        tap(person, Act.TICK, "2")
        await person.until(lambda p: p.last.buttons[2].startswith("☑"))
        tap(person, Act.DONE)
        await sees(person, "3/3")
    options = [option.id for option in house.catalogue.item("topics").options]
    assert house.values()["topics"] == [options[0], options[2]]


async def test_help_and_language_come_by_command_and_lead_back(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        person.say("/help")
        await sees(person, "116 111")
        tap(person, Act.GO_ON)
        await sees(person, "1/5")
        person.say("/kieli")
        await sees(person, "Language")
        tap(person, Act.LANGUAGE, "fi")
        await sees(person, "Kuunnellaanko")
        person.say("/stop")
        await person.until(lambda p: "1/5" not in p.last.text)
    assert house.steps(person) == (6, 6)


async def test_someone_under_sixteen_gets_the_link_to_the_web_instead(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        shown = await join(person, house.code("RIVER12345"), "13-15")
    assert "https://kuulolla.example/c/RIVER12345" in shown.text
    edits = [c.params for c in server.world.calls if c.method == "editMessageText"]
    assert all(edit["link_preview_options"] == {"is_disabled": True} for edit in edits)
    assert house.answers() == []


async def test_forget_me_removes_what_was_answered(house: House, server: TelegramServer) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        tap(person, Act.PICK, "4")
        await sees(person, "2/5")
        person.say("/unohda")
        await sees(person, "Do you want to be forgotten")
        tap(person, Act.FORGET_SURELY)
        await sees(person, "You are no longer here")
        person.say("hello?")
        await sees(person, "you need a code")
    (withdrawal,) = house.answers()
    assert list(withdrawal) == ["withdraw"]


async def test_an_open_note_is_shown_before_it_is_sent_even_if_it_holds_the_separator(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    text = f"first line\n{SEPARATOR}\n\nafter the line"
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        tap(person, Act.STOP)
        await sees(person, "we stop here")
        tap(person, Act.OPEN, "note")
        await sees(person, "straight to the person")
        person.say(text)
        preview = await sees(person, "Nothing has been sent yet")
        assert house.notes() == []
        tap(person, Act.SEND, "unit")
        await sees(person, "It is on its way")
    assert preview.text.endswith(f"{SEPARATOR}\n{text}\n{SEPARATOR}")
    assert [(note["text"], note["unit"]) for note in house.notes()] == [(text, "unit-1")]


@pytest.mark.parametrize("code", ["WRONG00000", "x" * 300, "a:b c/../'", "\u202eRIVER", "\x00"])
async def test_a_wrong_code_gets_a_kind_answer(
    house: House, server: TelegramServer, code: str
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        person.start(code)
        await sees(person, "you need a code")
    assert house.trouble == []


async def test_a_used_slip_opens_nothing_a_second_time(
    house: House, server: TelegramServer
) -> None:
    aino, onni = server.world.person(language="en"), server.world.person("Onni", language="en")
    code = house.code("SLIP123456", uses=1)
    async with house.talking(server):
        await join(aino, code)
        onni.start(code)
        assert "This code does not work" in (await sees(onni, "you need a code")).text


async def test_after_many_wrong_codes_a_right_one_waits_for_a_minute(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    code = house.code("GREEN23456")
    with house.contacts.writing() as book:
        for _ in range(ALLOWED.at_once):
            book.guessed(f"telegram:{person.id}")
    async with house.talking(server):
        person.start(code)
        assert "116 111" in (await sees(person, "Wait a minute, then try again")).text
        person.say(code)
        await sees(person, "Wait a minute, then try again")
        house.now += ALLOWED.one_every
        person.say(code)
        await sees(person, "How old are you")
    assert set(house.trouble) == {"TooManyGuesses"}


async def test_a_code_may_be_typed_without_any_command(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    house.code("RIVER12345")
    async with house.talking(server):
        person.start()
        await sees(person, "you need a code")
        person.say(" river12345 ")
        await sees(person, "How old are you")


WORDS = {
    "en": ["stop", "help", "change", "empty", "pause", "language", "forget"],
    "fi": ["lopeta", "apua", "muuta", "tyhjenna", "tauko", "kieli", "unohda"],
    "sv": ["sluta", "hjalp", "andra", "tom", "paus", "sprak", "glom"],
}


async def test_the_commands_are_told_in_every_language(
    house: House, server: TelegramServer
) -> None:
    async with house.talking(server):
        await eventually(lambda: len(server.world.commands) == 4)
    told = {language: commands for (_, language), commands in server.world.commands.items()}
    names = {language: [c["command"] for c in commands] for language, commands in told.items()}
    assert names == WORDS | {"": WORDS["en"]}
