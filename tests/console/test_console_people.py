"""The administrator's pages, and what every page shows of the organisation."""

import re

import pytest
from sqlmodel import select

from panel.organisation import Role
from storage.office.tables import AuditRow
from tests.console.office_world import World, words

PASSWORD = "kolme sinistä venettä"
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


async def test_changed_roles_hold_at_once_in_the_sessions_that_are_open(world: World) -> None:
    admin, client = world.as_(Role.ADMINISTRATOR), world.as_(Role.FACILITATOR)
    member = world.staff(Role.FACILITATOR)
    page = await admin.get(f"/console/staff/{member.id}")
    assert page.text.count(" checked") == 1
    changed = await admin.post(f"/console/staff/{member.id}", data={"role": ["coordinator"]})
    assert changed.headers["location"] == "/console/staff?said=roles"
    assert (await client.get("/console/notes")).status_code == 403
    assert (await client.get("/console/rounds")).status_code == 200
    assert "roles changed" in world.audit()


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ([], "Choose at least one role."),
        (["reader", "coordinator"], "nobody can be a coordinator as well"),
    ],
)
async def test_roles_that_will_not_do_are_refused_and_nothing_changes(
    world: World, roles: list[str], said: str
) -> None:
    member = world.staff(Role.READER)
    admin = world.as_(Role.ADMINISTRATOR)
    page = await admin.post(f"/console/staff/{member.id}", data={"role": roles})
    assert page.status_code == 422
    assert said in words(page.text)
    assert world.staff(Role.READER).roles == {Role.READER}


async def test_who_is_removed_has_no_way_in_any_more(world: World) -> None:
    admin, client = world.as_(Role.ADMINISTRATOR), world.as_(Role.FACILITATOR)
    member = world.staff(Role.FACILITATOR)
    world.house.staff.set_password(member.id, PASSWORD)
    client = world.as_(Role.FACILITATOR)
    link = f"/console/enter/{world.house.staff.login_token(member.id)}"
    asked = await admin.get(f"/console/staff/{member.id}/remove")
    assert "Nobody else is: Panel facilitator." in words(asked.text)
    assert (await client.get("/console/notes")).status_code == 200, "looking removes nobody"
    gone = await admin.post(f"/console/staff/{member.id}/remove")
    assert gone.headers["location"] == "/console/staff?said=removed"
    assert (await client.get("/console/notes")).status_code == 303
    assert (await world.stranger().post(link)).status_code == 410
    form = {"login": member.login, "password": PASSWORD, "to": "/console"}
    assert (await world.stranger().post("/console/login", data=form)).status_code == 422
    assert member.name not in (await admin.get("/console/staff")).text
    assert (await admin.post(f"/console/staff/{member.id}/remove")).status_code == 404


async def test_the_audit_still_says_who_it_was(world: World) -> None:
    member = world.staff(Role.FACILITATOR)
    world.house.staff.note(member.id, "note answered", "")
    await world.as_(Role.ADMINISTRATOR).post(f"/console/staff/{member.id}/remove")
    with world.house.databases[1].reading() as session:
        rows = {row.event: row for row in session.exec(select(AuditRow))}
    assert rows["note answered"].staff == member.id
    assert rows["staff removed"].subject == f"{member.login} {member.id}"


async def test_what_somebody_decided_stays_when_they_have_gone(world: World) -> None:
    world.house.desk.decide("unit", world.home.id, "done", "Wi-Fi", "You asked for it")
    before = world.house.desk.decisions()
    member = world.staff(Role.FACILITATOR)
    await world.as_(Role.ADMINISTRATOR).post(f"/console/staff/{member.id}/remove")
    assert world.house.desk.decisions() == before


@pytest.mark.parametrize("what", ["", "/remove"])
async def test_the_last_administrator_stays_one(world: World, what: str) -> None:
    admin, me = world.as_(Role.ADMINISTRATOR), world.staff(Role.ADMINISTRATOR)
    form = {"role": ["reader"]}
    page = await admin.post(f"/console/staff/{me.id}{what}", data=form)
    assert page.status_code == 422
    assert "This is the only administrator." in words(page.text)
    world.house.staff.add("Second", "second", [Role.ADMINISTRATOR])
    assert (await admin.post(f"/console/staff/{me.id}{what}", data=form)).status_code == 303
    assert (await admin.get("/console/staff")).status_code in (303, 403)


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
