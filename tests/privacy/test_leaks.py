"""The whole product is walked while each of its ports is made to fail, and no sink tells (C-17).

Every failure carries needles in its message. The site runs in the real web server; the clock's
beats run as the clock calls them. Searched are the log at DEBUG, standard output and error, error
and health pages, redirects, a dump of both databases, and the log of the database server.
"""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app.server.serving import _guarded, web_server
from conversations.ports import Address, Incoming
from conversations.replies import Act, Arrival, Reply
from panel.organisation import Role
from storage.answers.book import Answers
from storage.contacts.book import Book
from storage.contacts.closing import ClosingBox
from storage.needles import Haystacks, Hit, shapes_of_id, shapes_of_text, shapes_of_word
from storage.office.codes import Codes
from storage.office.desk import Desk
from storage.office.noticeboard import Noticeboard
from storage.office.staff import Staff
from storage.office.units import Units
from storage.office.waves import Waves
from tests.leak_scan import without_own_words
from tests.postgres.fixtures import DATABASES
from tests.privacy.needles import chat_ids, dumps, marked_text
from tests.storage.house import House, first_answer

PEOPLE, WRITERS, SLIPS, LINKS = 160, 10, 20, 20
OF_THE_TEST = ("httpx", "httpcore")  # the browser's side
PAGES: dict[type, tuple[str, ...]] = {  # each port that the console uses, and pages that use it
    Units: ("", "units", "units/{unit}", "units/{unit}/door", "units/{unit}/slips"),
    Codes: ("units/{unit}/slips", "chat"),
    Waves: ("", "rounds", "rounds/preview?set=round"),
    Desk: ("", "notes", "decisions"),
    Staff: ("", "staff", "password", "login"),
    Answers: ("", "summaries", "summaries/2026-W46", "health"),
}
IN_THE_CHAT = (Book, Noticeboard)
BY_THE_CLOCK = (ClosingBox,)


class Walk:
    """Somebody who goes everywhere, and keeps what the server answered."""

    def __init__(self, house: House, address: str) -> None:
        self.house, self.told = house, list[tuple[str, str]]()
        self.needles = Haystacks()
        draw = Random(17)
        self.chats = chat_ids(draw, PEOPLE)
        self.texts = [marked_text(draw) for _ in range(WRITERS)]
        for chat in self.chats:
            self.needles.add(f"chat {chat}", shapes_of_id(chat))
        for text in self.texts:
            self.needles.add(f"text {text}", shapes_of_text(text))
        self.unit = house.unit("Koivula", PEOPLE)
        self.codes = [self.secret("code", house.code(self.unit, slips=1)) for _ in range(SLIPS)]
        self.young, self.staff = httpx.Client(base_url=address), httpx.Client(base_url=address)
        admin = house.app.staff.add("Sam", "sam", tuple(Role))
        self.links = [
            self.secret("link", house.app.staff.login_token(admin.id)) for _ in range(LINKS)
        ]

    def secret(self, kind: str, word: str) -> str:
        """Something nobody may read anywhere."""
        self.needles.add(f"{kind} {word}", shapes_of_word(word))
        return word

    def asks(self, client: httpx.Client, path: str, form: dict[str, str] | None = None) -> str:
        """Open a page, or send a form; what an error page or a redirect says is kept."""
        said = client.post(path, data=form) if form else client.get(path)
        place = f"{'POST' if form else 'GET'} page {said.status_code}"
        if said.status_code >= 400 or path in ("/healthz", "/readyz"):
            own = urlencode(form or {}).encode()
            self.told.append((place, without_own_words(said.text, own)))
        self.told.append((f"{place}'s redirect", said.headers.get("location", "")))
        assert said.headers["referrer-policy"] == "no-referrer"
        for value in client.cookies.values():
            self.secret("cookie", value)
        return said.text

    def talks(self, number: int) -> None:
        """The chat: come with a slip, say one's age, write words that are not understood."""
        code, text = self.codes[number % SLIPS], self.texts[number % WRITERS]
        self.asks(self.young, f"/c/{code}")
        join = Reply(Act.JOIN, value=f"16-17 {code}").token()
        self.asks(self.young, "/chat", {"reply": join})
        for reply in (Reply(Act.OPEN, value="note"), Reply(Act.OPEN, value="spontaneous")):
            self.asks(self.young, "/chat", {"reply": reply.token()})
            self.asks(self.young, "/chat", {"text": text})
        self.asks(self.young, f"/d/{code}?text={text}")

    def looks(self, number: int, port: type) -> None:
        """The console: come with a link, open the port's pages; and the health of all."""
        link = f"/console/enter/{self.links[number % LINKS]}"
        self.asks(self.staff, link)
        self.asks(self.staff, link, {"yes": "1"})
        for page in PAGES[port]:
            self.asks(self.staff, f"/console/{page.format(unit=self.unit.id)}".rstrip("/"))
        for path in ("/healthz", "/readyz"):
            self.asks(self.staff, path)

    def hits(self, sinks: dict[str, str]) -> list[Hit]:
        """Needles in what was said."""
        said = [*self.told, *sinks.items()]
        return [hit for name, text in said for hit in self.needles.hits(name, text.encode("utf-8"))]


@contextmanager
def served(house: House) -> Iterator[str]:
    """The site in the web server that ``kuulolla run`` has."""
    server = web_server(house.app)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(params=DATABASES)
def walk(request: pytest.FixtureRequest, tmp_path: Path, capfd: Any) -> Iterator[Walk]:
    """A house in which people have answered, on either database.

    What the web server prints is caught because ``capfd`` is there before it.
    """
    urls = ("", "")
    if request.param == "postgresql":
        urls = request.getfixturevalue("postgres_server").new_pair()
    house = House(tmp_path / "data", urls=urls)
    with served(house) as address:
        walk = Walk(house, address)
        with walk.young, walk.staff:
            yield walk
    house.app.close()


def live(walk: Walk) -> None:
    """Everybody comes, answers, and some write."""
    house = walk.house
    code = walk.secret("code", house.code(walk.unit, uses=PEOPLE))
    prompt = house.start_round()
    words = iter(walk.texts)
    people = [Address("telegram", str(chat)) for chat in walk.chats]
    for reply in (Arrival(code), Reply(Act.JOIN, value=f"16-17 {code}")):
        house.app.listener.receive([Incoming(address, reply) for address in people])
    for chat in walk.chats[:WRITERS]:

        def choose(screen: Any) -> Reply:
            if screen.writes and screen.step and (text := next(words, "")):
                return Reply(Act.SEND, screen.step, text=text)
            return first_answer(screen)

        house.talk(Address("telegram", str(chat)), prompt, choose)


def methods(port: type) -> list[str]:
    """The public methods of a port."""
    return [name for name, each in vars(port).items() if name[0] != "_" and callable(each)]


def fail_everywhere(walk: Walk, every: int) -> int:
    """Let ``every``-th method of every port fail once, with needles in what it raises."""
    number, mended = 0, pytest.MonkeyPatch()
    for port in (*IN_THE_CHAT, *PAGES, *BY_THE_CLOCK):
        for name in methods(port)[::every]:
            chat, text = walk.chats[number % PEOPLE], walk.texts[number % WRITERS]

            def breaks(*given: Any, said: str = f"{chat} {text}", **named: Any) -> Any:
                raise RuntimeError(f"{said} {walk.codes} {given} {named}")

            mended.setattr(port, name, breaks)
            if port in IN_THE_CHAT:
                walk.talks(number)
            elif port in PAGES:
                walk.looks(number, port)
            for beat in (walk.house.beats.minutely, walk.house.beats.release_week):
                _guarded(beat)()
            mended.undo()
            number += 1
    return number


@pytest.mark.timeout(600)  # a thousand requests, each with everything logged
def test_nothing_tells_when_everything_fails(
    walk: Walk, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    live(walk)
    walk.talks(0)
    for port in PAGES:
        walk.looks(0, port)
    on_postgresql = bool(walk.house.urls[0])
    failed = fail_everywhere(walk, every=6 if on_postgresql else 1)  # the server's log is new there
    walk.house.app.troubles.tell()
    log = {"server log": request.getfixturevalue("postgres_server").log} if on_postgresql else {}
    printed = capfd.readouterr()
    formatted = [caplog.handler.format(r) for r in records(caplog)]
    sinks = (
        dumps(walk.house)
        | log
        | {
            "log": "\n".join(formatted),
            "standard output": printed.out,
            "standard error": printed.err,
        }
    )
    assert walk.hits(sinks) == []
    assert failed > (10 if on_postgresql else 80)
    assert len(walk.needles.needles) >= 200
    assert "RuntimeError" in sinks["log"], "it did fail"
    assert failing_pages(walk) == {"GET page 500", "POST page 500"}, "and people saw that it did"
    assert walk.asks(walk.staff, "/console").count("/console/units"), "staff were inside"
    assert all("INSERT INTO" in text for name, text in sinks.items() if name.startswith("dump"))
    assert planted_everywhere(walk, sinks)


def records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Everything that the product logged."""
    return [each for each in caplog.records if not each.name.startswith(OF_THE_TEST)]


def failing_pages(walk: Walk) -> set[str]:
    """What error pages were seen."""
    return {place for place, _ in walk.told if place.endswith(" 500")}


def planted_everywhere(walk: Walk, sinks: dict[str, str]) -> bool:
    """A leak at the end of any sink would have been found."""
    ends = {name: f"{said[-1000:]} {walk.chats[-1]}" for name, said in sinks.items()}
    return len(walk.hits(ends)) == len(ends)
