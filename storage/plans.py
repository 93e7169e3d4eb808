"""What the release of one week does, as it is kept until the contact book has done its part."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from summaries.lots import BoxedAnswer, Label, Level, Lot, Plan

FIELDS = ("item", "value", "audience", "unit", "person", "quarter", "asked")
LATER = ("door", "words", "waited", "asked_with")  # where they are known


@dataclass(frozen=True, slots=True)
class Closing:
    """A release as it is kept: the plan, and how many boxes go over.

    ``boxes``: as many go over into the new week, held answers among empty ones, until the quarter
    ends. ``destroyed``: answers of this quarter that could not be shown, carried in a box of
    their own until the quarter's end, when they are ``told``.
    """

    plan: Plan
    boxes: int
    destroyed: int
    told: int

    def carried(self) -> Iterator[dict[str, Any]]:
        """The records that are sealed anew."""
        yield {"destroyed": self.destroyed}
        yield from map(asdict, self.plan.held)
        yield from ({} for _ in range(self.boxes - len(self.plan.held)))

    def as_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Closing":
        """Back from JSON."""
        record = json.loads(stored.decode("utf-8", "surrogatepass"))
        return cls(**{**record, "plan": _plan(record["plan"])})


def boxed_answer(record: dict[str, Any]) -> BoxedAnswer:
    """An answer from what lay in its box, or in a plan."""
    value = record["value"]
    fields = {name: record[name] for name in FIELDS}
    fields["value"] = tuple(value) if isinstance(value, list) else value
    later = {name: record[name] for name in LATER if name in record}
    return BoxedAnswer(**fields, **later)


def _plan(record: dict[str, Any]) -> Plan:
    lots = []
    for lot in record["lots"]:
        label = Label(**{**lot["label"], "level": Level(lot["label"]["level"])})
        values = [tuple(v) if isinstance(v, list) else v for v in lot["values"]]
        few = lot.get("few", True)  # a plan of an older program: nobody knows
        lots.append(Lot(label, tuple(values), lot.get("words", False), few))
    held = tuple(boxed_answer(answer) for answer in record["held"])
    return Plan(tuple(lots), held, record["not_shown"])
