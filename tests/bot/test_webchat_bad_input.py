"""Odd, hostile and unlucky input: a kind page, the words kept, nothing lost, nothing in a log."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from conversations.ports import Contact, ContactBook, ContactBooks, Dialog
from tests.bot.webchat_world import Visitor, World, at_words, begin, open_world

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SORRY = "Something went wrong here, not with you."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


@pytest.mark.parametrize(
    "code",
    [
        "ABCDE-12345",
        "<script>alert(1)</script>",
        "' or 1=1 --",
        "../../etc/passwd",
        "x" * 5000,
        "\x00\x01",
        "koodi ääkkösillä",
        "😀",
    ],
)
async def test_a_code_that_does_not_work_gets_a_kind_word(world: World, code: str) -> None:
    visitor = await world.visitor().post("/", {"code": code})
    assert visitor.page.status_code == 200
    assert "This code does not work" in visitor.text
    assert 'name="code"' in visitor.page.text
    assert "<script>alert" not in visitor.page.text
    assert world.troubles == []


@pytest.mark.parametrize("path", ["/d/%3Cscript%3E", "/c/%ED%A0%80", "/d/....", "/c/%00", "/d/%F0"])
async def test_a_hostile_link_gets_a_kind_word(world: World, path: str) -> None:
    visitor = await world.visitor().open(path)
    assert visitor.page.status_code == 200
    assert "This code does not work" in visitor.text
    assert world.troubles == []


async def test_an_empty_code_is_simply_asked_again(world: World) -> None:
    visitor = await world.visitor().post("/", {"code": "  "})
    assert "you need a code" in visitor.text
    assert "does not work" not in visitor.text


async def test_a_used_slip_lets_nobody_new_in_who_guesses_an_age_form(world: World) -> None:
    slip = world.slip()
    owner = await begin(world, slip)
    await owner.tap("Forget me")
    await owner.tap("Yes, forget me")
    late = await world.visitor().post("/chat", {"reply": f"j::13-15 {slip}::"})
    assert "This code does not work" in late.text
    assert world.rows()["ContactRow"] == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"reply=",
        b"reply=p:1:999::",
        b"reply=p:1:;drop table::",
        b"reply=zz:zz",
        b"reply=j::13-15::",
        b"reply=o::no-such-prompt::",
        b"reply=l::xx::",
        b"reply=d:1::99999999999999999999999999999999999999:",
        b"reply=" + b"9" * 4000,
        b"tick=1&tick=-1&tick=1e9&tick=%F0%9F%98%80",
        b"step=%FF%FE&text=%ED%A0%80",
        b"\xff\xfe\x00\x00=\x80",
        b"&".join(b"x%d=1" % n for n in range(500)),
        b"lang=%3Cscript%3E&who=me",
    ],
)
async def test_a_form_that_makes_no_sense_gets_the_same_question(world: World, body: bytes) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    question = visitor.heading
    visitor.page = await visitor.client.post("/chat", content=body, headers=FORM)
    assert visitor.page.status_code == 200
    await visitor.open("/chat")
    assert visitor.heading == question
    assert world.answers() == []
    assert world.troubles == []


async def test_a_form_of_another_type_gets_the_same_question(world: World) -> None:
    visitor = await begin(world)
    for content_type in ("multipart/form-data; boundary=x", "application/json", "image/png"):
        visitor.page = await visitor.client.post(
            "/chat", content=b'--x\r\n{"reply": 1}\x89PNG', headers={"Content-Type": content_type}
        )
        assert visitor.heading == "Before we start"
    assert world.troubles == []


async def test_a_hundred_thousand_characters_are_handed_back(world: World) -> None:
    visitor = await at_words(world)
    long = "pitkä juttu " * 8_500
    await visitor.tap("Continue", text=long)
    assert visitor.page.status_code == 413
    assert "could you send it in a shorter form" in visitor.text
    assert visitor.written == long
    await visitor.tap("Continue", text=long[:2000])
    assert visitor.page.status_code == 200
    await visitor.tap("Put it in the box")
    assert long[:2000].strip() in world.answers()


async def test_a_flood_is_refused_with_a_kind_page(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Continue", text="x" * 3_000_000)
    assert visitor.page.status_code == 413
    assert "Could you send less" in visitor.text
    assert "116 111" in visitor.text
    await visitor.open("/chat")
    assert "Question 5 of 5" in visitor.text


async def test_lone_surrogates_and_control_characters_do_no_harm(world: World) -> None:
    visitor = await at_words(world)
    body = b"step=5&text=%ED%A0%80hei%00%1B%5B31m+%F0%9F%98%80%FF"
    visitor.page = await visitor.client.post("/chat", content=body, headers=FORM)
    await visitor.tap("Put it in the box")
    assert "Thank you" in visitor.text
    (text,) = [each for each in world.answers() if isinstance(each, str)]
    assert text.endswith("😀\ufffd")
    assert "\x00" not in text


async def test_markup_in_words_is_shown_as_words(world: World) -> None:
    visitor = await at_words(world)
    hostile = '</textarea><script>alert("x")</script><img src=x onerror=y>'
    await visitor.tap("Help", text=hostile)
    assert "<script>alert" not in visitor.page.text
    await visitor.tap("Back to the question")
    assert visitor.written == hostile
    assert "<img" not in visitor.page.text


async def test_words_from_an_old_page_come_back_to_be_copied(world: World) -> None:
    visitor = await at_words(world)
    old = visitor.page
    await visitor.tap("Skip")
    visitor.page = old
    await visitor.tap("Continue", text="Tämä tuli myöhässä")
    assert "Your text was not sent" in visitor.text
    assert "Tämä tuli myöhässä" in visitor.text
    assert "Tämä tuli myöhässä" not in world.answers()


async def test_words_without_a_cookie_come_back_too(world: World) -> None:
    stranger = await world.visitor().post("/chat", {"step": "5", "text": "Kuka kuulee?"})
    assert "Kuka kuulee?" in stranger.text
    assert 'name="code"' in stranger.page.text


async def test_a_forged_cookie_is_nobody(world: World) -> None:
    visitor = world.visitor()
    for forged in ("x", "slip:ABC", "%C3%85==", "a" * 4000):
        visitor.page = await visitor.client.get("/chat", headers={"Cookie": f"chat={forged}"})
        assert 'name="code"' in visitor.page.text
    assert world.troubles == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no/such/page", 404),
        ("GET", "/d/a/b", 404),
        ("DELETE", "/chat", 405),
        ("POST", "/help", 405),
        ("GET", "/try/no_such_set/13-15", 404),
        ("GET", "/try/round/13-15?turn=x", 404),
        ("GET", "/static/chat/../pages.py", 404),
        ("GET", "/static/chat/%2e%2e/pages.py", 404),
    ],
)
async def test_a_wrong_address_gets_a_kind_page(
    world: World, method: str, path: str, status: int
) -> None:
    visitor = world.visitor()
    visitor.page = await visitor.client.request(method, path)
    assert visitor.page.status_code == status
    assert "There is no such page here" in visitor.text
    assert "116 111" in visitor.text


# what breaks on our side


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A contact book that cannot be opened, with a telling message."""

    def writing(self) -> AbstractContextManager[ContactBook]:
        raise OSError("disk full at SECRET")

    reading = writing


@dataclass(frozen=True, slots=True)
class OnlyLookedAt:
    """A contact book that can be looked at without any harm."""

    books: ContactBooks

    def reading(self) -> AbstractContextManager[ContactBook]:
        return self.books.reading()


class LostAtCommit(OnlyLookedAt):
    """A contact book whose transactions fail at the very end."""

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        with self.books.writing() as book:
            yield book
            raise OSError("disk full at SECRET")


class BrokenKeeping(OnlyLookedAt):
    """A contact book in which one thing fails: keeping an answer."""

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        with self.books.writing() as book:
            broken: ContactBook = Refusing(book)  # type: ignore[assignment]
            yield broken


class Refusing:
    """The book itself, apart from ``keep``."""

    def __init__(self, book: ContactBook) -> None:
        self._book = book

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)

    def keep(self, *_: object) -> None:
        raise ValueError("SECRET words of somebody")


async def same_person(world: World, books: ContactBooks) -> Visitor:
    """Somebody at the words question, whose next form meets a broken contact book."""
    well = await at_words(world)
    broken = world.visitor(replace(world.house.listener, books=books))
    broken.client.cookies = well.client.cookies
    broken.page = well.page
    return broken


async def test_when_the_database_is_away_the_words_stay_and_help_is_shown(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = await same_person(world, Unreachable())
    await visitor.tap("Continue", text="Tärkeä asia")
    assert visitor.page.status_code == 500
    assert SORRY in visitor.text
    assert "116 111" in visitor.text
    assert visitor.written == "Tärkeä asia"
    assert visitor.client.cookies
    assert world.troubles == ["OSError"]
    said = [record.getMessage() for record in caplog.records]
    assert not [line for line in said if "SECRET" in line or "Tärkeä" in line]


async def test_help_is_shown_even_if_the_words_could_not_be_stored(world: World) -> None:
    visitor = await same_person(world, LostAtCommit(world.house.contacts))
    await visitor.tap("Continue", text="Isäpuoli hakkaa minua.")
    assert visitor.page.status_code == 500
    assert 'class="urgent"' in visitor.page.text
    assert visitor.written == "Isäpuoli hakkaa minua."


async def test_when_one_answer_fails_the_question_comes_again_with_the_words(
    world: World,
) -> None:
    visitor = await same_person(world, BrokenKeeping(world.house.contacts))
    await visitor.tap("Continue", text="Tärkeä asia")
    await visitor.tap("Put it in the box")
    assert visitor.page.status_code == 500
    assert SORRY in visitor.text
    assert "Question 5 of 5" in visitor.text
    assert visitor.written == "Tärkeä asia"
    assert world.troubles == ["ValueError"]


async def test_a_failed_tap_can_be_tried_again(world: World) -> None:
    well = await begin(world)
    await well.tap("Start")
    broken = world.visitor(replace(world.house.listener, books=Unreachable()))
    broken.client.cookies = well.client.cookies
    broken.page = well.page
    await broken.tap("Always")
    assert "Try once more" in broken.buttons()
    well.page = broken.page
    await well.tap("Try once more")
    assert "Question 2 of 5" in well.text
    assert world.answers() == [5]


@pytest.mark.parametrize("path", ["/chat", "/chat/home", "/d/ABCDE23456"])
async def test_a_page_that_cannot_be_read_is_a_kind_one(
    world: World, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = await same_person(world, Unreachable())
    await visitor.open(path)
    assert visitor.page.status_code == 500
    assert SORRY in visitor.text
    assert "116 111" in visitor.text
    assert visitor.client.cookies
    assert world.troubles == ["OSError"]
    assert not [each for each in caplog.records if "SECRET" in str(each.exc_info or each.msg)]


async def test_somebody_with_a_broken_place_in_the_book_is_not_thrown_out(world: World) -> None:
    visitor = await begin(world)
    listener = world.house.listener
    visitor_elsewhere = world.visitor(replace(listener, books=NoContacts(world.house.contacts)))
    visitor_elsewhere.client.cookies = visitor.client.cookies
    await visitor_elsewhere.open("/chat")
    assert visitor_elsewhere.page.status_code == 500
    assert visitor_elsewhere.client.cookies
    assert "Try once more" in visitor_elsewhere.buttons()


class NoContacts(OnlyLookedAt):
    """A contact book that cannot read any contact."""

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        with self.books.writing() as book:
            broken: ContactBook = Blind(book)  # type: ignore[assignment]
            yield broken


class Blind(Refusing):
    """The book itself, apart from ``contact`` and ``dialog``."""

    def dialog(self, *_: object) -> Dialog | None:
        raise KeyError("SECRET address")

    def contact(self, *_: object) -> Contact | None:
        raise KeyError("SECRET address")
