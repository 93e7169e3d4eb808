"""A staff member's chat: linked by a code of an hour, for one role at a time, and nobody's else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.items import YOUNG
from conversations.ports import STAFF, Address, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.rounds import WaveState
from conversations.staffing import UNLINK
from panel.organisation import Role, StaffMember
from storage.contacts.tables import ContactRow, StateRow
from storage.office.waves import AlreadyPlanned
from tests.storage.house import House

CHAT, OTHER = Address("telegram", "50112233445"), Address("telegram", "50266778899")
COMMON, EXTRA = "round", "meeting_held"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.unit()
    yield made
    made.app.close()


def member(house: House, *roles: Role) -> StaffMember:
    return house.app.staff.add("Kaisa", f"kaisa{len(roles)}", roles)


def link(house: House, who: StaffMember, chat: Address = CHAT) -> Outgoing:
    code = house.app.codes.for_staff(who.id, who.may(Role.COORDINATOR))
    house.beats.take_codes()
    return house.send(chat, Arrival(code))


def tap(house: House, value: str, chat: Address = CHAT) -> Outgoing:
    return house.send(chat, Reply(Act.OPEN, value=value))


def values(said: Outgoing) -> list[str]:
    return [each.reply.value for each in said.screen.answers]


def prepared(house: House) -> str:
    unit = house.app.units.all()[0]
    return house.app.waves.plan_wave(COMMON, "unit", unit.id, state=WaveState.PREPARED).id


def state(house: House, wave: str) -> str:
    found = house.app.waves.get(wave)
    assert found
    return found.state


def test_a_code_works_for_an_hour(house: House) -> None:
    who = member(house, Role.COORDINATOR)
    code = house.app.codes.for_staff(who.id, coordinates=True)
    house.beats.take_codes()
    house.clock.pass_minutes(61)
    house.send(CHAT, Arrival(code))
    assert house.rows(ContactRow) == []


def test_who_links_a_chat_is_in_no_row_of_the_contacts(house: House) -> None:
    who = member(house, Role.COORDINATOR)
    link(house, who)
    (row,) = house.rows(ContactRow)
    assert row.audience == STAFF
    assert who.id.encode() not in row.card + row.place + row.idx


def test_the_console_unlinks_every_chat_of_a_staff_member_and_no_other(house: House) -> None:
    leaving, staying = member(house, Role.COORDINATOR), member(house, Role.FACILITATOR, Role.READER)
    link(house, leaving)
    link(house, staying, OTHER)
    house.app.wishes.ask(leaving.id, UNLINK)
    house.beats.take_wishes()
    with house.app.contacts.reading() as book:
        assert book.contact(CHAT) is None
        assert book.contact(OTHER)
    assert house.app.wishes.waiting() == []


def linked(house: House, chat: Address = CHAT) -> bool:
    """Whether a chat is a staff chat, after the clock's next minute."""
    house.beats.minutely()
    with house.app.contacts.reading() as book:
        return book.contact(chat) is not None


def another_administrator(house: House) -> None:
    house.app.staff.add("Aada", "aada", [Role.ADMINISTRATOR])


def test_who_is_removed_from_the_staff_has_no_staff_chat(house: House) -> None:
    leaving, staying = member(house, Role.COORDINATOR), member(house, Role.FACILITATOR, Role.READER)
    another_administrator(house)
    link(house, leaving)
    link(house, staying, OTHER)
    assert linked(house)
    house.app.staff.remove(leaving.id)
    assert not linked(house)
    assert linked(house, OTHER)
    assert unlinked(house) == [CHAT], "its menu is taken away"


def test_a_code_of_somebody_who_has_been_removed_since_links_nothing_for_long(house: House) -> None:
    who = member(house, Role.COORDINATOR)
    another_administrator(house)
    code = house.app.codes.for_staff(who.id, coordinates=True)
    house.beats.take_codes()
    house.app.staff.remove(who.id)
    house.beats.minutely()
    house.send(CHAT, Arrival(code))
    assert not linked(house)


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ([Role.COORDINATOR], [Role.COORDINATOR, Role.FACILITATOR], True),
        ([Role.FACILITATOR], [Role.COORDINATOR], True),
        ([Role.COORDINATOR], [Role.FACILITATOR], False),  # it could start rounds
        ([Role.FACILITATOR], [Role.READER], False),
        ([Role.COORDINATOR], [Role.ADMINISTRATOR], False),
    ],
)
def test_a_chat_stays_as_long_as_its_member_may_have_it(
    house: House, before: list[Role], after: list[Role], stays: bool
) -> None:
    who = member(house, *before)
    another_administrator(house)
    link(house, who)
    house.app.staff.set_roles(who.id, after)
    assert linked(house) == stays


def unlinked(house: House) -> list[Address]:
    """The chats that wait for their menu to be taken away."""
    with house.app.contacts.writing() as book:
        return book.unlinked()


def test_an_unlinked_chat_is_known_until_its_menu_is_gone_and_no_longer(house: House) -> None:
    who = member(house, Role.COORDINATOR)
    link(house, who)
    link(house, who, OTHER)
    for _ in range(2):
        house.app.wishes.ask(who.id, UNLINK)
        house.beats.take_wishes()
    waiting = "".join(row.value for row in house.rows(StateRow))
    assert CHAT.value not in waiting, "it waits as ciphertext"
    assert CHAT.value.encode().hex() not in waiting, "it waits as ciphertext"
    link(house, who, OTHER)
    assert unlinked(house) == [CHAT], "who was linked again has the menu again"
    assert unlinked(house) == []


def test_a_coordinator_starts_what_was_prepared_after_one_more_yes(house: House) -> None:
    wave = prepared(house)
    assert f"look {wave}" in values(link(house, member(house, Role.COORDINATOR)))
    asked = tap(house, f"look {wave}")
    assert values(asked)[0] == f"start {wave}"
    house.beats.minutely()
    assert state(house, wave) == "prepared", "a look starts nothing"
    tap(house, f"start {wave}")
    house.beats.minutely()
    assert state(house, wave) == "planned"
    house.clock.pass_minutes(6)
    house.beats.minutely()
    assert state(house, wave) == "waiting", "never to fewer than five"


def test_a_started_round_can_be_taken_back_for_some_minutes(house: House) -> None:
    wave = prepared(house)
    link(house, member(house, Role.COORDINATOR))
    started = tap(house, f"start {wave}")
    assert f"undo {wave}" in values(started)
    tap(house, f"undo {wave}")
    house.beats.minutely()
    assert state(house, wave) == "cancelled"


def test_a_double_tap_starts_once(house: House) -> None:
    wave = prepared(house)
    link(house, member(house, Role.COORDINATOR))
    tap(house, f"start {wave}")
    tap(house, f"start {wave}")
    assert len(house.app.wishes.waiting()) == 1


def test_nothing_prepared_leaves_by_itself(house: House) -> None:
    wave = prepared(house)
    house.clock.pass_minutes(60)
    house.beats.minutely()
    assert state(house, wave) == "prepared"


def test_a_facilitator_cannot_start_a_round_whatever_is_tapped(house: House) -> None:
    wave = prepared(house)
    assert values(link(house, member(house, Role.FACILITATOR))) == []
    tap(house, f"start {wave}")
    house.beats.minutely()
    assert state(house, wave) == "prepared"


def test_the_clock_looks_whether_the_asker_still_may(house: House) -> None:
    wave = prepared(house)
    house.app.wishes.ask("nobody-there", "start", wave)
    house.beats.minutely()
    assert state(house, wave) == "prepared"
    assert house.app.wishes.waiting() == []


def test_the_same_is_not_started_twice_in_a_week(house: House) -> None:
    wave, unit = prepared(house), house.app.units.all()[0]
    house.app.waves.plan_wave(COMMON, "unit", unit.id)
    link(house, member(house, Role.COORDINATOR))
    tap(house, f"start {wave}")
    house.beats.minutely()
    assert state(house, wave) == "prepared"
    with pytest.raises(AlreadyPlanned):
        prepared(house)


def test_a_respondent_becomes_staff_only_after_being_forgotten(house: House) -> None:
    (young,) = house.enrol(house.app.units.all()[0], 1)
    who = member(house, Role.COORDINATOR)
    link(house, who, young)
    with house.app.contacts.reading() as book:
        contact = book.contact(young)
        assert contact
        assert contact.audience == YOUNG
    house.send(young, Reply(Act.FORGET_SURELY))
    link(house, who, young)
    with house.app.contacts.reading() as book:
        contact = book.contact(young)
        assert contact
        assert contact.audience == STAFF


def test_staff_become_respondents_only_after_they_ended_their_chat(house: House) -> None:
    link(house, member(house, Role.COORDINATOR))
    unit = house.app.units.all()[0]
    code = house.code(unit, uses=1)
    house.send(CHAT, Arrival(code))
    house.send(CHAT, Reply(Act.JOIN, value=f"16-17 {code}"))
    assert {row.audience for row in house.rows(ContactRow)} == {STAFF}
    house.send(CHAT, Reply(Act.FORGET))
    house.send(CHAT, Reply(Act.JOIN, value=f"16-17 {code}"))
    assert {row.audience for row in house.rows(ContactRow)} == {YOUNG}


def test_a_round_or_news_for_respondents_never_goes_to_a_staff_chat(house: House) -> None:
    link(house, member(house, Role.COORDINATOR))
    house.start_round()
    with house.app.contacts.writing() as book:
        assert book.claim("telegram", 10, quiet=False) == []
