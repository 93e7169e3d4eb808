"""Attacks on copies that were made hour by hour, with the master key and without."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from attacks.loot import HOUR, Copy
from attacks.thief import Thief
from attacks.watching import watch
from conversations.ports import Address
from conversations.replies import Act, Reply
from storage.sealing import CannotOpen, keyed, show
from summaries.lots import SMALLEST_LOT
from tests.mutants.scene import TEXT, Scene, attack

SEALED = {
    "contact": "card",
    "dialog": "talk",
    "code": "unit",
    "note": "sealed",
    "box": "sealed",
    "plan": "sealed",
}


@attack("everything in copies that reads as it is, or opens with the master key")
def reading_what_can_be_read(scene: Scene) -> Sequence[str]:
    house = scene.house
    address = scene.somebody()
    house.beats.take_codes()
    house.send(address, Reply(Act.OPEN, value="spontaneous"))
    house.keep(address, 3)
    scene.copy()
    scene.meanwhile(scene.copy)
    house.next_week()
    scene.house.app.release.run()
    keys = house.keys()
    derived = [keyed(key, b"talk") for key in (keys.address_key, keys.index_key)]
    return sorted({found for copy in scene.copies for found in _readable(copy, derived)})


def _readable(copy: Copy, keys: Sequence[bytes]) -> Iterator[str]:
    for table, column in SEALED.items():
        for row in copy.rows("contacts", table):
            if any(_reads(bytes(row[column]), key) for key in (None, *keys)):
                yield f"{table}.{column} can be read"


def _reads(found: bytes, key: bytes | None) -> bool:
    try:
        json.loads(found) if key is None else show(found, key)
    except (ValueError, CannotOpen):
        return False
    return True


@attack("boxes opened with every key that is left after the release (A-07)")
def opening_released_boxes(scene: Scene) -> Sequence[str]:
    people = scene.people(8)
    for address in people[:6]:
        scene.house.keep(address, 3)
    scene.copy()
    scene.house.next_week()
    scene.house.app.release.run()
    return _opened(scene.thief, people)


@attack("boxes opened with the week's key after somebody asked to be forgotten (A-20)")
def opening_boxes_of_the_forgotten(scene: Scene) -> Sequence[str]:
    house = scene.house
    address = scene.somebody()
    house.talk(address, "spontaneous")
    house.send(address, Reply(Act.FORGET_SURELY))
    house.app.close()
    return _opened(scene.thief, [address])


def _opened(thief: Thief, people: Iterable[Address]) -> list[str]:
    known = thief.opened([address.key().decode() for address in people])
    return [f"{len(known)} answers with their people"] if known else []


@attack("tags in boxes of two quarters, whose weeks' keys were stolen")
def comparing_tags(scene: Scene) -> Sequence[str]:
    house = scene.house
    (address,) = scene.people(1)
    tags = []
    for _ in range(2):
        house.keep(address, 3)
        tags.append({record.get("person") for record in house.boxes()} - {None})
        house.next_week(8)
        house.app.release.run()
    return ["one person's answers of two quarters"] if tags[0] & tags[1] else []


@attack("names of rows computed anew with the master key (A-03)")
def naming_rows(scene: Scene) -> Sequence[str]:
    (address,) = scene.people(1)
    scene.house.talk(address, "spontaneous")
    scene.copy()
    scene.house.next_week()
    scene.house.app.release.run()
    keys = scene.house.keys()
    rows = {bytes(row["row"]) for row in scene.copies[0].rows("contacts", "box")}
    made = {
        keyed(key, address.key(), f"spontaneous{n}".encode(), b"1")
        for key in (keys.index_key, keys.address_key)
        for n in ("", *range(10), *(f"-{n}" for n in range(10)))
    }
    return ["whose boxes these were"] if rows & made else []


@attack("lengths of boxes (A-02)")
def measuring_boxes(scene: Scene) -> Sequence[str]:
    answering, skipping = scene.people(2)
    scene.house.keep(answering, 3)
    with scene.house.app.contacts.writing() as book:
        book.prepare(skipping, "p")
    scene.copy()
    sizes = {len(row["sealed"]) for row in scene.copies[0].rows("contacts", "box")}
    return [f"boxes of {len(sizes)} lengths"] if len(sizes) > 1 else []


@attack("rows that changed between two copies: one answers, another skips (A-05)")
def counting_changed_boxes(scene: Scene) -> Sequence[str]:
    house = scene.house
    answering, skipping = scene.people(2)
    prompt = house.start_round()
    scene.copy()
    house.talk(answering, prompt)
    scene.copy()
    house.talk(
        skipping,
        prompt,
        lambda screen: Reply(Act.SKIP, screen.step) if screen.step else Reply(Act.BEGIN, 0),
    )
    scene.copy()
    return _unlike(_changed(scene.copies, "box"), "who answered and who skipped")


@attack("rows that changed while all was taken back: one had answered once, another everything")
def counting_boxes_taken_back(scene: Scene) -> Sequence[str]:
    house = scene.house
    once, everything = scene.people(2)
    prompt = house.start_round()
    house.send(once, Reply(Act.OPEN, value=prompt))
    house.send(once, Reply(Act.BEGIN, 0))
    house.send(once, Reply(Act.PICK, 1, "4"))
    house.talk(everything, prompt)
    scene.copy()
    for address in (once, everything):
        house.send(address, Reply(Act.TAKE_BACK_SURELY))
        scene.copy()
    return _unlike(_changed(scene.copies, "box"), "how far somebody had come")


@attack("rows that changed between two copies: one writes a note, another answers")
def counting_new_rooms(scene: Scene) -> Sequence[str]:
    writing, answering = scene.people(2)
    scene.copy()
    scene.write_note(writing)
    scene.copy()
    scene.house.talk(answering, "spontaneous")
    scene.copy()
    return _unlike(_changed(scene.copies, "note"), "who wrote the note")


@attack("rows that changed after the full hour: one ends a note in it, another what they answer")
def counting_what_an_end_changes(scene: Scene) -> Sequence[str]:
    house = scene.house
    writing, answering = scene.people(2)
    house.send(writing, Reply(Act.OPEN, value="note"))
    house.send(writing, Reply(Act.WORDS, text=TEXT))
    house.send(answering, Reply(Act.OPEN, value="spontaneous"))
    house.send(answering, Reply(Act.SKIP, 1))
    scene.copy()
    house.send(writing, Reply(Act.SEND, 1, text=TEXT))
    scene.copy()
    for step in (2, 3):
        house.send(answering, Reply(Act.SKIP, step))
    scene.copy()
    boxes, rooms = (_changed(scene.copies, table) for table in ("box", "note"))
    return [*_unlike(boxes, "by boxes that it was a note"), *_unlike(rooms, "by rooms that it was")]


def _changed(copies: Sequence[Copy], table: str) -> list[int]:
    seen = [
        {bytes(row["row"]): bytes(row["sealed"]) for row in copy.rows("contacts", table)}
        for copy in copies
    ]
    return [
        sum(before.get(row) != sealed for row, sealed in after.items())
        for before, after in pairwise(seen)
    ]


def _unlike(counts: Sequence[int], what: str) -> list[str]:
    return [what] if len(set(counts)) > 1 else []


@attack("whose talks changed from copy to copy (watching)")
def watching_who_talks(scene: Scene) -> Sequence[str]:
    (address,) = scene.people(1)
    scene.copy()
    scene.house.talk(address, "spontaneous")
    scene.copy()
    scene.house.next_week()
    scene.house.app.release.run()
    (unit,) = scene.house.app.units.all()
    person = {"address": address.key().decode(), "unit": unit.id}
    hour = datetime.strptime(scene.copies[-1].hour, HOUR).replace(tzinfo=UTC)
    said = {**person, "moment": f"{hour - timedelta(minutes=5)}", "set": "spontaneous", "value": 3}
    found = watch(scene.thief, [said], [person])
    return ["who talked in which hour"] if found.seen else []


@attack("who had talked when a note came (watching)")
def watching_for_the_writer(scene: Scene) -> Sequence[str]:
    return _narrowed(scene, talks=0)


@attack("who had talked when a note came, after one who talks a lot (watching)")
def watching_a_talkative_writer(scene: Scene) -> Sequence[str]:
    return _narrowed(scene, talks=5)


def _narrowed(scene: Scene, talks: int) -> list[str]:
    """Somebody writes a note and has more talks; nobody else comes that day."""
    house = scene.house
    people = scene.people(6)
    house.app.release.bring_notes()
    scene.copy()
    scene.write_note(people[0])
    for _ in range(talks):
        house.talk(people[0], "spontaneous")
    scene.copy()
    house.go_to(house.week, weekday=1, hour=7)
    house.app.release.bring_notes()
    scene.copy()
    (unit,) = house.app.units.all()
    told = [{"address": each.key().decode(), "unit": unit.id} for each in people]
    note = {**told[0], "moment": house.clock().isoformat(), "set": "note", "value": TEXT}
    among = watch(scene.thief, [note], told).narrowed
    return [f"the writer is one of {each}" for each in among if each < 5]


@attack("how many talks had new boxes when a note came")
def counting_talks_like_a_notes(scene: Scene) -> Sequence[str]:
    """Five answer a round, whose boxes were there already; one writes a note."""
    house = scene.house
    writer, *others = scene.people(6)
    prompt = house.start_round()
    house.app.release.bring_notes()
    scene.copy()
    scene.write_note(writer)
    for each in others:
        house.talk(each, prompt)
    scene.copy()
    house.go_to(house.week, weekday=1, hour=7)
    house.app.release.bring_notes()
    scene.copy()
    among = watch(scene.thief, (), ()).alike
    return [f"the note's talk is one of {each}" for each in among if each < SMALLEST_LOT]


@attack("rows and lengths after a release: nobody answered, or three did (decision 0010)")
def counting_what_waits(scene: Scene) -> Sequence[str]:
    none, three = (_after_a_release(Scene(scene.folder / str(n)), n) for n in (0, 3))
    return [f"{name} differs" for name in none if none[name] != three[name]]


def _after_a_release(scene: Scene, answering: int) -> dict[str, int]:
    house = scene.house
    for n, address in enumerate(scene.people(4)):
        house.keep(address, 3 if n < answering else None)
    scene.meanwhile(scene.copy)
    house.next_week()
    scene.house.app.release.run()
    scene.copy()
    scene.house.app.close()
    (plan,) = scene.copies[0].rows("contacts", "plan")
    boxes = scene.copies[-1].rows("contacts", "box")
    return {"the number of boxes": len(boxes), "the plan's length": len(plan["sealed"])}
