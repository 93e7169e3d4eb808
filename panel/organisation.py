"""The organisation as staff see it: services, reporting groups, units, staff and their roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from conversations.rounds import EVERYWHERE

MOST_PLACES = 500  # of a unit
SMALLEST_GROUP = 10  # places; smaller units are joined into a reporting group


class Role(StrEnum):
    """What a staff member may do; somebody may have several."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Unit:
    """A children's home or a team. ``size`` is its number of places; ``door`` its wall code.

    ``closes``: the last week in which it is there, once it has been closed.
    """

    id: str
    name: str
    service: str
    group: str
    size: int
    door: str
    enrolled: str = ""  # a band, reported weekly
    closes: str = ""

    def has_closed(self, week: str) -> bool:
        """Whether it is no longer there in a week."""
        return "" < self.closes < week


@dataclass(frozen=True, slots=True)
class Group:
    """Units reported together; one that was added stays where it is (0021)."""

    id: str
    name: str
    service: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service, such as aftercare."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who uses the console."""

    id: str
    name: str
    login: str
    roles: frozenset[Role]
    language: str = "fi"
    has_password: bool = False

    def may(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""
        return bool(self.roles & set(roles))

    @property
    def may_read_words(self) -> bool:
        """Whether words of young people may be shown to them."""
        return reads_words(self.roles)


def reads_words(roles: frozenset[Role]) -> bool:
    """A reader comes from outside the units: never a coordinator, who works in one."""
    return Role.READER in roles and Role.COORDINATOR not in roles


def units_of(level: str, place: str, units: Iterable[Unit]) -> list[Unit]:
    """The units that a place (a unit, group, service or the organisation) stands for."""
    if level == EVERYWHERE:
        return list(units)
    key = {"unit": "id", "group": "group", "service": "service"}[level]
    return [unit for unit in units if getattr(unit, key) == place]
