"""What the question content must keep to, whatever its words become."""

from pathlib import Path

import pytest
import yaml

from conversations.items import ROTATING, YOUNG, Kind
from conversations.questions import Catalogue
from conversations.rounds import WEEKS_BETWEEN_ROUNDS

CONTENT = Path(__file__).parents[2] / "conversations" / "content"
BANDS = ("7-9", "10-12", "13-15", "16-17", "18-22")
OTHERS = ("close_person", "social_worker", "family")
RUNGS = (*BANDS, *OTHERS)
HALF_A_YEAR = 26  # weeks
OWN_WORDS = (Kind.WORDS, Kind.NOTE)
SECONDS = {Kind.SMILEY: 10, Kind.CHOICE: 12, Kind.GRADE: 12, Kind.NPS: 14, Kind.WORDS: 30}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Everything that can be asked, as the program reads it."""
    files = sorted(CONTENT.glob("*.yaml"))
    return Catalogue.read(*(yaml.safe_load(file.read_text("utf-8")) for file in files))


def test_no_content_file_overwrites_another() -> None:
    fields = [
        field
        for file in CONTENT.glob("*.yaml")
        for field in yaml.safe_load(file.read_text("utf-8"))
    ]
    assert sorted(fields) == sorted(Catalogue.model_fields)


def test_no_id_is_used_twice(catalogue: Catalogue) -> None:
    for things in (catalogue.items, catalogue.sets, catalogue.scales, catalogue.milestones):
        ids = [thing.id for thing in things]
        assert sorted(ids) == sorted(set(ids))


def test_everybody_is_told_what_happens_before_the_first_question(catalogue: Catalogue) -> None:
    assert tuple(told.rung for told in catalogue.information) == RUNGS
    for told in catalogue.information:
        assert 3 <= len(told.lines) <= 4
        words = " ".join((*told.lines, told.telegram)).split()
        assert len(words) <= 95  # about half a minute
        assert "112" in told.lines[-1]
        assert "116 111" in told.lines[-1]
        assert "Telegram" in told.telegram
        assert "Telegram" not in told.web


def test_the_round_asks_every_band_the_same_core(catalogue: Catalogue) -> None:
    for band in BANDS:
        assert catalogue.questions("round", band)[:2] == ("heard", "fine_here")


def test_a_round_ends_with_own_words_save_for_the_youngest_who_only_tap(
    catalogue: Catalogue,
) -> None:
    rounds = [each for each in catalogue.sets if each.milestone == "round"]
    for each in rounds:
        for rung in each.items:
            last = catalogue.item(catalogue.questions(each.id, rung)[-1])
            assert (last.kind in OWN_WORDS) == (rung != "7-9"), (each.id, rung)


def rotating(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Every set and rung whose questions rotate."""
    return [
        (each.id, rung)
        for each in catalogue.sets
        for rung, asked in each.items.items()
        if ROTATING in asked
    ]


def test_every_round_has_something_new_for_everybody(catalogue: Catalogue) -> None:
    rounds = {each.id for each in catalogue.sets if each.milestone == "round"}
    assert {(name, rung) for name, rung in rotating(catalogue) if name in rounds} == {
        *(("round", band) for band in BANDS),
        *((f"round_{audience}", audience) for audience in OTHERS),
    }


def test_a_rotating_item_returns_after_six_months_at_the_earliest_on_every_rung(
    catalogue: Catalogue,
) -> None:
    for name, rung in rotating(catalogue):
        asked = [catalogue.questions(name, rung, turn) for turn in range(60)]
        for turn, questions in enumerate(asked):
            new = set(questions) & {*catalogue.set(name).rotation}
            assert len(new) == 1
            soon = range(turn + 1, turn + 1 + HALF_A_YEAR // WEEKS_BETWEEN_ROUNDS)
            for later in soon:
                assert not new & {*asked[later % 60]} or later >= 60, (name, rung, turn)


def test_no_rotating_item_is_asked_in_every_round_as_well(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        always = {name for names in each.items.values() for name in names}
        assert not always & {*each.rotation}, each.id


def test_every_milestone_asks_each_of_its_audiences_one_set(catalogue: Catalogue) -> None:
    asked = [(each.milestone, each.audience) for each in catalogue.sets if each.milestone]
    wanted = [(each.id, who) for each in catalogue.milestones for who in each.audiences]
    assert sorted(asked) == sorted(wanted)


def test_a_set_for_others_is_called_by_its_milestone_and_audience(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        if each.milestone:
            other = "" if each.audience == YOUNG else f"_{each.audience}"
            assert each.id == each.milestone + other


def test_a_set_is_asked_on_rungs_of_its_own_audience_alone(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        if each.milestone:
            assert {*each.items} <= {*catalogue.rungs(each.audience)}, each.id


def test_no_set_asks_the_same_twice_or_takes_two_minutes(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        for rung in each.items if each.milestone else ():
            asked = catalogue.questions(each.id, rung)
            assert len({*asked}) == len(asked)
            assert sum(SECONDS[catalogue.item(name).kind] for name in asked) < 110, each.id


def test_a_family_is_asked_the_five_things_that_show_an_effect(catalogue: Catalogue) -> None:
    asked = catalogue.questions("open_care_review_family", "family")
    measured = [catalogue.item(name).dimension for name in asked]
    assert measured == ["participation", "bettering", "expertise", "worker_trust", "enough"]
    assert "recommend" in catalogue.questions("round_family", "family")


@pytest.mark.parametrize("unprompted", ["spontaneous", "note"])
def test_what_is_said_unasked_has_items_of_its_own(catalogue: Catalogue, unprompted: str) -> None:
    chosen = catalogue.set(unprompted)
    assert chosen.milestone is None
    assert tuple(chosen.items) == RUNGS
    assert not any(catalogue.item(name).asked for names in chosen.items.values() for name in names)


def test_no_milestone_asks_an_item_of_spontaneous_feedback(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        if each.milestone:
            names = {name for names in each.items.values() for name in names if name != ROTATING}
            assert all(catalogue.item(name).asked for name in names | {*each.rotation}), each.id


def test_every_dimension_of_the_sources_is_measured(catalogue: Catalogue) -> None:
    measured = {item.dimension for item in catalogue.items}
    assert {each.id for each in catalogue.dimensions} == measured

    def of(measure: str) -> set[str]:
        return {each.id for each in catalogue.dimensions if each.measure == measure}

    assert of("service") == {
        "information", "treatment", "expertise", "needs", "speed", "planning", "bettering",
    }  # fmt: skip
    assert of("placement") == {
        "peace", "trust", "safety", "closeness", "contact", "bullying", "intervention",
        "everyday_voice",
    }  # fmt: skip
    assert of("plan") == {"plan_needed", "plan_goals", "plan_followed", "plan_kept"}


def test_the_service_measure_is_worded_for_everybody(catalogue: Catalogue) -> None:
    service = {each.id for each in catalogue.dimensions if each.measure == "service"}
    complete = {item.dimension for item in catalogue.items if tuple(item.wordings) == RUNGS}
    assert service <= complete


def test_every_item_is_asked_by_some_set(catalogue: Catalogue) -> None:
    asked = {name for each in catalogue.sets for names in each.items.values() for name in names}
    asked |= {name for each in catalogue.sets for name in each.rotation}
    assert asked - {ROTATING} == {item.id for item in catalogue.items}


def test_spontaneous_feedback_has_the_kinds_and_topics_of_the_sources(
    catalogue: Catalogue,
) -> None:
    def options(name: str) -> list[str]:
        return [option.id for option in catalogue.item(name).options]

    assert options("feedback_kind") == ["complaint", "thanks", "idea", "other"]
    assert options("topics") == [
        "guidance", "planning", "applying", "speed", "quality", "treatment", "other",
    ]  # fmt: skip


def test_a_scale_has_five_points_with_face_and_words_and_three_for_the_youngest(
    catalogue: Catalogue,
) -> None:
    for scale in catalogue.scales:
        assert [point.value for point in scale.points] == [1, 2, 3, 4, 5]
        assert len({point.face for point in scale.points}) == 5
        assert all(point.text for point in scale.points)
        assert scale.few == (1, 3, 5)


def test_the_milestones_are_those_of_the_client_process(catalogue: Catalogue) -> None:
    assert [milestone.id for milestone in catalogue.milestones] == [
        "round", "contact_made", "plan_made", "open_care_review", "placement_started",
        "placement_review", "placement_changed", "worker_changed", "meeting_held",
        "placement_ending", "aftercare_approaching", "aftercare_started", "aftercare_ending",
        "aftercare_ended",
    ]  # fmt: skip
    by_card_only = [milestone.id for milestone in catalogue.milestones if milestone.by_card_only]
    assert by_card_only == ["placement_started"]
