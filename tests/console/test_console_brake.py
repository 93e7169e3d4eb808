"""The brake on guessing passwords: for a login, for where it comes from, and never for good."""

import httpx
import pytest
from sqlmodel import select

from panel.organisation import Role
from storage.office.brake import ALLOWED, LOGIN, SOURCE, TooOften
from storage.office.tables import LoginAttemptRow
from tests.console.office_world import World, words

PASSWORD = "kolme sinistä venettä"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def login(world: World) -> str:
    """The login of somebody who has a password."""
    member = world.staff(Role.FACILITATOR)
    world.house.staff.set_password(member.id, PASSWORD)
    return member.login


async def tries(
    world: World, login: str, password: str = "not this one", source: str = ELSEWHERE
) -> httpx.Response:
    """Somebody sends the login form from an address."""
    browser = httpx.AsyncClient(
        transport=httpx.ASGITransport(world.site, client=(source, 1)),
        base_url="http://console.test",
        cookies={"kuulolla_language": "en"},
    )
    async with browser:
        form = {"login": login, "password": password, "to": "/console"}
        return await browser.post("/console/login", data=form)


async def too_often(world: World, login: str) -> list[httpx.Response]:
    """One wrong password more than is looked at."""
    return [await tries(world, login) for _ in range(ALLOWED[LOGIN].at_once + 1)]


def wrong(world: World, login: str, source: str) -> None:
    """A wrong password, without the quarter of a second that it costs."""
    world.house.staff.brake.take(login, source)


async def test_after_five_wrong_ones_even_the_right_one_waits_for_some_minutes(
    world: World, login: str
) -> None:
    *before, after = await too_often(world, login)
    assert {page.status_code for page in before} == {422}
    assert after.status_code == 429
    assert "wait for five minutes" in words(after.text)
    assert (await tries(world, login, PASSWORD, HOME)).status_code == 429
    world.clock.goes_on(minutes=5)
    assert (await tries(world, login, PASSWORD, HOME)).status_code == 303
    assert set(world.troubles) == {"TooOften"}


async def test_a_login_that_nobody_has_is_answered_in_the_same_words(
    world: World, login: str
) -> None:
    there, nowhere = await too_often(world, login), await too_often(world, "nobody-at-all")
    for one, other in zip(there, nowhere, strict=True):
        assert one.status_code == other.status_code
        assert one.text.replace(login, "") == other.text.replace("nobody-at-all", "")


async def test_a_link_lets_in_meanwhile(world: World, login: str) -> None:
    await too_often(world, login)
    token = world.house.staff.login_token(world.staff(Role.FACILITATOR).id)
    assert (await world.stranger().post(f"/console/enter/{token}")).status_code == 303


async def test_who_goes_on_trying_puts_nobodys_next_chance_off(world: World, login: str) -> None:
    await too_often(world, login)
    for _ in range(10):
        world.clock.goes_on(seconds=20)
        assert (await tries(world, login)).status_code == 429
    world.clock.goes_on(seconds=100)
    assert (await tries(world, login, PASSWORD)).status_code == 303


async def test_the_right_one_starts_anew(world: World, login: str) -> None:
    for _ in "twice":
        for _ in range(ALLOWED[LOGIN].at_once - 1):
            wrong(world, login, ELSEWHERE)
        assert (await tries(world, login, PASSWORD)).status_code == 303


async def test_one_source_that_tries_many_logins_is_held_and_others_are_not(
    world: World, login: str
) -> None:
    for number in range(ALLOWED[SOURCE].at_once):
        wrong(world, f"somebody-{number}", ELSEWHERE)
    assert (await tries(world, login, PASSWORD, ELSEWHERE)).status_code == 429
    assert (await tries(world, login, PASSWORD, HOME)).status_code == 303
    world.clock.goes_on(minutes=1)
    assert (await tries(world, login, PASSWORD, ELSEWHERE)).status_code == 303
    assert (await tries(world, login, PASSWORD, ELSEWHERE)).status_code == 303, "it was right"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::1", True),  # one customer's network
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("127.0.0.1", "127.0.0.1", False),  # a proxy that does not say who came
        ("::1", "::1", False),
        ("", "", False),
        ("not an address", "not an address", False),
    ],
)
def test_who_counts_as_one_source(world: World, one: str, other: str, alike: bool) -> None:
    for number in range(ALLOWED[SOURCE].at_once):
        wrong(world, f"somebody-{number}", one)
    if alike:
        with pytest.raises(TooOften):
            wrong(world, "somebody-else", other)
    else:
        wrong(world, "somebody-else", other)


async def test_a_row_names_nobody_and_goes_when_it_does_not_count(world: World, login: str) -> None:
    await tries(world, login, source=HOME)
    with world.house.databases[1].reading() as session:
        rows = session.exec(select(LoginAttemptRow)).all()
    assert {len(row.key) for row in rows} == {16}
    assert len(rows) == 2
    (folder,) = {file.parent for file in world.house.settings.data.glob("office.sqlite")}
    held = b"".join(file.read_bytes() for file in folder.glob("office.sqlite*"))
    assert HOME.encode() not in held
    world.beats.hourly()
    world.clock.goes_on(minutes=5)
    world.beats.hourly()
    with world.house.databases[1].reading() as session:
        assert session.exec(select(LoginAttemptRow)).all() == []
