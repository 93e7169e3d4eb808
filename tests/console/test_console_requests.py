"""Requests to be contacted, from the console: sealed to their reader, read once, gone in a week."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from app.checking import check
from conversations.ports import Address, Contact
from conversations.reaching import ADULT, HAS_BEEN_READ, Request
from locales import speak
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.contacts.tables import OutboxRow
from storage.office.tables import AuditRow
from tests.console.office_world import World, opened, words

TEXT = "Soita 040 123 4567 iltapäivällä, Aino"
AINO, SLIP = Address("telegram", "77"), Address("slip", "ABCDEFGHJK")
LATE = "A request to be contacted has waited for more than a working day: read it now."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One organisation, with two who work in no unit."""
    with opened(tmp_path) as one:
        for role in (Role.READER, Role.FACILITATOR):
            reader = ContactReader(one.staff(role).id, ADULT, f"Sam, {role}", "")
            one.house.requests.add_reader(reader)
        yield one


def sends(world: World, whose: Address = AINO, *, second: bool = True) -> None:
    """Aino asks the reader to contact her."""
    first, other = world.staff(Role.READER).id, world.staff(Role.FACILITATOR).id
    with world.house.contacts.writing() as book:
        book.enrol(whose, Contact("fi", world.home.id, "13-15"))
        ticket = book.ticket(whose, 1)
    assert ticket is not None
    world.house.requests.send(Request(ADULT, TEXT, first, other if second else ""), ticket)


async def opens(world: World, role: Role) -> httpx.Response:
    """Somebody presses the only button of their list."""
    async with world.as_(role) as browser:
        page = await browser.get("/console/requests")
        _, found, rest = page.text.partition('action="/console/requests/')
        if not found:
            return page
        return await browser.post(f"/console/requests/{rest.partition('/')[0]}/open")


def problems(world: World) -> set[str]:
    """What the health check finds wrong."""
    return {finding.what for finding in check(world.house) if not finding.fine}


async def test_only_the_chosen_reader_can_open_it_and_opening_is_reading(world: World) -> None:
    sends(world)
    assert "No request waits for you." in words((await opens(world, Role.FACILITATOR)).text)
    page = await opens(world, Role.READER)
    assert TEXT in words(page.text)
    assert page.headers["cache-control"] == "no-store" or "cache-control" not in page.headers
    assert world.house.requests.unread() == []


async def test_a_stranger_who_guesses_the_address_gets_nothing(world: World) -> None:
    sends(world)
    (request,) = world.house.requests.unread()
    async with world.as_(Role.ADMINISTRATOR) as browser:
        for what in ("open", "done"):
            page = await browser.post(f"/console/requests/{request.id}/{what}")
            assert page.status_code == 404
    assert world.house.requests.unread() == [request]


async def test_after_one_working_day_a_second_reader_gets_it_and_health_says_so(
    world: World,
) -> None:
    sends(world)
    assert LATE not in problems(world)
    world.clock.goes_on(days=1)  # Wednesday: still time
    assert "No request waits" in words((await opens(world, Role.FACILITATOR)).text)
    world.clock.goes_on(days=1)
    assert LATE in problems(world)
    assert TEXT in words((await opens(world, Role.FACILITATOR)).text)
    assert "No request waits" in words((await opens(world, Role.READER)).text)
    assert LATE not in problems(world)


async def test_nothing_of_it_is_in_the_audit(world: World) -> None:
    sends(world)
    await opens(world, Role.READER)
    with world.house.databases[1].reading() as session:
        rows = list(
            session.exec(select(AuditRow).where(AuditRow.event == "contact request opened"))
        )
    assert [row.subject for row in rows] == [""]


async def test_whoever_sent_it_is_told_once_that_somebody_has_read_it(world: World) -> None:
    sends(world)
    world.beats.tell_back()
    assert told(world) == []
    await opens(world, Role.READER)
    world.beats.tell_back()
    world.beats.tell_back()
    assert told(world) == ["read"]
    assert "pyytä" not in speak(HAS_BEEN_READ, "fi"), "a locked phone may be in other hands"


async def test_on_the_web_it_waits_for_the_next_look(world: World) -> None:
    sends(world, SLIP)
    await opens(world, Role.READER)
    world.beats.tell_back()
    with world.house.contacts.writing() as book:
        assert book.told_back(SLIP)
    with world.house.contacts.writing() as book:
        assert not book.told_back(SLIP)


def told(world: World) -> list[str]:
    """The templates in the outbox."""
    with world.house.databases[0].reading() as session:
        return [row.template for row in session.exec(select(OutboxRow))]


async def test_forgotten_people_are_not_told(world: World) -> None:
    sends(world)
    with world.house.contacts.writing() as book:
        book.forget(AINO, ())
    await opens(world, Role.READER)
    world.beats.tell_back()
    assert told(world) == []


async def test_it_is_gone_after_seven_days_read_or_not(world: World) -> None:
    sends(world)
    world.clock.goes_on(days=6)
    world.beats.tell_back()
    assert len(world.house.requests.unread()) == 1
    world.clock.goes_on(days=1)
    world.beats.tell_back()
    assert world.house.requests.unread() == []


async def test_its_reader_can_destroy_it_sooner_but_not_before_reading(world: World) -> None:
    sends(world)
    (request,) = world.house.requests.unread()
    async with world.as_(Role.READER) as browser:
        unread = await browser.post(f"/console/requests/{request.id}/done")
        assert unread.status_code == 404
        await browser.post(f"/console/requests/{request.id}/open")
        done = await browser.post(f"/console/requests/{request.id}/done")
        assert done.status_code == 303
        assert "No request waits" in words((await browser.get("/console/requests")).text)
    world.beats.tell_back()
    assert told(world) == ["read"], "they are told nevertheless"


async def test_the_start_page_says_that_somebody_waits(world: World) -> None:
    sends(world)
    async with world.as_(Role.READER) as browser:
        assert "Somebody wants to be contacted. Read it by 18.11.2026." in words(
            (await browser.get("/console")).text
        )


async def test_an_administrator_decides_who_can_be_asked_for(world: World) -> None:
    toni = world.staff(Role.COORDINATOR)
    form = {"staff": toni.id, "purpose": "panel", "name": "Toni, raadin vetäjä", "unit": ""}
    async with world.as_(Role.ADMINISTRATOR) as browser:
        added = await browser.post("/console/readers", data=form)
        assert added.headers["location"] == "/console/readers?said=added"
        assert "Toni, raadin vetäjä" in words((await browser.get("/console/readers")).text)
        assert [r.name for r in world.house.requests.readers("panel")] == ["Toni, raadin vetäjä"]
        wrong = await browser.post("/console/readers", data={**form, "name": " "})
        assert wrong.status_code == 422
        gone = await browser.post("/console/readers/remove", data=form)
        assert gone.status_code == 303
    assert world.house.requests.readers("panel") == []
    assert {"contact reader added", "contact reader removed"} <= set(world.audit())


async def test_a_reader_for_whom_somebody_waits_cannot_just_be_removed(world: World) -> None:
    sends(world, second=False)
    form = {"staff": world.staff(Role.READER).id, "purpose": ADULT}
    async with world.as_(Role.ADMINISTRATOR) as browser:
        refused = await browser.post("/console/readers/remove", data=form)
    assert "It has to be read first." in words(refused.text)
    assert len(world.house.requests.readers(ADULT)) == 2


async def test_with_a_second_reader_the_first_can_go_and_the_second_gets_it_at_once(
    world: World,
) -> None:
    sends(world)
    world.house.requests.remove_reader(world.staff(Role.READER).id, ADULT)
    assert TEXT in words((await opens(world, Role.FACILITATOR)).text)


async def removes(world: World, role: Role, **form: str) -> httpx.Response:
    """An administrator removes somebody from the staff."""
    async with world.as_(Role.ADMINISTRATOR) as browser:
        return await browser.post(f"/console/staff/{world.staff(role).id}/remove", data=form)


async def test_who_is_removed_from_the_staff_can_no_longer_be_chosen_and_the_second_gets_it(
    world: World,
) -> None:
    sends(world)
    assert (await removes(world, Role.READER)).status_code == 303
    assert [each.name for each in world.house.requests.readers(ADULT)] == ["Sam, facilitator"]
    assert TEXT in words((await opens(world, Role.FACILITATOR)).text)


async def test_what_waits_for_somebody_alone_holds_up_their_removal_until_it_is_read_or_given_up(
    world: World,
) -> None:
    sends(world, second=False)
    reader = world.staff(Role.READER)
    async with world.as_(Role.ADMINISTRATOR) as browser:
        asked = await browser.get(f"/console/staff/{reader.id}/remove")
    assert "has asked this person alone" in words(asked.text)
    refused = await removes(world, Role.READER)
    assert "It has to be read first." in words(refused.text)
    assert world.staff(Role.READER).id == reader.id
    assert len(world.house.requests.readers(ADULT)) == 2, "it is all or nothing"
    assert (await removes(world, Role.READER, unread="yes")).status_code == 303
    world.beats.tell_back()
    assert world.house.requests.unread() == []
    assert told(world) == [], "nobody has read it, and nobody says so"


async def test_what_was_read_holds_nobody_up(world: World) -> None:
    sends(world, second=False)
    await opens(world, Role.READER)
    assert (await removes(world, Role.READER)).status_code == 303


async def test_a_second_reader_who_has_gone_is_nobodys_second(world: World) -> None:
    sends(world)
    assert (await removes(world, Role.FACILITATOR)).status_code == 303
    refused = await removes(world, Role.READER)
    assert "It has to be read first." in words(refused.text)


async def test_when_its_key_is_gone_the_page_says_so(world: World) -> None:
    sends(world)
    file = world.house.settings.readers_key
    file.write_bytes(bytes(32))
    page = await opens(world, Role.READER)
    assert "cannot be opened any more" in words(page.text)
    assert any("readers' keys do not open" in found for found in problems(world))


async def test_the_next_meeting_is_told_and_a_past_one_is_not(world: World) -> None:
    async with world.as_(Role.FACILITATOR) as browser:
        past = await browser.post("/console/meeting", data={"day": "2026-11-01", "about": "klo 16"})
        assert past.status_code == 422
        form = {"day": "2026-11-20", "about": "klo 16 Koivulassa"}
        told = await browser.post("/console/meeting", data=form)
        assert told.status_code == 303
        assert "klo 16 Koivulassa" in words((await browser.get("/console/meeting")).text)
    meets = world.house.requests.meeting()
    assert meets is not None
    assert speak(meets, "en") == "The panel meets on 20.11.: klo 16 Koivulassa"
    world.clock.goes_on(days=4)
    assert world.house.requests.meeting() is None


async def test_neither_database_holds_a_readable_word_of_it(world: World) -> None:
    sends(world)
    for database in world.house.databases:
        database.forget_order()
    files = [p for p in world.house.settings.data.iterdir() if p.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert b"040 123 4567" not in content, path.name
        assert b"telegram:77" not in content, path.name


async def test_the_same_ticket_twice_is_one_request(world: World) -> None:
    sends(world)
    sends(world)
    assert len(world.house.requests.unread()) == 1
