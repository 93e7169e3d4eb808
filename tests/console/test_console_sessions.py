"""Sessions: they end by themselves, sooner when nothing is done; nobody can plant one."""

import re
from html import unescape

import httpx
import pytest

from console.sessions import SESSION
from panel.organisation import Role
from tests.console.office_world import World, words
from tests.storage.house import every_file

PASSWORD = "kolme sinistä venettä"
LONG = 'Keittiö avataan "iltaisin" klo 20 & viikonloppuna. ' * 9
DECISION = {
    "place": "organisation",
    "outcome": "done",
    "what": LONG.strip(),
    "because": "Moni <toivoi> sitä.",
    "due": "",
}


async def is_in(client: httpx.AsyncClient) -> bool:
    """Whether the start page opens."""
    return (await client.get("/console")).status_code == 200


async def enter(world: World, client: httpx.AsyncClient, how: str) -> httpx.Response:
    """A reader comes in by a link or a password."""
    reader = world.staff(Role.READER)
    if how == "link":
        return await client.post(f"/console/enter/{world.house.staff.login_token(reader.id)}")
    world.house.staff.set_password(reader.id, PASSWORD)
    form = {"login": "reader", "password": PASSWORD, "to": "/console"}
    return await client.post("/console/login", data=form)


def session_of(client: httpx.AsyncClient) -> str:
    """The session's cookie that a browser has."""
    return client.cookies.get(SESSION, domain="console.test", path="/console") or ""


def written(world: World) -> dict[str, bytes]:
    """Every file but SQLite's index of its log, in which readers leave marks, too."""
    files = every_file(world.house.settings.data)
    return {name: held for name, held in files if not name.endswith("-shm")}


async def test_a_session_in_which_nothing_is_done_for_half_an_hour_ends(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    world.clock.goes_on(minutes=29)
    assert await is_in(client)
    world.clock.goes_on(minutes=31)
    assert (await client.get("/console")).headers["location"] == "/console/login?to=/console"


async def test_who_goes_on_working_stays_for_ten_hours_and_no_longer(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    for _ in range(29):
        world.clock.goes_on(minutes=20)
        assert await is_in(client)
    world.clock.goes_on(minutes=21)
    assert not await is_in(client)


async def test_opening_pages_writes_nothing_down(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    before = written(world)
    for _ in range(3):
        world.clock.goes_on(minutes=9)
        assert await is_in(client)
    assert written(world) == before


async def test_a_copy_of_the_cookie_is_of_no_use_half_an_hour_later(world: World) -> None:
    owner, thief = world.as_(Role.COORDINATOR), world.stranger()
    thief.cookies.set(SESSION, session_of(owner), domain="console.test", path="/console")
    for _ in range(2):
        world.clock.goes_on(minutes=16)
        assert await is_in(owner)
    assert not await is_in(thief)


async def test_a_page_that_logs_out_renews_nothing(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    await client.post("/console/logout")
    assert session_of(client) == ""


@pytest.mark.parametrize("how", ["link", "password"])
async def test_who_comes_in_with_a_planted_cookie_gets_a_session_of_their_own(
    world: World, how: str
) -> None:
    planting, victim = world.as_(Role.COORDINATOR), world.stranger()
    planted = session_of(planting)
    victim.cookies.set(SESSION, planted, domain="console.test", path="/console")
    came = await enter(world, victim, how)
    assert came.status_code == 303
    assert session_of(victim) not in ("", planted)
    assert (await victim.get("/console/reading")).status_code == 200
    assert (await planting.get("/console/reading")).status_code == 403, "it is what it was"
    await victim.post("/console/logout")
    assert await is_in(planting), "two sessions of two people"


@pytest.mark.parametrize("how", ["link", "password"])
@pytest.mark.parametrize("planted", ["chosen-by-somebody", "A" * 200, ""])
async def test_no_cookie_that_somebody_makes_up_becomes_a_session(
    world: World, how: str, planted: str
) -> None:
    victim, thief = world.stranger(), world.stranger()
    for client in (victim, thief):
        client.cookies.set(SESSION, planted, domain="console.test", path="/console")
    await enter(world, victim, how)
    assert await is_in(victim)
    assert not await is_in(thief)


@pytest.mark.parametrize(
    "path", ["/console", "/console/login", "/console/nothing", "/console/static/console.css"]
)
async def test_no_page_can_be_framed(world: World, path: str) -> None:
    for client in (world.as_(Role.COORDINATOR), world.stranger()):
        policy = (await client.get(path)).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy


# what is being written when a session ends


def hidden(page: str) -> dict[str, str]:
    """The fields that a page's last form sends without being asked."""
    form = page.rpartition("<form")[2]
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return {unescape(name): unescape(value) for name, value in fields}


async def test_a_decision_that_took_too_long_to_write_is_sent_after_logging_in_again(
    world: World,
) -> None:
    client = world.as_(Role.FACILITATOR)
    world.clock.goes_on(minutes=40)
    ended = await client.post("/console/decisions", data=DECISION)
    assert ended.status_code == 401
    assert "You have been logged out" in words(ended.text)
    assert world.house.desk.decisions() == []
    assert hidden(ended.text) == DECISION
    assert 'action="/console/decisions"' in ended.text
    again = await client.post("/console/decisions", data=hidden(ended.text))
    assert hidden(again.text) == DECISION, "sent too early, it is still there"
    token = world.house.staff.login_token(world.staff(Role.FACILITATOR).id)
    await client.post(f"/console/enter/{token}")
    look = await client.post("/console/decisions", data=hidden(again.text))
    assert look.status_code == 200
    await client.post("/console/decisions", data=hidden(look.text) | {"step": "tell"})
    (decision,) = world.house.desk.decisions()
    assert (decision.what, decision.because) == (DECISION["what"], DECISION["because"])


async def test_who_comes_back_in_another_role_is_refused_what_was_written(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    world.clock.goes_on(minutes=40)
    ended = await client.post("/console/decisions", data=DECISION)
    await enter(world, client, "link")
    again = await client.post("/console/decisions", data=hidden(ended.text) | {"step": "tell"})
    assert again.status_code == 403
    assert world.house.desk.decisions() == []


async def test_a_password_is_on_no_page_that_comes_back(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    world.clock.goes_on(minutes=40)
    form = {"password": PASSWORD, "again": PASSWORD}
    answer = await client.post("/console/password", data=form)
    assert answer.headers["location"] == "/console/login?to=/console"
