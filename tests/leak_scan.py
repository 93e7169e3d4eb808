"""Reads what the ordinary suite logged, printed and answered, and fails the run on a leak (C-17).

Every test takes part without knowing it. At the doors of the product whatever a person brings is
written down: addresses, codes, texts, tokens. At its sinks all that it says is written down: each
record of every logger at DEBUG with its traceback, standard output and error, error pages, health
pages, and the addresses that redirects go to. At the end the one is searched for in the other.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterable, MutableMapping
from functools import wraps
from html import escape
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

import pytest

from storage.needles import (
    Haystacks,
    Hit,
    shapes_of_id,
    shapes_of_key,
    shapes_of_text,
    shapes_of_word,
)

FEWEST_NEEDLES = 200  # of a whole run
LONG_ID, LONG_WORD, LONG_TEXT = 9, 8, 12  # signs; what is shorter stands in logs by chance
OF_THE_TESTS = ("httpx", "httpcore", "telegram", "aiohttp.access", "aiohttp.server")
"""Loggers of the people's side: the browsers, the other Telegram client, the emulated Telegram."""
WHAT_TOOK_HOW_LONG = re.compile(r"\d+\.\d+s")
LEAK_ON_PURPOSE = "leaks_on_purpose"


class Said(logging.Handler):
    """Everything that came out, each thing once, with the test that it came out in first."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.test = "before the first test"
        self.silent = False
        self.lines: dict[tuple[str, str], str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record as a handler with a formatter would write it."""
        if not record.name.startswith(OF_THE_TESTS):
            self.take(f"log {record.name}", self.format(record))

    def take(self, sink: str, said: str) -> None:
        """Take what came out of a sink; how long things took is all that may differ."""
        if not self.silent:
            self.lines.setdefault((sink, WHAT_TOOK_HOW_LONG.sub("", said)), self.test)


class LeakScan:
    """The plugin; ``tests/conftest.py`` registers it."""

    def __init__(self) -> None:
        self.said = Said()
        self.searched = Haystacks()
        self.hits: list[Hit] = []
        self._listening = False

    def listen_to_logs(self) -> None:
        """Let every logger say everything, but for what no handler here writes."""
        logging.getLogger().addHandler(self.said)
        for name in ("", "sqlalchemy.engine"):  # SQLAlchemy's own level would be WARNING
            logging.getLogger(name).setLevel(logging.DEBUG)
        for costly in ("Threads", "Processes", "Multiprocessing", "AsyncioTasks"):
            setattr(logging, f"log{costly}", False)
        logging._srcfile = None  # nor the line that logged it

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """What tests and reports see of the logs stays as it was."""
        if theirs := session.config.pluginmanager.getplugin("logging-plugin"):
            for name in ("caplog_handler", "report_handler", "log_cli_handler", "log_file_handler"):
                getattr(theirs, name).setLevel(logging.WARNING)

    def pytest_collection_finish(self) -> None:
        """Listen at the product's doors if any test goes through them."""
        if not self._listening and {"app", "storage"} & sys.modules.keys():
            self._listening = True
            for module, owner, name, note in DOORS:
                if module in sys.modules or not module.startswith("bot.telegram"):  # slow to import
                    _listen(getattr(import_module(module), owner), name, note, self.searched)
            _overhear_pages(self.said)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterable[None]:
        """Know which test speaks."""
        self.said.test = item.nodeid
        self.said.silent = item.get_closest_marker(LEAK_ON_PURPOSE) is not None
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a test's product printed."""
        self.said.take("standard output", report.capstdout)
        self.said.take("standard error", report.capstderr)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Search; a leak fails the run, and so does a whole run with hardly a needle."""
        for (sink, said), test in self.said.lines.items():
            place = f"{sink}, first in {test}"
            self.hits += self.searched.hits(place, said.encode("utf-8", "backslashreplace"))
        whole = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
        few = whole and not session.testsfailed and len(self.searched.needles) < FEWEST_NEEDLES
        if (self.hits or few) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was searched for, where, and what was found."""
        if not self.searched.needles:
            return
        for hit in self.hits:
            terminalreporter.write_line(f"LEAK: {hit.needle} in {hit.place}", red=True, bold=True)
        terminalreporter.write_line(
            f"leak scan: {len(self.searched.needles)} needles in "
            f"{len(self.said.lines)} different things said: {len(self.hits)} hits"
        )


# what people bring: each door is told the arguments and the result of a call

Note = Callable[[Haystacks, tuple[Any, ...], dict[str, Any], Any], None]


def _listen(owner: Any, name: str, note: Note, searched: Haystacks) -> None:
    original = getattr(owner, name)

    @wraps(original)
    def heard(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        note(searched, given, named, result)
        return result

    setattr(owner, name, heard)


def _address(searched: Haystacks, address: Any) -> None:
    value = address.value
    if value.isascii() and value.isdecimal():
        if len(value) >= LONG_ID and int(value) < 1 << 64:
            searched.add(f"address {value}", shapes_of_id(int(value)))
    else:
        _word(searched, value)


def _word(searched: Haystacks, word: str, kind: str = "code or token") -> None:
    if len(word) >= LONG_WORD and " " not in word:
        try:
            searched.add(f"{kind} {word}", shapes_of_word(word))
        except UnicodeEncodeError:  # half a sign, from the tests of bad input
            return


def _text(searched: Haystacks, text: object) -> None:
    if isinstance(text, str) and len(text) >= LONG_TEXT:
        searched.add(f"text {text[:40]!r}", shapes_of_text(text))


def _came(searched: Haystacks, given: tuple[Any, ...], *_: Any) -> None:
    for incoming in given[2]:
        _address(searched, incoming.address)
        _text(searched, getattr(incoming.reply, "text", ""))
        _word(searched, getattr(incoming.reply, "code", ""))


def _first(take: Callable[[Haystacks, Any], None]) -> Note:
    """The first argument after self."""
    return lambda searched, given, named, _: take(searched, [*given, *named.values()][1])


def _kept(searched: Haystacks, given: tuple[Any, ...], *_: Any) -> None:
    _text(searched, given[4].value)


def _made(searched: Haystacks, _: Any, __: Any, result: Any) -> None:
    for each in result if isinstance(result, list) else [result]:
        _word(searched, each or "")


def _master(searched: Haystacks, given: tuple[Any, ...], named: dict[str, Any], _: Any) -> None:
    key = [*given, *named.values()][2]
    searched.add(f"master key {key.hex()}", shapes_of_key(key))


def _bot(searched: Haystacks, _: Any, named: dict[str, Any], __: Any) -> None:
    _word(searched, named["token"], "bot token")


DOORS: tuple[tuple[str, str, str, Note], ...] = (
    ("conversations.listening", "Listener", "receive_in", _came),
    ("storage.contacts.people", "People", "index", _first(_address)),
    ("storage.contacts.box", "Box", "keep", _kept),
    ("storage.contacts.book", "Book", "invitation", _first(_word)),
    ("storage.office.codes", "Codes", "invite", _made),
    ("storage.office.staff", "Staff", "login_token", _made),
    ("storage.office.staff", "Staff", "enter_by_link", _made),
    ("storage.office.staff", "Staff", "enter_by_password", _made),
    ("storage.cookies", "Cookies", "seal", _made),
    ("storage.keys", "SealingKeys", "__init__", _master),
    ("bot.telegram.channel", "TelegramChannel", "__init__", _bot),
)


def _overhear_pages(said: Said) -> None:
    """Take error pages, health pages and redirects of every page that a test opens."""
    from app.server.headers import SecurityHeaders

    answer = SecurityHeaders.__call__

    async def overheard(self: Any, scope: Any, receive: Any, send: Any) -> None:
        telling, sent = scope.get("path") in ("/healthz", "/readyz"), bytearray()

        async def receive_and_note() -> MutableMapping[str, Any]:
            message: MutableMapping[str, Any] = await receive()
            sent.extend(message.get("body", b""))
            return message

        async def send_and_tell(message: MutableMapping[str, Any]) -> None:
            nonlocal telling
            if message["type"] == "http.response.start":
                telling = telling or message["status"] >= 400
                for name, value in message["headers"]:
                    if name.lower() in (b"location", b"refresh", b"content-location", b"link"):
                        said.take("address of a redirect", value.decode("latin-1"))
            elif telling:
                page = message.get("body", b"").decode("utf-8", "replace")
                said.take("error or health page", without_own_words(page, bytes(sent)))
            await send(message)

        await answer(self, scope, receive_and_note, send_and_tell)

    SecurityHeaders.__call__ = overheard  # type: ignore[method-assign]


def without_own_words(page: str, sent: bytes) -> str:
    """An error page without what its own request carried: nobody's words are lost by an error."""
    for values in parse_qs(sent.decode("utf-8", "replace")).values():
        for value in values:
            page = page.replace(escape(value), "") if len(value) >= LONG_WORD else page
    return page
