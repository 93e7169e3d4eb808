"""Attacks on rows laid beside one another: equal bytes, lengths, names and orders of rows."""

from collections.abc import Sequence
from itertools import combinations

from conversations.ports import Address, Contact
from conversations.reaching import ADULT, Request
from conversations.replies import Act, Reply
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.contacts.tables import NoteRow, OutboxRow, TakenRow
from storage.keys import KeysMissing
from storage.needles import shapes_of_id
from storage.office.request_tables import ContactRequestRow
from storage.sealing import CannotOpen, keyed, open_box, show
from tests.mutants.scene import CHAT, TEXT, Scene, attack

SEALED = {"contact": "card", "dialog": "talk", "note": "sealed", "box": "sealed"}
CHILD = Address("telegram", str(CHAT))
WRITERS = 12  # by chance one list in 479,001,600 is in order


@attack("rows of one copy laid over one another, byte by byte (A-02)")
def laying_rows_together(scene: Scene) -> Sequence[str]:
    *people, looking = scene.people(3)
    prompt = scene.house.start_round()
    for address in people:
        scene.house.talk(address, prompt)
    scene.house.send(looking, Reply(Act.OPEN, value=prompt))  # their boxes stay empty
    scene.copy()
    found = []
    for table, column in SEALED.items():
        rows = [bytes(row[column]) for row in scene.copies[0].rows("contacts", table)]
        assert len(rows) > len(people)
        if any(_much_alike(one, other) for one, other in combinations(rows, 2)):
            found.append(f"rows of {table} that are much alike")
    return found


def _much_alike(one: bytes, other: bytes) -> bool:
    """Of two that are noise, one byte in 256 is the same."""
    return sum(a == b for a, b in zip(one, other, strict=False)) > len(one) / 4


@attack("lengths of contacts' rows (A-01)")
def measuring_contacts(scene: Scene) -> Sequence[str]:
    unit = scene.house.unit()
    with scene.house.app.contacts.writing() as book:
        book.enrol(CHILD, Contact("fi", unit.id, "16-17"))
        book.enrol(Address("slip", "ABCDEFGHJK"), Contact("sv", unit.id, "7-9"))
    scene.copy()
    sizes = {len(row["card"]) for row in scene.copies[0].rows("contacts", "contact")}
    return [f"contacts of {len(sizes)} lengths"] if len(sizes) > 1 else []


@attack("names of rows that are there again a week later (decision 0010)")
def finding_rows_again(scene: Scene) -> Sequence[str]:
    for address in scene.people(4)[:3]:
        scene.house.keep(address, 3)
    for _ in range(2):
        scene.house.next_week()
        scene.house.app.release.run()
        scene.copy()
    one, other = (
        {bytes(row["row"]) for row in copy.rows("contacts", "box")} for copy in scene.copies
    )
    return [f"{len(one & other)} answers wait"] if one & other else []


@attack("rows of chats in copies: one person has typed, another only tapped (A-05)")
def watching_chats(scene: Scene) -> Sequence[str]:
    typing, tapping = scene.people(2)
    visits = ({typing: [11], tapping: [12]}, {typing: [13], tapping: []})
    for seen in visits:
        with scene.house.app.contacts.writing() as book:
            assert book.stands(seen) == []
        scene.copy()
    before, after = (
        {bytes(row["idx"]): bytes(row["numbers"]) for row in copy.rows("contacts", "chat")}
        for copy in scene.copies
    )
    stays = [row for row, numbers in after.items() if before[row] == numbers]
    return ["who has typed and who has tapped"] if stays else []


@attack("open notes and boxes, opened with the week's key")
def opening_notes(scene: Scene) -> Sequence[str]:
    house = scene.house
    (address,) = scene.people(1)
    house.keep(address, 3)
    scene.write_note(address)
    private = house.keys().private(house.week)
    tags = {record["person"] for record in house.boxes() if "person" in record}
    rooms = [open_box(row.sealed, private) for row in house.rows(NoteRow)]
    (note,) = [room for room in rooms if TEXT in room.values()]
    return ["what else the note's writer answered"] if tags & {*map(str, note.values())} else []


@attack("the list of open notes, beside who wrote when")
def reading_the_order_of_notes(scene: Scene) -> Sequence[str]:
    for number, address in enumerate(scene.people(WRITERS)):
        scene.write_note(address, f"{TEXT} {number}")
    scene.house.app.release.bring_notes(surely=True)
    came = [int(note.text.rpartition(" ")[2]) for note in scene.house.app.desk.notes()]
    assert len(came) == WRITERS
    return ["the order of coming"] if came == sorted(came) else []


@attack("an open note that was sent without its home, as the facilitator sees it")
def reading_where_notes_come_from(scene: Scene) -> Sequence[str]:
    scene.write_note(scene.people(1)[0])
    scene.house.app.release.bring_notes(surely=True)
    (note,) = scene.house.app.desk.notes()
    return ["its writer's home"] if note.unit else []


@attack("updates that were taken, in the order of their rows, beside who wrote when (A-08)")
def reading_the_order_of_updates(scene: Scene) -> Sequence[str]:
    for number in range(CHAT, CHAT + WRITERS):  # Telegram numbers a bot's updates in one row
        with scene.house.app.contacts.writing() as book:
            book.first_time([number])
    ids = sorted(row.id for row in scene.house.rows(TakenRow))
    places = [
        next((place for place, each in enumerate(ids) if _holds(each, number)), None)
        for number in range(CHAT, CHAT + WRITERS)
    ]
    return ["the order of coming"] if places == list(range(WRITERS)) else []


def _holds(row: bytes, number: int) -> bool:
    return any(shape in row for shape in shapes_of_id(number))


@attack("the release's process, asked again for the key of a released week (A-07)")
def asking_for_a_released_key(scene: Scene) -> Sequence[str]:
    week = scene.house.week
    scene.house.keep(scene.people(1)[0], 3)
    scene.house.next_week()
    release = scene.house.app.release
    release.run()
    try:
        release.keys.private(week)
    except KeysMissing:
        return []
    return ["the key is still in memory"]


@attack("requests that were read and told, with the master key")
def finding_who_asked_to_be_contacted(scene: Scene) -> Sequence[str]:
    house = scene.house
    address = scene.somebody()
    _ask_for_an_adult(scene, address)
    house.beats.tell_back()
    keys = house.keys()
    (row,) = house.rows(ContactRequestRow)
    made = {
        keyed(key, address.key(), *parts)[:16].hex()
        for key in (keys.index_key, keys.address_key)
        for parts in ((), (b"request",), (b"request", b"1"))
    }
    known = row.id in made or _shown(row.back, keys.address_key) == address.key().decode()
    return ["who asked to be contacted"] if known else []


@attack("what waits for whoever asked on a page and was read, with the master key")
def finding_who_is_to_be_told(scene: Scene) -> Sequence[str]:
    house = scene.house
    (address,) = house.enrol(house.unit(), 1, "slip")
    _ask_for_an_adult(scene, address)
    house.beats.tell_back()
    (row,) = house.rows(OutboxRow)
    index = keyed(house.keys().index_key, address.key())[:16]
    return ["who asked to be contacted"] if index in (row.id, row.idx) else []


@attack("what is on its way to whoever asked to be contacted, beside their request")
def laying_receipts_beside_requests(scene: Scene) -> Sequence[str]:
    _ask_for_an_adult(scene, scene.somebody())
    scene.copy()
    scene.house.beats.tell_back()
    scene.copy()
    before, after = scene.copies
    (request,) = before.rows("office", "contact_request")
    (receipt,) = after.rows("contacts", "outbox")
    known = {request["id"], bytes(request["back"]).hex()}
    named = receipt["subject"] and any(receipt["subject"] in each for each in known)
    return ["whose request it is"] if named else []


def _ask_for_an_adult(scene: Scene, address: Address) -> None:
    """Somebody asks, and who was asked has read it."""
    app = scene.house.app
    readers = [app.staff.add(name, name, [Role.READER]).id for name in ("rea", "kai")]
    for each in readers:
        app.requests.add_reader(ContactReader(each, ADULT, each, ""))
    with app.contacts.writing() as book:
        ticket = book.ticket(address, 1)
    assert ticket
    app.requests.send(Request(ADULT, TEXT, *readers), ticket)
    assert app.requests.open(ticket.id, readers[0]) == TEXT


def _shown(hidden: bytes, key: bytes) -> str:
    try:
        return str(show(hidden, key)) if hidden else ""
    except CannotOpen:
        return ""


@attack("lengths of the ways back in requests")
def measuring_ways_back(scene: Scene) -> Sequence[str]:
    with scene.house.app.contacts.writing() as book:
        tickets = [book.ticket(Address("slip", "ABCDEFGHJK"), 1), book.ticket(CHILD, 1)]
    sizes = {len(each.back) for each in tickets if each}
    return [f"ways back of {len(sizes)} lengths"] if len(sizes) > 1 else []
