"""Attacks on what lies beside a talk: contacts, messages on their way, facts, what is asked."""

from collections.abc import Iterator, Sequence

from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from conversations.rounds import FEWEST_PEOPLE
from storage.contacts.tables import BoxRow, OutboxRow, metadata
from tests.mutants.scene import Scene, attack

BESIDE = ("contact", "outbox", "code", "state")  # found again by whoever has the master key
DANGER = "isä lyö minua"


@attack("what lies beside talks, in copies before and after one of them (A-05, A-14)")
def watching_beside_a_talk(scene: Scene) -> Sequence[str]:
    house = scene.house
    address, *_ = scene.people(5)
    prompt = house.start_round()
    scene.copy()
    for reply in _of_every_kind(prompt):
        house.send(address, reply)
    scene.write_note(address)
    scene.copy()
    before, after = ([copy.rows("contacts", each) for each in BESIDE] for copy in scene.copies)
    told = (table for table, one, other in zip(BESIDE, before, after, strict=True) if one != other)
    return [f"{table} tells who talked" for table in told]


def _of_every_kind(prompt: str) -> Iterator[Reply | Arrival]:
    """Answered, skipped, stopped, taken back, help asked for, danger told of, come again."""
    yield from (Reply(Act.OPEN, value=prompt), Reply(Act.BEGIN, 0))
    yield from (Reply(Act.PICK, 1, "4"), Reply(Act.SKIP, 2))
    yield from (Reply(Act.HELP), Reply(Act.WORDS, text=DANGER), Reply(Act.STOP, 3))
    yield from (Reply(Act.TAKE_BACK_SURELY), Arrival())


@attack("who is sent a round and news, beside who has talked before (A-15)")
def watching_who_is_sent_to(scene: Scene) -> Sequence[str]:
    house = scene.house
    talking, *_ = scene.people(6)
    house.talk(talking, "spontaneous")
    house.start_round()
    home = house.app.units.organisation().id
    house.app.desk.decide("organisation", home, "done", "Ovi on auki.", "Sitä toivottiin.")
    house.beats.tell_news()
    scene.copy()
    everybody = {bytes(row["idx"]) for row in scene.copies[0].rows("contacts", "contact")}
    sent: dict[str, set[bytes]] = {"round": set(), "news": set()}
    for row in scene.copies[0].rows("contacts", "outbox"):
        sent[row["template"]].add(bytes(row["idx"]))
    return [f"{what} goes to {len(to)} of 6" for what, to in sent.items() if to != everybody]


@attack("messages that leave while one of their readers is in the middle of a talk (A-15)")
def watching_what_leaves(scene: Scene) -> Sequence[str]:
    house = scene.house
    talking, *others = scene.people(5)
    house.send(talking, Reply(Act.OPEN, value="spontaneous"))
    house.start_round()
    with house.app.contacts.writing() as book:
        assert book.claim("telegram", 1 + len(others), quiet=False)
    scene.copy()
    stays = [row for row in scene.copies[0].rows("contacts", "outbox") if not row["leased"]]
    return ["who is talking just now"] if stays else []


@attack("the messages of a round where four came by slips and one has an account (A-16)")
def counting_who_is_messaged(scene: Scene) -> Sequence[str]:
    house = scene.house
    unit = house.unit()
    house.enrol(unit, 4, "slip")
    house.enrol(unit, 1)
    house.start_round()
    messages = len(house.rows(OutboxRow))
    return [f"its message goes to {messages}"] if 0 < messages < FEWEST_PEOPLE else []


@attack("new boxes when somebody with a message begins to talk, and somebody without (A-05)")
def counting_boxes_of_a_wave(scene: Scene) -> Sequence[str]:
    house, made = scene.house, list[int]()
    unit = house.unit()
    people = (*house.enrol(unit, 1, "slip"), *house.enrol(unit, 5))
    wave = house.start_round()
    for address in (people[0], people[-1]):
        before = len(house.rows(BoxRow))
        house.talk(address, wave)
        made.append(len(house.rows(BoxRow)) - before)
    return ["that somebody without a message talks"] if made[0] != made[1] else []


@attack("every table of the contacts, before and after somebody comes with a right code")
def watching_a_right_code(scene: Scene) -> Sequence[str]:
    house = scene.house
    code = house.code(house.unit(), slips=1)
    scene.copy()
    house.send(Address("telegram", "4711"), Arrival(code))
    scene.copy()
    before, after = (
        {name: copy.rows("contacts", name) for name in metadata.tables} for copy in scene.copies
    )
    return [f"{name} tells that somebody came" for name in before if before[name] != after[name]]


@attack("what is asked of people of one home and one age in the same round (B-09)")
def comparing_what_is_asked(scene: Scene) -> Sequence[str]:
    house, asked = scene.house, set()
    people = scene.people(6)
    prompt = house.start_round()
    for address in people:
        house.send(address, Reply(Act.OPEN, value=prompt))
        with house.app.contacts.reading() as book:
            dialog = book.dialog(address)
        assert dialog
        asked.add(dialog.conversation.items)
    return [f"six people are asked {len(asked)} different rounds"] if len(asked) > 1 else []
