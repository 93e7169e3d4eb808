"""Whether the question files fit together: what one part of a catalogue asks of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.items import Item, QuestionSet
    from conversations.questions import Catalogue


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit: in which field of the files, of what, and on which rung."""

    field: str  # items or sets
    name: str
    problem: str
    rung: str = ""

    def __str__(self) -> str:
        """One line, without the file."""
        return f"{self.field[:-1]} {self.name}: {self.problem}"


def misfits(catalogue: "Catalogue") -> Iterator[Misfit]:
    """Everything that would break a talk; a catalogue with any of it is not used."""
    for item in catalogue.items:
        yield from _of_item(catalogue, item)
    for each in catalogue.sets:
        yield from _of_set(catalogue, each)


def _of_item(catalogue: "Catalogue", item: "Item") -> Iterator[Misfit]:
    if item.scale and item.scale not in {scale.id for scale in catalogue.scales}:
        yield Misfit("items", item.id, f"no scale {item.scale}")
    if item.kind == "grade" and "7-9" in item.wordings:
        yield Misfit("items", item.id, "school grades start at 10-12", "7-9")


def _of_set(catalogue: "Catalogue", each: "QuestionSet") -> Iterator[Misfit]:
    wordings = {item.id: item.wordings for item in catalogue.items}
    most = {band.id: band.most_questions for band in catalogue.bands}
    if each.milestone and each.milestone not in {m.id for m in catalogue.milestones}:
        yield Misfit("sets", each.id, f"no milestone {each.milestone}")
    for rung, asked in each.items.items():
        if len(asked) > most.get(rung, max(most.values(), default=5)):
            yield Misfit("sets", each.id, f"too many questions for {rung}", rung)
        for name in each.asked_at(rung):
            if rung not in wordings.get(name, {}):
                yield Misfit("sets", each.id, f"item {name} has no wording for {rung}", rung)
