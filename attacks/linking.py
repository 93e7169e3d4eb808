"""Whether released answers can be matched to people by whoever copied everything (A-07, D3).

The attacker holds hourly copies of every file, the master key, the whole disk after the last
release, and knows even more than that: who answered which item in which week, and in which order
they came. For each lot they guess whose each answer is, in every way of two kinds:

- the answers in an order that the files betray, laid beside the people in an order that the
  attacker knows, forwards or backwards;
- by opening boxes with every key that lies in any copy.

Chance is one in the number of people who may have given an answer of that lot. Where two people
gave the same answer nobody can say whose it was, so only the others count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from attacks.chance import chance_may_reach
from attacks.loot import HOUR, Row
from attacks.order import orders_in
from attacks.thief import Known, Thief, tags_of
from conversations.weeks import ends_quarter, quarter_of
from storage.sealing import keyed

PeopleOrder = Callable[["Given"], Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A kept answer as the truth has it; ``came`` is its number in the order of coming."""

    came: int
    address: str
    unit: str
    week: str
    item: str
    asked: bool
    value: str

    @classmethod
    def from_truth(cls, came: int, told: Mapping[str, Any]) -> "Given":
        """A line of ``truth.jsonl``."""
        names = ("address", "unit", "week", "item", "asked")
        return cls(came=came, value=str(told["value"]), **{name: told[name] for name in names})


@dataclass(frozen=True, slots=True)
class Lot:
    """A released lot: its week of answering, its rows, and who may have given them."""

    week: str
    item: str
    rows: tuple[Row, ...]
    people: tuple[Given, ...]

    def owner(self, row: Row) -> str | None:
        """Whose answer it is; None where several gave the same."""
        givers = {each.address for each in self.people if each.value == str(row["value"])}
        return givers.pop() if len(givers) == 1 else None


@dataclass(frozen=True, slots=True)
class Score:
    """How often a way of guessing was right, of how many, and how often chance would be."""

    way: str
    right: int
    answers: int
    chance: float

    @property
    def accuracy(self) -> float:
        """Share of answers whose person was named."""
        return self.right / self.answers if self.answers else 0.0

    def may_reach(self, ways: int = 1) -> int:
        """Right guesses that chance may reach, if this is the best of so many ways."""
        return chance_may_reach(self.chance, ways)


def together(scores: Sequence[Score]) -> Score:
    """One way of guessing in several worlds."""
    return Score(
        scores[0].way,
        sum(score.right for score in scores),
        sum(score.answers for score in scores),
        sum(score.chance for score in scores),
    )


def given_in(truth: Iterable[Mapping[str, Any]]) -> list[Given]:
    """The answers that may have reached a lot: kept, no skip, no words."""
    return [
        Given.from_truth(came, told)
        for came, told in enumerate(truth)
        if told["state"] == "kept" and told["value"] is not None and not told["words"]
    ]


def lots_in(
    rows: Iterable[Row], given: Sequence[Given], units: Iterable[Mapping[str, str]]
) -> list[Lot]:
    """Lots with their candidates: who gave an answer to the item at the place, in its week.

    At a quarter's end all that waited is put together: then it may be of any week of the quarter.
    """
    answers: dict[tuple[str, bool], list[Given]] = defaultdict(list)
    for each in given:
        answers[each.item, each.asked].append(each)
    places = {unit["unit"]: unit for unit in units}
    lots: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        lots[row["lot"]].append(row)
    found = []
    for members in lots.values():
        first = members[0]
        week = first["week"]
        quarter, last = quarter_of(week), ends_quarter(week)
        people = tuple(
            each
            for each in answers[first["item"], bool(first["asked"])]
            if each.week == week or (last and quarter_of(each.week) == quarter)
            if places[each.unit][first["level"]] == first["place"]
        )
        found.append(Lot(week, first["item"], tuple(members), people))
    return found


def attack(
    thief: Thief,
    truth: Sequence[Mapping[str, Any]],
    units: Sequence[Mapping[str, str]],
    rows: Mapping[str, Sequence[Sequence[Row]]] | None = None,
) -> list[Score]:
    """Guess in every way. ``rows`` are released answers in each order; read from files if None."""
    given = given_in(truth)
    listed = rows or orders_in(thief.final)
    scores = []
    for order, lists in listed.items():
        lots = lots_in((row for each in lists for row in each), given, units)
        for knowledge, place in _people_orders(thief, given, truth).items():
            for sign, direction in ((1, ""), (-1, " backwards")):
                way = f"{order} by {knowledge}{direction}"
                scores.append(_score(way, lots, _laid_beside(place, sign)))
    known = thief.opened({each.address for each in given})
    scores.append(_score("opened boxes", lots, lambda lot, row: _known(known, lot, row)))
    return scores


def _score(way: str, lots: Iterable[Lot], guess: Callable[[Lot, Row], str | None]) -> Score:
    right, answers, chance = 0, 0, 0.0
    for lot in lots:
        people = len({each.address for each in lot.people})
        for row in lot.rows:
            if (owner := lot.owner(row)) is not None:
                answers += 1
                chance += 1 / people
                right += guess(lot, row) == owner
    return Score(way, right, answers, chance)


def _laid_beside(place: PeopleOrder, sign: int) -> Callable[[Lot, Row], str]:
    """The guess that answers lie as people do in some order."""

    def guess(lot: Lot, row: Row) -> str:
        people = sorted(lot.people, key=place)[::sign]
        at = next(n for n, each in enumerate(lot.rows) if each["id"] == row["id"])
        return people[(2 * at + 1) * len(people) // (2 * len(lot.rows))].address

    return guess


def _known(known: Known, lot: Lot, row: Row) -> str | None:
    value = str(row["value"])
    found = {
        each.address for each in lot.people if (lot.week, lot.item, value, each.address) in known
    }
    return found.pop() if len(found) == 1 else None


def _people_orders(
    thief: Thief, given: Sequence[Given], truth: Sequence[Mapping[str, Any]]
) -> dict[str, PeopleOrder]:
    """Every order of people that the attacker knows or can compute."""
    keys = thief.keys[-1]
    index = {each.address: keyed(keys.index_key, each.address.encode()) for each in given}
    tags = {
        (quarter, who): tag
        for ring in thief.keys
        for quarter in {quarter_of(each.week) for each in given}
        for tag, who in tags_of(ring, quarter, index).items()
    }
    talking: dict[str, set[str]] = defaultdict(set)
    for told in truth:
        talking[copied_at(told["moment"])].add(told["address"])
    boxes = thief.rows_by_person(talking)
    orders: dict[str, PeopleOrder] = {
        "coming": lambda each: each.came,
        "address": lambda each: each.address,
        "blind index": lambda each: index[each.address],
    }
    if tags:
        orders["tag"] = lambda each: tags.get((quarter_of(each.week), each.address), "")
    if boxes:
        orders["box row"] = lambda each: boxes.get(each.address, [b""])[-1]
    return orders


def copied_at(moment: str) -> str:
    """The hour of the copy that shows first what was sealed at a moment."""
    hour = datetime.fromisoformat(moment).astimezone(UTC).replace(minute=0, second=0)
    return (hour + timedelta(hours=1)).strftime(HOUR)
