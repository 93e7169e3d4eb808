"""Coming in and going out: links that work once, passwords, sessions, the language."""

from pathlib import Path

import pytest

from panel.organisation import Role
from tests.console.office_world import World, opened, words

PASSWORD = "kolme sinistä venettä"


def link(world: World, *roles: Role) -> str:
    """A one-time link of somebody with these roles, as a path."""
    return f"/console/enter/{world.house.staff.login_token(world.staff(*roles).id)}"


async def test_looking_at_a_link_does_not_use_it_up(world: World) -> None:
    path = link(world, Role.COORDINATOR)
    client = world.stranger()
    for _ in range(3):
        looked = await client.get(path)
        assert looked.status_code == 200
        assert "Come in" in words(looked.text)
        assert "set-cookie" not in looked.headers
    assert (await client.post(path)).headers["location"] == "/console/password"
    assert (await client.get("/console")).status_code == 200


async def test_a_link_works_once_and_then_says_what_to_do(world: World) -> None:
    path = link(world, Role.COORDINATOR)
    assert (await world.stranger().post(path)).status_code == 303
    again = await world.stranger().post(path)
    assert again.status_code == 410
    assert "kuulolla staff link" in words(again.text)
    assert "set-cookie" not in again.headers


async def test_a_link_older_than_three_days_says_the_same(world: World) -> None:
    path = link(world, Role.COORDINATOR)
    world.clock.goes_on(days=3, minutes=1)
    assert "kuulolla staff link" in words((await world.stranger().post(path)).text)


async def test_the_password_can_be_put_off(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    page = await client.get("/console/password")
    assert 'href="/console">Not now</a>' in page.text
    assert (await client.get("/console")).status_code == 200


async def test_a_password_lets_in_from_then_on(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    done = await client.post("/console/password", data={"password": PASSWORD, "again": PASSWORD})
    assert done.headers["location"] == "/console?said=password"
    assert "Your password is set" in (await client.get("/console?said=password")).text
    form = {"login": " Facilitator ", "password": PASSWORD, "to": "/console/notes"}
    other = world.stranger()
    came = await other.post("/console/login", data=form)
    assert came.headers["location"] == "/console/notes"
    assert (await other.get("/console/notes")).status_code == 200


async def test_a_new_password_ends_every_other_way_in_and_leaves_other_people_alone(
    world: World,
) -> None:
    here, there = world.as_(Role.FACILITATOR), world.as_(Role.FACILITATOR)
    unused, colleague = link(world, Role.FACILITATOR), world.as_(Role.COORDINATOR)
    await here.post("/console/password", data={"password": PASSWORD, "again": PASSWORD})
    assert "logged out there" in words((await here.get("/console?said=password")).text)
    assert (await there.get("/console")).status_code == 303
    assert (await world.stranger().post(unused)).status_code == 410
    assert (await colleague.get("/console")).status_code == 200


async def test_a_password_that_is_refused_ends_nothing(world: World) -> None:
    here, there = world.as_(Role.FACILITATOR), world.as_(Role.FACILITATOR)
    await here.post("/console/password", data={"password": "short", "again": "short"})
    assert (await there.get("/console")).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "at least 12 characters"),
        (PASSWORD, PASSWORD + "x", "not alike"),
        ("", "", "at least 12 characters"),
    ],
)
async def test_a_password_that_will_not_do_is_refused_in_one_sentence(
    world: World, password: str, again: str, said: str
) -> None:
    client = world.as_(Role.FACILITATOR)
    page = await client.post("/console/password", data={"password": password, "again": again})
    assert page.status_code == 422
    assert said in words(page.text)
    assert not world.staff(Role.FACILITATOR).has_password


@pytest.mark.parametrize("login", ["facilitator", "nobody-at-all", ""])
async def test_a_wrong_password_says_what_to_do_and_not_whose_login_exists(
    world: World, login: str
) -> None:
    world.house.staff.set_password(world.staff(Role.FACILITATOR).id, PASSWORD)
    form = {"login": login, "password": "another password", "to": "/console"}
    page = await world.stranger().post("/console/login", data=form)
    assert page.status_code == 422
    assert "do not fit together" in words(page.text)
    assert f'value="{login}"' in page.text
    assert "another password" not in page.text
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "/console//evil.example",
        "/chat",
        "/console/../x",
        "javascript:alert(1)",
    ],
)
async def test_the_login_leads_nowhere_but_into_the_console(world: World, to: str) -> None:
    world.house.staff.set_password(world.staff(Role.READER).id, PASSWORD)
    form = {"login": "reader", "password": PASSWORD, "to": to}
    came = await world.stranger().post("/console/login", data=form)
    assert came.headers["location"] == "/console"
    chosen = await world.stranger().get("/console/language/sv", params={"to": to})
    assert chosen.headers["location"] == "/console"


async def test_logging_out_ends_every_session(world: World) -> None:
    here, there = world.as_(Role.COORDINATOR), world.as_(Role.COORDINATOR)
    left = await here.post("/console/logout")
    assert left.headers["location"] == "/console/login?said=left"
    for client in (here, there):
        assert (await client.get("/console/units")).status_code == 303
    assert "logged out" in (await here.get("/console/login?said=left")).text


async def test_a_session_ends_by_itself(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    world.clock.goes_on(hours=11)
    assert (await client.get("/console")).headers["location"] == "/console/login?to=/console"


@pytest.mark.parametrize("secure", [False, True])
async def test_the_cookie_is_for_the_console_alone(tmp_path: Path, secure: bool) -> None:
    with opened(tmp_path, secure=secure) as world:
        came = await world.stranger().post(link(world, Role.COORDINATOR))
        cookie = came.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "path=/console;" in cookie
        assert "samesite=lax" in cookie
        assert ("secure" in cookie) == secure


async def test_a_form_from_a_foreign_page_is_refused(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = await client.post("/console/rounds", data={"set": "round"}, headers=foreign)
        assert answer.status_code == 403
    assert world.house.waves.recent() == []


async def test_the_language_is_chosen_by_a_link_and_stays(world: World) -> None:
    client = world.as_(Role.COORDINATOR, language="xx")
    assert 'lang="fi"' in (await client.get("/console/units")).text
    chosen = await client.get("/console/language/sv?to=/console/units")
    assert chosen.headers["location"] == "/console/units"
    assert '<html lang="sv"' in (await client.get("/console/units")).text
    await client.get("/console/language/xx?to=/console/units")
    assert '<html lang="sv"' in (await client.get("/console/units")).text


@pytest.mark.parametrize("path", ["/console", "/console/units"])
async def test_a_stroke_at_the_end_of_an_address_leads_to_its_page(world: World, path: str) -> None:
    answered = await world.as_(Role.COORDINATOR).get(f"{path}/")
    assert (answered.status_code, answered.headers["location"]) == (303, path)
