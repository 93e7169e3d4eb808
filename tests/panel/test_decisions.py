"""A decision is told back with its reason, above all when it is a no."""

from dataclasses import replace

import pytest

from panel.decisions import LONGEST, Decision, Outcome, Unfinished
from tests.summaries.samples import english

DONE = Decision("d1", "2026-W46", "unit", "aspen", Outcome.DONE, "A lamp", "The hall was dark")
LATER = replace(DONE, outcome=Outcome.LATER, due_week="2026-W50")


def refusal(**change: object) -> str:
    """What is said when a decision is made with these changes."""
    with pytest.raises(Unfinished) as refused:
        replace(DONE, **change)  # type: ignore[arg-type]
    return english(refused.value.kindly)


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.DONE, "Tell why this was done"),
        (Outcome.LATER, "Tell why it has to wait"),
        (Outcome.NO, "Tell why not"),
    ],
)
def test_every_outcome_needs_its_reason(outcome: Outcome, said: str, blank: str) -> None:
    assert refusal(outcome=outcome, because=blank, due_week="2026-W50").startswith(said)


def test_what_was_decided_has_to_be_said() -> None:
    assert refusal(what=" ").startswith("Write in one or two sentences")


def test_a_promise_for_later_needs_a_week_that_lies_ahead() -> None:
    assert refusal(outcome=Outcome.LATER).startswith("Give the week")
    assert refusal(outcome=Outcome.LATER, due_week="2026-W46").startswith("The promised week")
    assert refusal(outcome=Outcome.LATER, due_week="in May").startswith("Write the week as in")


def test_only_a_promise_has_a_week() -> None:
    assert refusal(due_week="2026-W50").startswith("Only something promised")


def test_a_long_text_is_handed_back() -> None:
    assert str(LONGEST) in refusal(because="x" * (LONGEST + 1))
    assert replace(DONE, because="x" * LONGEST).because


def test_a_refusal_names_nothing_that_was_written() -> None:
    assert "secret" not in refusal(what="secret " * 100)


def test_a_promise_is_late_once_its_week_has_passed() -> None:
    assert [LATER.is_late(week) for week in ("2026-W49", "2026-W50", "2026-W51")] == [
        False,
        False,
        True,
    ]
    assert not DONE.is_late("2027-W01")


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (DONE, "You told us, and now: A lamp. Because: The hall was dark."),
        (
            replace(DONE, outcome=Outcome.NO, what="No later bedtime!"),
            "This will not happen: No later bedtime! Because: The hall was dark.",
        ),
        (LATER, "Promised by week 50/2026: A lamp. Because: The hall was dark."),
        (
            replace(DONE, what="{a} \n lamp", because="{}"),
            "You told us, and now: {a} lamp. Because: {}.",
        ),
    ],
)
def test_told_back_is_what_and_because(decision: Decision, told: str) -> None:
    assert english(decision.told_back()) == told
