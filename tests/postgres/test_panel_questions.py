"""The panel's question under PostgreSQL: the console adds, the chat reads, and none rewrites."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import ProgrammingError
from sqlmodel import col

from conversations.items import Kind
from conversations.panel_questions import PanelQuestion
from conversations.rounds import WaveState
from panel.own_questions import QuestionState
from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from storage.office.panel_questions import PanelQuestions
from storage.office.tables import OrganisationRow, PanelQuestionRow
from storage.office.waves import Waves
from tests.postgres.server import CLOCK

ASKED = PanelQuestion(kind=Kind.SMILEY, scale="agree", fi="Onko hyvä työntekijä rehellinen?")


def monday() -> datetime:
    """The moment of every test."""
    return datetime(2026, 11, 16, 14, tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    """What one role can do with rounds and the panel's questions."""

    database: Database
    questions: PanelQuestions
    waves: Waves


@pytest.fixture
def office(sides: dict[str, Database]) -> dict[str, Side]:
    """The same office as each role has it."""
    with sides[CLOCK].writing() as session:
        session.add(OrganisationRow(id="home", name="Kuulolla", first_round="2026-W47"))
    return {
        role: Side(each, PanelQuestions(each, monday), Waves(each, monday))
        for role, each in sides.items()
    }


def test_the_console_puts_in_and_plans_the_chat_asks_and_the_clock_starts(
    office: dict[str, Side],
) -> None:
    console, chat, clock = office[CONSOLE], office[CHAT], office[CLOCK]
    assert chat.questions.find(ASKED.id) is None  # and it is looked for again when it is there
    console.questions.put_in(ASKED)
    wave = console.waves.plan_round("home")
    assert chat.questions.find(wave.panel) == ASKED
    assert [each.panel for each in chat.waves.of_week(wave.week)] == [ASKED.id]
    assert console.questions.take_back(ASKED.id)
    assert [each.panel for each in chat.waves.of_week(wave.week)] == [""]
    console.waves.cancel(wave.id)
    console.questions.put_in(ASKED)
    console.waves.plan_round("home")
    clock.waves.mark(wave.id, WaveState.STARTED)
    assert not console.questions.take_back(ASKED.id)
    assert [each.state for each in console.questions.all()] == [QuestionState.ASKED]


def test_the_chat_adds_none_and_takes_none_back(office: dict[str, Side]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        office[CHAT].questions.put_in(ASKED)
    office[CONSOLE].questions.put_in(ASKED)
    with pytest.raises(ProgrammingError, match="permission denied"):
        office[CHAT].questions.take_back(ASKED.id)


@pytest.mark.parametrize("role", [CHAT, CONSOLE])
def test_nobody_but_the_clock_could_change_what_was_asked(
    office: dict[str, Side], role: str
) -> None:
    office[CONSOLE].questions.put_in(ASKED)
    other = update(PanelQuestionRow).values(fi="Mikä sinun nimesi on?")
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        office[role].database.writing() as session,
    ):
        session.execute(other.where(col(PanelQuestionRow.id) == ASKED.id))
