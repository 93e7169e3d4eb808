"""What is sealed or hidden has one size in each column, whatever it holds (A-01, A-02, A-05)."""

from collections import defaultdict

from sqlalchemy import LargeBinary, select

from conversations.fatigue import Pace
from conversations.ports import Address, Contact
from conversations.reaching import ADULT, PANEL
from conversations.replies import Act, Reply
from conversations.screens import Screen
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.contacts.outbox import REACHED
from storage.contacts.people import COUNTED
from storage.cookies import Cookies
from storage.migrations import METADATA
from tests.storage.house import House, first_answer

LONG = "Ö" * 2000
HIDDEN = {  # of each several are there, which hold unlike things
    *("contact.card", "code.unit", "dialog.talk", "box.sealed", "note.sealed", "chat.numbers"),
    *("guess.until", "contact_request.sealed", "contact_request.sealed_second"),
    *("contact_request.back", "reading_text.sealed"),
}


def sizes(house: House) -> dict[str, list[int]]:
    """The lengths of everything that is kept as bytes, column by column."""
    found: dict[str, list[int]] = defaultdict(list)
    for database, name in zip(house.app.databases, METADATA, strict=True):
        for table in METADATA[name].sorted_tables:
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    with database.reading() as session:
                        kept = session.connection().execute(select(column)).scalars()
                        found[f"{table.name}.{column.name}"] += map(len, kept)
    return found


def alike(house: House) -> set[str]:
    """The columns of which several rows are there, all of one size. No column has two sizes."""
    found = sizes(house)
    assert {name: lengths for name, lengths in found.items() if len(set(lengths)) > 1} == {}
    return {name for name, lengths in found.items() if len(lengths) > 1}


def differ(house: House) -> None:
    """People do what leaves things as unlike as there are; the week is not over."""
    unit = house.unit(size=12)
    *writing, noting, asking, breaking_off, leaving = house.enrol(unit, 9)
    slip = Address("slip", "ABCDEFGHJK")
    with house.app.contacts.writing() as book:
        book.enrol(slip, Contact("sv", unit.id, "7-9"))
        book.enrol(noting, Contact("fi", unit.id, "16-17", pace=Pace("2027-W01", True, 17)))
        book.stands({writing[0]: (), writing[1]: range(10**9, 10**9 + 60)})
        for source in ("c0007107", "telegram 7123456789"):
            book.guessed(source)
    rea, kai = (house.app.staff.add(name, name, [Role.READER]).id for name in ("rea", "kai"))
    for staff, purpose in ((rea, ADULT), (kai, ADULT), (kai, PANEL)):
        house.app.requests.add_reader(ContactReader(staff, purpose, "Somebody", ""))
    house.code(unit)
    house.app.codes.for_staff(rea, coordinates=True)
    house.beats.take_codes()
    prompt = house.start_round()
    for number, address in enumerate(writing):

        def say_much(screen: Screen, much: int = 1 + 400 * number) -> Reply:
            words = Reply(Act.SEND, screen.step, text=LONG[:much])
            return words if screen.writes and screen.step else first_answer(screen)

        house.talk(address, prompt, say_much)
    house.send(noting, Reply(Act.OPEN, value="note"))
    house.send(noting, Reply(Act.SEND, 1, text=LONG))
    for address, purpose, text in ((asking, ADULT, "!"), (slip, PANEL, LONG)):
        house.send(address, Reply(Act.OPEN, value=purpose))
        house.send(address, Reply(Act.SEND, 1, kai, text=text))
    house.send(breaking_off, Reply(Act.OPEN, value=prompt))
    house.send(breaking_off, Reply(Act.BEGIN, 0))
    house.send(breaking_off, Reply(Act.OPEN, value=ADULT))  # in the middle of a question
    house.talk(leaving, prompt)
    house.send(leaving, Reply(Act.FORGET_SURELY))


def counts(house: House) -> list[int]:
    """The lengths of the numbers of people that are remembered from release to release."""
    with house.app.contacts.reading() as book:
        return [len(book.recall(name) or "") for name in (COUNTED, REACHED)]


def test_what_is_hidden_has_one_size_in_each_column_whatever_it_holds(house: House) -> None:
    differ(house)
    found = alike(house)
    house.next_week()
    house.app.release.run()
    found |= alike(house)
    assert HIDDEN - found == set(), "this was not tried"
    before = counts(house)
    for number in range(12):
        house.enrol(house.unit(f"Home {number}"), number)
    house.next_week()
    house.app.release.run()
    assert counts(house) == before, "how many are enrolled"


def test_a_cookie_is_as_long_whoever_has_it_and_wherever_they_came_in() -> None:
    """Encryption hides what a cookie holds from the home's network, and not how long it is."""
    cookies = Cookies(bytes(32))
    held = (b"slip ABCDEFGHJK", b"door " + b"0" * 32, b"door " + b"0" * 32 + b" ABCDEFGHJK", b"")
    assert len({len(cookies.seal(each)) for each in held}) == 1
