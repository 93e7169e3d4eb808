"""What staff ask for from a chat, under PostgreSQL's roles: the chat adds, the clock reads."""

import pytest
from sqlalchemy.exc import ProgrammingError

from conversations.rounds import START
from conversations.staffing import UNLINK
from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from storage.office.wishes import Wish, Wishes
from tests.postgres.server import CLOCK


@pytest.fixture
def wishes(sides: dict[str, Database]) -> dict[str, Wishes]:
    """The same wishes as each role has them."""
    return {role: Wishes(database) for role, database in sides.items()}


def test_chat_and_console_add_and_the_clock_reads(wishes: dict[str, Wishes]) -> None:
    for _ in "twice":
        wishes[CHAT].ask("worker", START, "wave-1")
    wishes[CONSOLE].ask("worker", UNLINK)
    assert wishes[CLOCK].waiting() == [Wish("worker", START, "wave-1"), Wish("worker", UNLINK)]
    for wish in wishes[CLOCK].waiting():
        wishes[CLOCK].done(wish)
    assert wishes[CLOCK].waiting() == []


@pytest.mark.parametrize("role", [CHAT, CONSOLE])
def test_who_adds_reads_nothing_back_and_takes_nothing_away(
    wishes: dict[str, Wishes], role: str
) -> None:
    wishes[role].ask("worker", START, "wave-1")
    with pytest.raises(ProgrammingError, match="permission denied"):
        wishes[role].waiting()
    with pytest.raises(ProgrammingError, match="permission denied"):
        wishes[role].done(Wish("worker", START, "wave-1"))
