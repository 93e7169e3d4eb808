"""What a figure says of a lot, and what it says may not be concluded."""

import json
import re
from dataclasses import asdict, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.banding import Share
from summaries.figures import can_be_shown, figure
from summaries.lots import Level, Lot
from tests.summaries.samples import CATALOGUE, WEEK, english, label, lots, shown

PEOPLE = {"5–9", "10–14", "15–19", "20–29", "30–49", "50–99"}


@given(lots(), st.randoms(use_true_random=False))
def test_the_order_of_values_changes_no_byte(lot: Lot, chance: Random) -> None:
    shuffled = Lot(lot.label, tuple(chance.sample(lot.values, len(lot.values))))
    first, second = (
        json.dumps(asdict(figure(each, WEEK, "Here", CATALOGUE))) for each in (lot, shuffled)
    )
    assert first == second


@given(lots(most=49))
def test_every_number_in_a_figure_belongs_to_a_band(lot: Lot) -> None:
    found = figure(lot, WEEK, "Here", CATALOGUE)
    assert re.fullmatch(r"(\S+) people", english(found.people.phrase)).group(1) in PEOPLE  # type: ignore[union-attr]
    for part in found.parts:
        assert part.share.least % 5 == part.share.most % 5 == 0
    words = " ".join(map(english, (found.sentence, *found.cautions)))
    answers = " ".join(english(part.phrase) for part in found.parts)
    assert set(re.findall(r"\d+", words)) <= set(re.findall(r"\d+", answers))


@given(lots(most=49))
def test_below_fifty_shares_are_fifths(lot: Lot) -> None:
    for part in figure(lot, WEEK, "Here", CATALOGUE).parts:
        assert part.share.most - part.share.least == 20


@pytest.mark.parametrize("answered", [5, 12, 40, 400])
def test_a_smiley_scale_is_shown_in_three_however_many_answered(answered: int) -> None:
    values = [1 + number % 5 for number in range(answered)]
    assert [english(part.phrase) for part in shown("heard", *values).parts] == [
        "Never or Seldom",
        "Sometimes",
        "Often or Always",
    ]


def test_grades_and_recommendations_stay_in_three_bands() -> None:
    grades, marks = shown("grade", *[4, 7, 10] * 10), shown("recommend", *[0, 7, 10] * 10)
    assert [english(part.phrase) for part in grades.parts] == ["4–6", "7 or 8", "9 or 10"]
    assert [english(part.phrase) for part in marks.parts] == ["0–6", "7 or 8", "9 or 10"]


def test_scores_start_from_fifteen_people_and_the_recommendation_index_from_twenty() -> None:
    assert shown("heard", *[4] * 14).score is None
    assert shown("recommend", *[9] * 19).score is None
    said = [
        shown("heard", *[4, 4, 3] * 5).score,
        shown("grade", *[8, 9] * 10).score,
        shown("recommend", *[10, 8] * 10).score,
    ]
    assert [english(score.phrase) for score in said if score] == [
        "Mean: about 3.5 (from 1 to 5)",
        "School grade: about 8.5 (from 4 to 10)",
        "Recommendation index: about 50 (from −100 to 100)",
    ]


@pytest.mark.parametrize(
    ("mark", "said"), [(6, "under −70"), (7, "about 0"), (8, "about 0"), (9, "over 70")]
)
def test_who_recommends_and_who_does_not_follows_the_marks(mark: int, said: str) -> None:
    score = shown("recommend", *[mark] * 20).score
    assert score is not None
    assert english(score.number.phrase) == said


def test_a_choice_shows_its_options_in_their_own_order_and_is_neither_good_nor_bad() -> None:
    found = shown("known", *["no"] * 5, "yes")
    assert [english(part.phrase) for part in found.parts] == ["Yes", "No"]
    assert found.thirds is None
    assert not found.good
    assert found.score is None


def test_several_choices_are_shares_of_people() -> None:
    both = [("speed", "treatment")] * 4
    found = shown("topics", *both, ())
    assert [english(part.share.phrase) for part in found.parts] == [
        "80 % or more",
        "80 % or more",
        "20 % or less",
    ]


@pytest.mark.parametrize(
    ("item", "values", "sentence"),
    [
        ("heard", [5, 5, 4, 4, 1], "Clearly most of those who answered chose: Often or Always."),
        ("heard", [5, 5, 4, 3, 1], "Most of those who answered chose: Often or Always."),
        ("heard", [1, 2, 1, 3, 5], "Most of those who answered chose: Never or Seldom."),
        ("heard", [1, 2, 3, 4, 5], "The answers were divided."),
        ("heard", [5] * 9 + [1], "Clearly most of those who answered chose: Often or Always."),
        ("known", ["yes", "yes", "yes", "no", "no"], "Most of those who answered chose: Yes."),
        ("topics", [("speed",)] * 4 + [("other",)], "Chosen most often: Speed."),
        (
            "topics",
            [("speed", "other")] * 5,
            "Nothing was chosen clearly more often than the rest.",
        ),
    ],
)
def test_the_sentence_is_plain_and_about_those_who_answered(
    item: str, values: list[int], sentence: str
) -> None:
    assert english(shown(item, *values).sentence) == sentence


@pytest.mark.parametrize(
    ("item", "values", "sentence"),
    [
        ("heard", [5, 5, 4, 4, 4], "Most of those who answered chose: Often or Always."),
        ("heard", [5, 5, 4, 3, 1], "Most of those who answered chose: Often or Always."),
        ("heard", [5, 5, 5, 1, 1], "More than one answer was chosen by a fifth or more."),
        ("known", ["yes"] * 4 + ["no"], "Clearly most of those who answered chose: Yes."),
        ("topics", [("speed",)] * 5, "Chosen most often: Speed."),
        ("topics", [("speed", "other")] * 5, "More than one answer was chosen by a fifth or more."),
        ("topics", [()] * 5, "Nothing was chosen clearly more often than the rest."),
    ],
)
def test_of_few_the_sentence_claims_no_more_than_wide_bands_show(
    item: str, values: list[int], sentence: str
) -> None:
    found = figure(Lot(label(item), tuple(values), few=True), WEEK, "Here", CATALOGUE)
    assert english(found.sentence) == sentence
    assert not found.good
    assert {part.share for part in found.parts} <= {Share(0, 20), Share(20, 100)}


@given(lots(), st.booleans())
def test_most_is_said_only_where_it_is_true(lot: Lot, few: bool) -> None:
    found = figure(replace(lot, few=few), WEEK, "Here", CATALOGUE)
    _, most, answer = english(found.sentence).rpartition("ost of those who answered chose: ")
    if most:
        chosen = [value for value in lot.values if answer.rstrip(".") in _words(lot, value)]
        assert 2 * len(chosen) > len(lot.values)


def _words(lot: Lot, value: object) -> set[str]:
    """Every name under which a value can be counted."""
    item = CATALOGUE.item(lot.label.item)
    if item.options:
        return {english(item.option_phrase(str(value)))}
    mark = int(str(value))
    if item.scale:
        three = ["Never or Seldom", "Sometimes", "Often or Always"][(mark > 2) + (mark > 3)]
        point = next(p for p in CATALOGUE.scale(item.scale).points if p.value == mark)
        return {three, point.text}
    low = "4–6" if lot.label.item == "grade" else "0–6"
    return {[low, "7 or 8", "9 or 10"][(mark > 6) + (mark > 8)]}


def test_four_fifths_high_is_a_reason_for_thanks_and_three_fifths_are_not() -> None:
    assert shown("heard", 5, 5, 5, 4, 1).good
    assert not shown("heard", 5, 5, 4, 3, 1).good


def test_few_answers_say_that_they_tell_about_those_few() -> None:
    for answered, said in ((5, "Fewer than ten"), (10, "Fewer than twenty"), (20, "This tells")):
        first, *_ = shown("heard", *[3] * answered).cautions
        assert english(first).startswith(said)


def test_a_service_figure_says_that_it_is_no_average() -> None:
    said = [english(each) for each in shown("heard", *[3] * 5, level=Level.SERVICE).cautions]
    assert any("not an average" in each for each in said)
    near = [english(each) for each in shown("heard", *[3] * 5).cautions]
    assert not any("not an average" in each for each in near)


def test_the_quarters_last_week_says_that_some_of_it_is_older() -> None:
    for week, told in (("2026-W52", False), ("2026-W53", True), ("2027-W01", False)):
        said = [english(each) for each in shown("heard", *[3] * 5, week=week).cautions]
        assert any("weeks ago" in each for each in said) == told


def test_what_was_said_unasked_is_not_compared_with_what_was_asked() -> None:
    said = [english(each) for each in shown("topics", *[("speed",)] * 5).cautions]
    assert any("unasked" in each for each in said)


@pytest.mark.parametrize("item", ["words", "note"])
def test_words_make_no_figure(item: str) -> None:
    lot = Lot(label(item), ("a", "b", "c", "d", "e"))
    assert not can_be_shown(lot, CATALOGUE)
    with pytest.raises(ValueError, match="words"):
        figure(lot, WEEK, "Here", CATALOGUE)


def test_fewer_than_five_values_make_no_figure() -> None:
    with pytest.raises(ValueError, match="at least five"):
        shown("heard", 1, 2, 3, 4)


@pytest.mark.parametrize(("item", "value"), [("heard", 6), ("heard", "5"), ("known", "maybe")])
def test_a_value_that_is_no_answer_is_refused_without_being_named(
    item: str, value: int | str
) -> None:
    with pytest.raises(ValueError, match="no answer to its item") as refused:
        figure(Lot(label(item), (value,) * 5), WEEK, "Here", CATALOGUE)
    assert str(value) not in str(refused.value)


def test_an_audience_is_named_and_never_left_out() -> None:
    assert english(shown("heard", *[3] * 5).about) == "Heard (The homes, young people)"
