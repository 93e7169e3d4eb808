"""Attacks on words that have been written into the box: before, while and after a reader reads."""

from collections.abc import Iterable, Sequence

from app.summing import summary_of
from conversations.ports import Address
from conversations.weeks import week_after
from panel.organisation import Role
from storage.needles import shapes_of_text
from storage.sealing import CannotOpen, open_box
from summaries.quotes import Quotes
from summaries.words import Batch, Verdict
from tests.mutants.scene import TEXT, Scene, attack

ITEM = "words_round"


def _write(scene: Scene, people: Iterable[Address]) -> None:
    for n, address in enumerate(people):
        scene.house.keep(address, f"{TEXT} {n}", item=ITEM)


def _batch(scene: Scene) -> Batch:
    """The week ends, and a reader comes."""
    house = scene.house
    house.app.staff.add("Rea", "rea", [Role.READER])
    house.next_week()
    house.app.release.run()
    return house.app.answers.reading.batch() or Batch("", ())


def _decide(scene: Scene, batch: Batch, passed: int) -> None:
    """The reader passes so many texts, keeps the others back, and closes."""
    reading = scene.house.app.answers.reading
    for number, text in enumerate(batch.texts):
        reading.decide(text.id, Verdict.SHOW if number < passed else Verdict.OTHER)
    reading.close(batch.week)
    scene.house.beats.minutely()


def _quoted(scene: Scene) -> list[Quotes]:
    """All that is quoted by the following Monday."""
    house = scene.house
    house.go_to(week_after(house.week), hour=9)
    house.beats.hourly()
    summaries = [summary_of(house.app, week) for week in house.app.answers.released_weeks()]
    return [quotes for summary in summaries if summary for quotes in summary.quotes]


@attack("a search of every file for words that no reader has passed (needles)")
def searching_for_words(scene: Scene) -> Sequence[str]:
    _write(scene, scene.people(9)[:6])
    _batch(scene)
    scene.house.beats.minutely()
    return scene.hay("words that nobody has passed", shapes_of_text(TEXT))


@attack("whoever reads the next summary, while nobody has read the texts")
def reading_what_nobody_passed(scene: Scene) -> Sequence[str]:
    _write(scene, scene.people(9)[:6])
    _batch(scene)
    scene.house.beats.minutely()
    shown = [text for quotes in _quoted(scene) for text in quotes.texts]
    return [f"'{text}', which nobody has read" for text in shown]


@attack("whoever reads a summary, after four texts of six were passed")
def counting_quotes(scene: Scene) -> Sequence[str]:
    _write(scene, scene.people(9)[:6])
    _decide(scene, _batch(scene), passed=4)
    found = [len(quotes.texts) for quotes in _quoted(scene)]
    return [f"{texts} texts stand together" for texts in found if texts < 5]


@attack("whoever reads a summary, after six of each of two units wrote")
def looking_for_a_unit(scene: Scene) -> Sequence[str]:
    for name in ("Koivula", "Rantakoto"):
        unit = scene.house.unit(name)
        _write(scene, scene.house.enrol(unit, 12)[:6])
    _decide(scene, _batch(scene), passed=12)
    homes = {unit.id: unit.name for unit in scene.house.app.units.all()}
    places = [quotes.label.place for quotes in _quoted(scene)]
    return [f"texts from {homes[place]}" for place in places if place in homes]


@attack("texts that a reader kept back, opened with every key that is left")
def opening_what_was_kept_back(scene: Scene) -> Sequence[str]:
    _write(scene, scene.people(9)[:6])
    batch = _batch(scene)
    scene.copy()
    _decide(scene, batch, passed=5)
    keys = scene.house.app.answers.reading.keys
    left = [key for week in keys.weeks() if (key := keys.private(week))]
    rows = scene.copies[-1].rows("office", "reading_text")
    assert len(rows) == len(batch.texts)
    return [f"'{text}'" for row in rows for key in left for text in _opened(row["sealed"], key)]


def _opened(sealed: bytes, key: bytes) -> list[str]:
    try:
        return [str(open_box(bytes(sealed), key)["text"])]
    except CannotOpen:
        return []


@attack("a list of texts in the order of their ids, beside who wrote when")
def reading_the_order_of_texts(scene: Scene) -> Sequence[str]:
    _write(scene, scene.people(26)[:18])
    came = [text.text for text in _batch(scene).texts]
    return ["the order of coming"] if came == sorted(came, key=_number) else []


def _number(text: str) -> int:
    return int(text.rpartition(" ")[2])
