"""Words pool at the organisation, pass a reader, and become quotes that tell of no writer."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.masking import MARK
from summaries.forming import form_lots
from summaries.lots import SMALLEST_LOT, BoxedAnswer, Label, Level, Lot
from summaries.plain_text import as_text
from summaries.quotes import quotes
from summaries.rendering import as_json, sections
from summaries.spreadsheet import as_csv
from summaries.weekly import Material, WeeklySummary, summarise
from summaries.words import Batch, Text, Verdict
from tests.summaries.samples import CATALOGUE, WEEK, english
from tests.summaries.test_lots import UNITS, YOUNG, places, said

HERE = {(Level.ORGANISATION, "city"): "The city"}


def wrote(person: str, text: str, unit: str = "aspen", **more: object) -> BoxedAnswer:
    """One text."""
    return said(person, unit, item="words", value=text, words=True, **more)  # type: ignore[arg-type]


def everywhere(count: int, unit: str = "") -> list[BoxedAnswer]:
    """Texts of so many people, of one unit or of all of them in turn."""
    homes = [unit] if unit else sorted(UNITS)
    return [wrote(f"p{n}", f"text {n}", homes[n % len(homes)]) for n in range(count)]


def read_by(words: str, lots: Sequence[Lot]) -> Batch:
    """What a reader leaves who passes every text that holds certain words."""
    texts = [
        Text(f"{n}-{m}", str(n), lot.label, str(text), verdict(words, str(text)))
        for n, lot in enumerate(lots)
        for m, text in enumerate(lot.values)
    ]
    return Batch(WEEK, tuple(texts))


def verdict(words: str, text: str) -> Verdict:
    """Shown or not: by the text alone."""
    return Verdict.SHOW if words in text else Verdict.IDENTIFIES


def published(answers: Sequence[BoxedAnswer], words: str = "text") -> WeeklySummary:
    """The summary after a week's release and its reader."""
    lots = form_lots(answers, places(), Random(1)).lots
    shown = tuple(read_by(words, lots).lots())
    return summarise(Material(WEEK, shown, places=HERE), CATALOGUE)


def test_words_of_one_unit_go_to_the_organisation_however_many_they_are() -> None:
    for homes in (["aspen"], ["aspen", "birch"], ["aspen", "cedar"]):  # unit, group, service
        answers = [wrote(f"p{n}", f"text {n}", homes[n % len(homes)]) for n in range(12)]
        (lot,) = form_lots(answers, places(aspen=30 if len(homes) == 1 else 9), Random(1)).lots
        assert lot.label == Label("words", YOUNG, Level.ORGANISATION, "city", True)
        assert lot.words


def test_words_of_several_units_and_marks_never_share_a_lot() -> None:
    marks = [replace(each, words=False, value=n) for n, each in enumerate(everywhere(8))]
    lots = form_lots([*everywhere(8), *marks], places(), Random(1)).lots
    assert {lot.words for lot in lots} == {True, False}
    for lot in lots:
        assert {isinstance(value, str) for value in lot.values} == {lot.words}


def test_the_audience_is_never_dropped() -> None:
    theirs = [replace(each, audience="close_person") for each in everywhere(4)]
    assert form_lots([*everywhere(4), *theirs], places(), Random(1)).lots == ()


def test_words_of_four_wait_and_are_counted_when_the_quarter_ends() -> None:
    plan = form_lots(everywhere(4), places(), Random(1))
    assert (plan.lots, len(plan.held)) == ((), 4)
    plan = form_lots(plan.held, places(), Random(1), quarter_ends=True)
    assert (plan.lots, plan.not_shown) == ((), 4)


def test_a_person_has_one_text_in_a_lot_and_the_others_wait() -> None:
    answers = [*everywhere(5), wrote("p0", "more"), wrote("p0", "and more")]
    plan = form_lots(answers, places(), Random(1))
    (lot,) = plan.lots
    assert len(lot.values) == 5
    assert [each.person for each in plan.held] == ["p0", "p0"]


def test_where_everybody_asked_wrote_one_of_them_waits() -> None:
    plan = form_lots(everywhere(7, unit="cedar"), places(cedar=7), Random(1))
    (lot,) = plan.lots
    assert (len(lot.values), len(plan.held)) == (6, 1)


@given(st.permutations(range(8)))
def test_texts_swapped_between_their_writers_leave_every_form_as_it_was(order: list[int]) -> None:
    answers = everywhere(8)
    dealt = [replace(a, value=answers[n].value) for a, n in zip(answers, order, strict=True)]
    one, other = published(answers), published(dealt)
    assert one.quotes
    assert as_json(one) == as_json(other)
    assert as_text(one, english) == as_text(other, english)
    assert as_csv(one, english) == as_csv(other, english)


@given(st.lists(st.sampled_from(list(Verdict)), min_size=5, max_size=12))
def test_at_least_five_passed_texts_are_shown_or_none(verdicts: list[Verdict]) -> None:
    label = Label("words", YOUNG, Level.ORGANISATION, "city", True)
    texts = [Text(str(n), "lot", label, f"text {n}", each) for n, each in enumerate(verdicts)]
    passed = [text.text for text in texts if text.verdict is Verdict.SHOW]
    lots = list(Batch(WEEK, tuple(texts)).lots())
    assert [list(lot.values) for lot in lots] == ([passed] if len(passed) >= SMALLEST_LOT else [])


def test_two_lots_of_a_week_are_counted_apart() -> None:
    label = Label("words", YOUNG, Level.ORGANISATION, "city", True)
    texts = [Text(str(n), str(n % 2), label, "text", Verdict.SHOW) for n in range(8)]
    assert list(Batch(WEEK, tuple(texts)).lots()) == []


def test_a_hidden_word_is_hidden_wherever_it_stands_and_the_text_is_one_line() -> None:
    label = Label("words", YOUNG, Level.ORGANISATION, "city", True)
    text = Text("1", "lot", label, "Max said:\n\n  ask max.", hidden=frozenset({0}))
    assert text.shown == f"{MARK} said: ask {MARK}."
    assert [word.word for word in text.words] == ["Max", "said", "ask"]


def test_quotes_stand_apart_from_figures_with_a_band_and_no_number() -> None:
    answers = [*everywhere(8), *(said(f"p{n}", "birch", n % 5 + 1) for n in range(6))]
    lots = form_lots(answers, places(), Random(1)).lots
    material = Material(
        WEEK,
        [*(lot for lot in lots if not lot.words), *read_by("text", lots).lots()],
        places=HERE | {(Level.GROUP, "homes"): "The homes"},
    )
    summary = summarise(material, CATALOGUE)
    found = {section.id: section for section in sections(summary, english)}
    assert [section for section in found if found[section].quotes] == ["words"]
    assert found["figures"].figures
    (shown,) = found["words"].quotes
    assert (shown.heading, shown.people) == ("Words (young people)", "5–9 people")
    assert shown.texts == tuple(f"text {n}" for n in range(8))


def test_fewer_than_five_texts_are_never_quoted() -> None:
    label = Label("words", YOUNG, Level.ORGANISATION, "city", True)
    with pytest.raises(ValueError, match="at least five"):
        quotes(Lot(label, ("a", "b", "c", "d")), "The city", CATALOGUE)


def test_a_text_is_a_cell_of_the_table_and_never_a_formula() -> None:
    answers = [wrote(f"p{n}", f"=text {n}", sorted(UNITS)[n % 4]) for n in range(5)]
    table = as_csv(published(answers), english)
    assert table.count("'=text") == 5
    assert ";=text" not in table


def test_a_summary_frozen_before_words_could_be_released_is_still_read() -> None:
    record = published(everywhere(8)).as_record()
    del record["quotes"]
    assert WeeklySummary.from_record(record).quotes == ()
