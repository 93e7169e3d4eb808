"""The administrator's pages, and what every page shows of the organisation."""

import re

import pytest

from panel.organisation import Role
from tests.console.office_world import World, words

NEW = {"name": "Riikka Raati", "login": "Riikka@Example.fi", "role": ["facilitator", "coordinator"]}


async def test_somebody_new_gets_a_link_that_is_shown_once_and_lets_them_in(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    page = await client.post("/console/staff", data=NEW)
    found = re.search(r"http://chat\.example(/console/enter/[\w-]+)", page.text)
    assert found
    assert "shown only now" in words(page.text)
    newcomer = world.stranger()
    assert (await newcomer.post(found[1])).status_code == 303
    assert "Riikka Raati" in (await newcomer.get("/console/notes")).text
    assert found[1] not in (await client.get("/console/staff")).text
    assert "staff added" in world.audit()


async def test_a_forgotten_password_is_helped_by_a_new_link(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    member = world.staff(Role.COORDINATOR)
    page = await client.post(f"/console/staff/{member.id}/link")
    found = re.search(r"(/console/enter/[\w-]+)", page.text.partition("<textarea")[2])
    assert found
    assert (await world.stranger().post(found[1])).status_code == 303
    assert (await client.post("/console/staff/nobody/link")).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Please fill in: Name."),
        ({"login": "Ä ö"}, "A login has 2 to 60 characters"),
        ({"login": "x" * 61}, "A login has 2 to 60 characters"),
        ({"login": "administrator"}, "already has the login administrator"),
        ({"role": []}, "Choose at least one role."),
        ({"role": ["king"]}, "Choose at least one role."),
    ],
)
async def test_a_member_who_will_not_do_is_refused_and_the_form_kept(
    world: World, change: dict[str, object], said: str
) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    before = len(world.house.staff.all())
    page = await client.post("/console/staff", data=NEW | change)
    assert page.status_code == 422
    assert said in words(page.text)
    kept = (NEW | change)["name"]
    assert f'name="name" type="text" value="{kept}"' in page.text
    assert len(world.house.staff.all()) == before


async def test_an_added_login_never_changes_somebody_elses_roles(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    world.staff(Role.READER)
    await client.post("/console/staff", data=NEW | {"login": "reader", "role": ["administrator"]})
    assert world.staff(Role.READER).roles == {Role.READER}


async def test_the_health_page_says_what_was_looked_at(world: World) -> None:
    page = await world.as_(Role.ADMINISTRATOR).get("/console/health")
    assert "safe settings" in words(page.text)


@pytest.mark.parametrize("path", ["/console/login", "/console", "/console/units", "/console/nope"])
async def test_fictional_data_is_named_on_every_page(world: World, path: str) -> None:
    client = world.as_(Role.COORDINATOR)
    assert "Fictional data" not in (await client.get(path)).text
    world.house.units.mark_simulated("Esimerkki")
    stranger = world.stranger()
    for one in (client, stranger):
        page = await one.get(path)
        if page.status_code != 303:
            assert "Fictional data" in page.text


async def test_what_is_too_much_is_read_to_its_end_and_refused(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    page = await client.post("/console/units", data={"name": "x" * 300_000})
    assert page.status_code == 413
    assert "too long" in words(page.text)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"=&=&;", b"&".join([b"a=b"] * 5000), b"name=%ED%A0%80&size=%00"]
)
async def test_odd_bytes_get_a_sentence_and_no_error(world: World, body: bytes) -> None:
    client = world.as_(Role.COORDINATOR, Role.FACILITATOR, Role.ADMINISTRATOR)
    unit = world.home.id
    for path in ("units", f"units/{unit}/slips", f"units/{unit}/cards", "decisions", "staff"):
        page = await client.post(f"/console/{path}", content=body)
        assert page.status_code == 422
    assert world.troubles == []


async def test_a_failure_is_said_kindly_and_only_its_kind_is_heard(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    with world.house.databases[1].writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE wave RENAME TO hidden")
    page = await client.get("/console/rounds")
    assert page.status_code == 500
    assert "Please try once more." in words(page.text)
    assert world.troubles == ["OperationalError"]
