"""The organisation's own names of workers, units and schools, which are hidden in every text."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.phrases import say
from panel.refusals import Refused

LONGEST_NAME = 80  # characters
MOST_NAMES = 5_000  # of an organisation: each text is searched for all of them


class OwnKind(StrEnum):
    """Whose name it is."""

    WORKER = "worker"
    UNIT = "unit"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True, order=True)
class OwnName:
    """One name, as the organisation writes it: 'Satu Mäkinen', 'Kaislarannan koulu'."""

    kind: OwnKind
    name: str


def read_names(kind: OwnKind, pasted: str) -> list[OwnName]:
    """The names of a pasted list, one a line; empty lines and repeats are left out.

    Raises Refused for a line that no name can be: without two letters, or too long.
    """
    lines = [" ".join(line.split()) for line in pasted.splitlines()]
    for number, line in enumerate(lines, start=1):
        if line and (sum(map(str.isalpha, line)) < 2 or len(line) > LONGEST_NAME):
            raise Refused(
                say(
                    "Line {number} is not one name: a name has at least two letters and at most "
                    "{most} characters.",
                    number=number,
                    most=LONGEST_NAME,
                )
            )
    return [OwnName(kind, line) for line in dict.fromkeys(lines) if line]
