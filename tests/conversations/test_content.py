"""What the question content must keep to, whatever its words become."""

from pathlib import Path

import pytest
import yaml

from conversations.questions import ROTATING, YOUNG, Catalogue, Kind

CONTENT = Path(__file__).parents[2] / "conversations" / "content"
BANDS = ("7-9", "10-12", "13-15", "16-17", "18-22")
CARDS = ("meeting_held", "worker_changed", "aftercare_started")
OLDER = ("13-15", "16-17", "18-22")
OWN_WORDS = (Kind.WORDS, Kind.NOTE)


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


def test_every_item_is_worded_on_every_band_and_grades_from_ten_years_up(
    catalogue: Catalogue,
) -> None:
    for item in catalogue.items:
        bands = BANDS[1:] if item.kind is Kind.GRADE else BANDS
        assert tuple(item.wordings) == bands, item.id


def test_everybody_is_told_what_happens_before_the_first_question(catalogue: Catalogue) -> None:
    assert tuple(told.rung for told in catalogue.information) == BANDS
    for told in catalogue.information:
        assert 3 <= len(told.lines) <= 4
        words = " ".join((*told.lines, told.telegram)).split()
        assert len(words) <= 95  # about half a minute
        assert "112" in told.lines[-1]
        assert "116 111" in told.lines[-1]
        assert "Telegram" in told.telegram
        assert "Telegram" not in told.web


def test_the_round_asks_every_band_the_same_core_and_ends_with_own_words(
    catalogue: Catalogue,
) -> None:
    for band in BANDS:
        asked = catalogue.questions("round", band)
        assert asked[:2] == ("heard", "fine_here")
        assert catalogue.item(asked[-1]).kind in OWN_WORDS


def test_a_rotating_item_returns_after_six_months_at_the_earliest(catalogue: Catalogue) -> None:
    rotation = catalogue.set("round").rotation
    assert len(set(rotation)) == len(rotation)
    assert len(rotation) * 4 > 26  # weeks: a round comes every fourth


@pytest.mark.parametrize("card", CARDS)
def test_a_card_asks_five_things_of_those_over_twelve(catalogue: Catalogue, card: str) -> None:
    assert tuple(catalogue.set(card).items) == OLDER
    for band in OLDER:
        asked = catalogue.questions(card, band)
        assert len(set(asked)) == 5
        assert asked[0] == "heard"
        assert catalogue.item(asked[-1]).kind in OWN_WORDS


@pytest.mark.parametrize("unprompted", ["spontaneous", "note"])
def test_what_is_said_unasked_has_items_of_its_own(catalogue: Catalogue, unprompted: str) -> None:
    chosen = catalogue.set(unprompted)
    assert chosen.milestone is None
    assert tuple(chosen.items) == BANDS
    assert not any(catalogue.item(name).asked for names in chosen.items.values() for name in names)


def test_no_milestone_asks_an_item_of_spontaneous_feedback(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        if each.milestone:
            names = {name for names in each.items.values() for name in names if name != ROTATING}
            assert all(catalogue.item(name).asked for name in names | {*each.rotation}), each.id


def test_every_set_here_is_for_the_young_and_its_milestone_agrees(catalogue: Catalogue) -> None:
    for each in catalogue.sets:
        assert each.audience == YOUNG
        if each.milestone:
            assert YOUNG in catalogue.milestone(each.milestone).audiences


def test_the_service_measure_and_the_placement_statements_are_there(catalogue: Catalogue) -> None:
    measured = {item.dimension for item in catalogue.items if item.asked}
    service = {"information", "treatment", "expertise", "needs", "speed", "planning", "bettering"}
    placement = {"peace", "trust", "safety", "closeness", "contact", "bullying", "intervention"}
    assert measured >= service | placement | {"everyday_voice", "participation", "wellbeing"}


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
