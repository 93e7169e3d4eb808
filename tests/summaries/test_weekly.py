"""The weekly summary: useful from the first week, and the same whatever is held back."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.phrases import say, verbatim
from conversations.weeks import week_after
from summaries.figures import Figure
from summaries.forming import form_lots
from summaries.lots import BoxedAnswer, Level, Lot, Place
from summaries.rendering import as_json
from summaries.weekly import Asked, Material, WeeklySummary, summarise
from tests.summaries.samples import CATALOGUE, WEEK, english, label, lots, shown

PLACES = {(level, "homes"): "The homes" for level in Level}
ASKED = Asked(say("Round"), ("Aspen", "Birch"), say("Every four weeks."))


@dataclass(frozen=True)
class Decided:
    """A decision, as the summary reads it."""

    outcome: str = "done"
    week: str = WEEK
    what: str = "A lamp for the hall."
    because: str = "It was dark."
    due_week: str = ""

    def is_late(self, week: str) -> bool:
        """Whether what was promised is not done in time."""
        return "" < self.due_week < week


@dataclass(frozen=True)
class Noted:
    """An open note, as the summary reads it."""

    due: date = date(2026, 11, 12)
    state: str = "new"
    answer: str = ""
    answered_week: str = ""


def made(**more: object) -> WeeklySummary:
    """A summary of the week."""
    material = Material(WEEK, places=PLACES)
    return summarise(replace(material, **more), CATALOGUE)  # type: ignore[arg-type]


def a_lot(item: str, *values: int) -> Lot:
    return Lot(label(item), values)


@st.composite
def summaries(draw: st.DrawFn) -> WeeklySummary:
    """Any summary."""
    earlier = [shown("safe", *[draw(st.integers(1, 5))] * 6, week="2026-W42")]
    outcome = st.sampled_from(["done", "later", "no"])
    return made(
        lots=draw(st.lists(lots(), max_size=4)),
        earlier=earlier if draw(st.booleans()) else [],
        asked=[ASKED] if draw(st.booleans()) else [],
        notes=[Noted(), Noted(state="read", answer=draw(st.text()), answered_week=WEEK)],
        decisions=draw(
            st.lists(
                st.builds(Decided, outcome, what=st.text(), because=st.text(), due_week=st.just(""))
            )
        ),
    )


@given(summaries())
def test_a_summary_comes_back_from_json_as_it_was(summary: WeeklySummary) -> None:
    stored = json.loads(json.dumps(summary.as_record()))
    assert WeeklySummary.from_record(stored) == summary
    assert as_json(WeeklySummary.from_record(stored)) == as_json(summary)


@given(st.lists(lots(), max_size=4, unique_by=lambda lot: lot.label), st.randoms())
def test_neither_the_order_of_lots_nor_of_their_values_changes_a_byte(
    formed: list[Lot], chance: Random
) -> None:
    other = [
        replace(lot, values=tuple(chance.sample(lot.values, len(lot.values)))) for lot in formed
    ]
    chance.shuffle(other)
    assert as_json(made(lots=formed)) == as_json(made(lots=other))


def test_the_summary_is_the_same_whether_nobody_answered_or_four_did() -> None:
    place = Place(
        "aspen", "homes", "care", "city", {"young_person": {"13-15": 7}}, lambda _: ("13-15",)
    )

    def after(answers: int) -> str:
        boxed = [
            BoxedAnswer("heard", 1, "young_person", "aspen", f"p{n}", "2026-Q4", asked=True)
            for n in range(answers)
        ]
        formed = form_lots(boxed, {"aspen": place}, Random(1)).lots
        return as_json(made(lots=formed, asked=[ASKED]))

    assert len({after(answers) for answers in range(5)}) == 1
    assert after(5) != after(4)


def test_waiting_is_one_word() -> None:
    assert english(made().waiting) == "waiting"


def test_notes_in_a_lot_never_reach_the_summary() -> None:
    secret = Lot(label("note"), tuple(f"secret {n}" for n in range(6)))
    summary = made(lots=[secret])
    assert (summary.figures, summary.quotes) == ((), ())
    assert "secret" not in as_json(summary)


def test_the_latest_figure_of_each_label_still_stands_until_a_new_one_comes() -> None:
    older, newer = (shown("heard", *[3] * 6, week=week) for week in ("2026-W38", "2026-W42"))
    safe = shown("safe", *[3] * 6, week="2026-W42")
    assert made(earlier=[newer, older, safe]).standing == (newer, safe)
    assert made(earlier=[newer, safe], lots=[a_lot("heard", *[3] * 6)]).standing == (safe,)


@pytest.mark.parametrize(("age", "stands"), [(13, True), (14, False)])
def test_what_the_panel_once_asked_stands_for_a_quarter(age: int, stands: bool) -> None:
    safe = shown("safe", *[3] * 6, week=week_after(WEEK, -age))
    asked = replace(safe, label=replace(safe.label, item="panel_0123abcd"))
    assert set(made(earlier=[asked, safe]).standing) == ({asked, safe} if stands else {safe})


def test_figures_follow_the_catalogue_and_not_their_size_or_tone() -> None:
    summary = made(lots=[a_lot("safe", *[1] * 9), a_lot("heard", *[5] * 5)])
    assert [figure.label.item for figure in summary.figures] == ["heard", "safe"]


def test_the_topic_is_the_figure_whose_high_end_fewest_chose_told_neutrally() -> None:
    summary = made(lots=[a_lot("heard", *[3] * 6), a_lot("safe", 5, 5, 5, 5, 1)])
    assert summary.topic is not None
    assert english(summary.topic) == "Heard (The homes, young people): what could be done here?"


@pytest.mark.parametrize(
    ("heard", "safe", "topic"),
    [
        ([5, 5, 5, 3, 1], [5, 5, 3, 3, 1], "Safe"),  # fewer high
        ([5, 5, 3, 3, 1], [5, 5, 5, 3, 1], "Heard"),
        ([5, 3, 3, 3, 1], [5, 3, 1, 1, 1], "Safe"),  # as few high, more low
        ([5, 3, 1, 1, 1], [5, 3, 3, 3, 1], "Heard"),
        ([3, 3, 3, 3, 3], [3, 3, 3, 3, 3], "Heard"),  # alike: the catalogue's order
    ],
)
def test_between_two_figures_the_lower_is_the_topic(
    heard: list[int], safe: list[int], topic: str
) -> None:
    summary = made(lots=[a_lot("safe", *safe), a_lot("heard", *heard)])
    assert summary.topic is not None
    assert english(summary.topic).startswith(topic)


def test_what_is_not_printed_changes_nothing_beside_the_figures_either() -> None:
    """A topic chosen by exact means would tell more than the figure does."""
    alike = defaultdict[tuple[Figure, ...], list[tuple[int, ...]]](list)
    for values in combinations_with_replacement(range(1, 6), 6):
        alike[made(lots=[a_lot("heard", *values)]).figures].append(values)
    ends = [(min(several, key=sum), max(several, key=sum)) for several in alike.values()]
    assert any(low != high for low, high in ends)
    for (low, high), (small, great) in product(ends, ends):
        first = made(lots=[a_lot("heard", *low), a_lot("safe", *great)])
        second = made(lots=[a_lot("heard", *high), a_lot("safe", *small)])
        assert first == second


def test_where_all_is_well_the_topic_is_what_keeps_it_so() -> None:
    summary = made(lots=[a_lot("safe", 5, 5, 5, 5, 1)])
    assert summary.topic is not None
    assert english(summary.topic) == "Safe (The homes, young people): what keeps it this good?"
    assert [english(each) for each in summary.thanks] == ["Safe (The homes, young people)"]


@pytest.mark.parametrize("formed", [[], [Lot(label("known"), ("no",) * 6)]])
def test_without_a_figure_on_a_scale_no_topic_is_made_up(formed: list[Lot]) -> None:
    assert made(lots=formed).topic is None


def test_unread_notes_show_days_and_not_how_many_they_are() -> None:
    one, three = made(notes=[Noted()]), made(notes=[Noted()] * 3)
    assert one == three
    assert one.questions_due == (date(2026, 11, 12),)


def test_a_read_note_waits_no_more_and_its_answer_is_told_in_its_week() -> None:
    now = Noted(state="read", answer="When? — Soon.", answered_week=WEEK)
    before = replace(now, answer="Old. — Told.", answered_week="2026-W45")
    summary = made(notes=[now, before])
    assert summary.questions_due == ()
    assert summary.you_asked == ("When? — Soon.",)


def test_done_and_refused_are_told_for_four_weeks_and_promises_until_kept() -> None:
    old = "2026-W30"
    decisions = [
        Decided("done", what="new done"),
        Decided("no", "2026-W43", "three weeks old no"),
        Decided("done", "2026-W42", "four weeks old done"),
        Decided("later", old, "promised", due_week="2026-W45"),
        Decided("later", old, "due this week", due_week=WEEK),
        Decided("no", "2026-W47", "of a week to come"),
    ]
    found = {(each.what, each.late) for each in made(decisions=decisions).promises}
    assert found == {
        ("new done", False),
        ("three weeks old no", False),
        ("promised", True),
        ("due this week", False),
    }


def test_a_place_without_a_name_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        made(lots=[a_lot("heard", *[3] * 5)], places={})


def test_text_of_people_is_kept_as_it_is() -> None:
    asked = Asked(verbatim("{odd} name"), ("<b>",), say("Why."))
    stored = made(asked=[asked]).as_record()
    assert WeeklySummary.from_record(stored).asked == (asked,)


def test_a_figure_keeps_its_own_week() -> None:
    figure: Figure = made(lots=[a_lot("heard", *[3] * 6)]).figures[0]
    assert figure.week == WEEK
