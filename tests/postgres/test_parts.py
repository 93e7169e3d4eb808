"""A week goes through clock, chat and console as processes; none reads what it must not."""

import gc
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from app.beats import Beats
from app.settings import Settings
from app.simulation.people import SimulatedClock
from app.wiring import build, build_chat, build_console, now
from conversations.items import YOUNG
from conversations.weeks import HELSINKI, monday, week_after, week_of
from storage.databases import UnsafeDatabase
from storage.keys import KeysMissing
from tests.bot.webchat_world import Visitor, words
from tests.postgres.parts import ROLES, USERS, Deployment, become, deployment
from tests.postgres.server import Postgres

PEOPLE = 8
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")
UNIT = {"name": "Koivula", "size": "12", "service": "Sijaishuolto", "group": "Kodit"}
RIGHT = "Always"


@pytest.fixture(scope="module")
def parts(postgres_server: Postgres) -> Iterator[Deployment]:
    """The deployment, running."""
    if os.geteuid() != 0:
        pytest.skip("only root can be three users: run as root, in a container")
    folder = Path(tempfile.mkdtemp(prefix="kuulolla-parts-"))  # pytest's own is root's alone
    try:
        with deployment(folder, postgres_server) as running:
            yield running
    finally:
        shutil.rmtree(folder)


def at_the_clock(parts: Deployment, moment: datetime | None, do: Callable[[Beats], None]) -> None:
    """Let the clock's user and role do something, at a moment of the simulation."""

    def beat() -> None:
        at = SimulatedClock(moment or now())
        app = build(Settings(), at)
        do(Beats(app))
        app.close()

    parts.as_user("clock", beat)


async def inside(parts: Deployment) -> httpx.AsyncClient:
    """The administrator's browser, let in once by the link that the console printed."""
    client = httpx.AsyncClient(base_url=parts.address("console"))
    parts.as_user("clock", link_for_admin)
    token = re.findall(r"/console/enter/(\S+)", parts.said("clock"))[-1]
    entered = await client.post(f"/console/enter/{token}")
    assert entered.status_code == 303
    return client


def link_for_admin() -> None:
    """What ``kuulolla staff link`` does, in the clock's container."""
    app = build(Settings())
    (admin,) = app.staff.all()
    print(f"/console/enter/{app.staff.login_token(admin.id)}")  # into its log, where it is read
    app.close()


def start_round(beats: Beats) -> None:
    """Start the common round and let it leave."""
    home = beats.app.units.organisation().id
    beats.app.waves.plan_round(home, starts=beats.app.clock(), at_once=True)
    beats.start_waves()
    beats.take_codes()


async def answers(parts: Deployment, slip: str) -> None:
    """A young person comes in by a slip and answers the first question of the round."""
    client = httpx.AsyncClient(
        base_url=parts.address("chat"), headers={"Accept-Language": "en"}, follow_redirects=True
    )
    async with client:
        person = await Visitor(client).open(f"/c/{slip}")
        await person.tap("13–15 years")
        await person.tap("Start")
        await person.tap(RIGHT)
        assert RIGHT not in person.buttons(), "the next question is open"


def test_each_part_says_that_it_is_ready(parts: Deployment) -> None:
    for part in USERS:
        ready = httpx.get(f"{parts.address(part)}/readyz")
        assert ready.json() == {"problems": []}, part


async def test_a_week_goes_through_the_three_parts(parts: Deployment) -> None:
    week = week_of(now())
    console = await inside(parts)
    added = await console.post("/console/units", data=UNIT)
    assert added.status_code == 303
    unit = added.headers["location"].partition("?")[0]
    sheet = await console.post(
        f"{unit}/slips", data={"count": str(PEOPLE), "lang": "en", "audience": YOUNG}
    )
    slips = list(dict.fromkeys(CODE.findall(sheet.text)))
    assert len(slips) == PEOPLE, words(sheet.text)
    at_the_clock(parts, None, start_round)
    for slip in slips[:-1]:
        await answers(parts, slip)
    parts.stop("clock")
    closed = datetime.combine(monday(week_after(week)), time(9, 5), HELSINKI)
    at_the_clock(parts, closed, Beats.hourly)
    page = await console.get(f"/console/summaries/{week}")
    await console.aclose()
    assert page.status_code == 200
    assert "5–9" in page.text
    parts.start("clock")


def test_each_part_says_which_borders_hold(parts: Deployment) -> None:
    assert "it alone can open the box" in parts.said("clock")
    assert "reads no released answer" in parts.said("chat")
    assert "reaches no contacts" in parts.said("console")
    assert "/console/enter/" not in parts.said("chat")


def test_no_part_would_leave_a_core_file(parts: Deployment) -> None:
    for process in parts.running.values():
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        (soft, hard) = re.findall(r"Max core file size +(\S+) +(\S+)", limits)[0]
        assert (soft, hard) == ("0", "0")


def readable(part: str, path: Path) -> bool:
    """Whether a part's user can read a file; tried by a process of that user."""
    child = os.fork()
    if child == 0:
        try:
            become(part)
            path.read_bytes()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize(
    ("file", "readers"),
    [
        ("opening/opening.json", {"clock"}),
        ("data/keys/sealing.json", {"clock", "chat"}),
        ("data/master.key", {"clock", "chat"}),
        ("codes/code.key", {"clock", "console"}),
    ],
)
def test_a_key_is_read_by_those_who_need_it(
    parts: Deployment, file: str, readers: set[str]
) -> None:
    path = parts.folder / file
    assert path.exists()
    assert {part for part in USERS if readable(part, path)} == readers
    assert path.stat().st_mode & 0o037 == 0


def test_no_user_but_the_clock_can_write_a_key(parts: Deployment) -> None:
    for path in (parts.folder / name for name in ("opening", "data", "data/keys", "codes")):
        found = path.stat()
        assert found.st_uid == USERS["clock"]
        assert found.st_mode & 0o022 == 0


def ask(parts: Deployment, part: str, database: str, question: str) -> list[tuple[object, ...]]:
    """A question to the server with a part's own password."""
    url = parts.server.url(database, ROLES[part]).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        return connection.execute(question.encode()).fetchall()


@pytest.mark.parametrize(
    ("part", "question"),
    [
        ("chat", "SELECT value FROM lot_answer"),
        ("chat", "SELECT week FROM lot"),
        ("chat", "SELECT password FROM staff"),
        ("chat", "SELECT text FROM open_note"),
        ("chat", "UPDATE publication SET content = '{}'"),
        ("console", "SELECT value FROM lot_answer"),
        ("console", "SELECT week FROM lot"),
        ("console", "SELECT code FROM code_request"),
        ("console", "DELETE FROM audit"),
        ("console", "UPDATE open_note SET text = ''"),
    ],
)
def test_the_office_refuses(parts: Deployment, part: str, question: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        ask(parts, part, "kuulolla_office", question)


def test_the_contacts_refuse_the_console_and_keep_the_plan_from_the_chat(
    parts: Deployment,
) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        ask(parts, "console", "kuulolla_contacts", "SELECT 1")
    with pytest.raises(InsufficientPrivilege):
        ask(parts, "chat", "kuulolla_contacts", "SELECT sealed FROM plan")
    assert ask(parts, "chat", "kuulolla_contacts", "SELECT count(*) FROM contact") != []


def test_a_part_without_its_keys_or_with_anothers_role_does_not_start(parts: Deployment) -> None:
    chat = Settings(
        part="chat",
        data=parts.folder / "nowhere",
        contacts_database=parts.server.url("kuulolla_contacts", ROLES["chat"]),
        office_database=parts.server.url("kuulolla_office", ROLES["chat"]),
    )
    with pytest.raises(KeysMissing):
        build_chat(chat)
    half_right = chat.model_copy(
        update={
            "data": parts.folder / "data",
            "office_database": parts.server.url("kuulolla_office", ROLES["clock"]),
        }
    )
    with pytest.raises(UnsafeDatabase, match="Use the role kuulolla_chat"):
        build_chat(half_right)
    gc.collect()  # whatever was left open would say so
    console = Settings(
        part="console",
        code_key=str(parts.folder / "codes/code.key"),
        office_database=parts.server.url("kuulolla_office", ROLES["clock"]),
    )
    with pytest.raises(UnsafeDatabase, match="Use the role kuulolla_console"):
        build_console(console)
    with pytest.raises(UnsafeDatabase, match="SQLite"):
        build_console(console.model_copy(update={"office_database": ""}))


def test_the_console_says_when_the_clock_has_stopped(parts: Deployment) -> None:
    def look_back(beats: Beats) -> None:
        from app.checking import leave_report

        leave_report(beats.app)

    at_the_clock(parts, now() - timedelta(hours=5), look_back)
    said = httpx.get(f"{parts.address('console')}/readyz")
    assert said.status_code == 503
    assert "The clock has not looked for hours." in said.json()["problems"]
