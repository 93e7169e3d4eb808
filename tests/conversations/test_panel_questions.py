"""The panel's own question as an item: who is asked, in which words, and what the rotation does."""

import pytest

from app.content import load_catalogue
from conversations.items import Kind
from conversations.panel_questions import PANEL_ASKS, PanelQuestion, is_panels
from conversations.ports import Prompt
from conversations.prompts import begin
from conversations.screens import WORDS_ARE_READ
from conversations.turns import screen_of
from locales import speak, spoken_in

CATALOGUE = load_catalogue()
GOOD_WORKER = PanelQuestion(
    kind=Kind.SMILEY,
    scale="agree",
    fi="Onko hyvä työntekijä {rehellinen}?",
    en="Is a good worker honest?",
)
IN_WORDS = PanelQuestion(kind=Kind.WORDS, fi="Millainen on hyvä työntekijä?")
ASKED = {each.id: each for each in (GOOD_WORKER, IN_WORDS)}
KNOWING = CATALOGUE.with_panel(ASKED.get)
BANDS = ("10-12", "13-15", "16-17", "18-22")


def place_of(rung: str, turn: int = 0, panel: str = "", yielded: int = 0) -> str:
    """What stands third in the common round, in the rotating place; nothing where it stays away."""
    return "".join(KNOWING.questions("round", rung, turn, panel, yielded)[2:3])


def test_its_id_follows_from_all_it_says() -> None:
    assert is_panels(GOOD_WORKER.id)
    changes = ({"fi": "Onko hän rehellinen?"}, {"en": ""}, {"scale": "often"}, {"sv": "Hej?"})
    others = {GOOD_WORKER.model_copy(update=change).id for change in changes}
    assert len(others | {GOOD_WORKER.id}) == 5
    assert GOOD_WORKER.model_copy().id == GOOD_WORKER.id


@pytest.mark.parametrize("rung", BANDS)
def test_it_takes_the_place_of_the_rotating_item_and_no_more(rung: str) -> None:
    plain = CATALOGUE.questions("round", rung, 3)
    asked = KNOWING.questions("round", rung, 3, GOOD_WORKER.id)
    assert asked == (*plain[:2], GOOD_WORKER.id, *plain[3:])
    assert len(asked) <= CATALOGUE.band(rung).most_questions


def test_the_youngest_other_audiences_and_other_sets_are_not_asked_it() -> None:
    assert KNOWING.questions("round", "7-9", 3, GOOD_WORKER.id) == ("heard", "fine_here")
    for each in CATALOGUE.sets:
        for rung in each.items:
            asked = KNOWING.questions(each.id, rung, 0, GOOD_WORKER.id)
            assert (GOOD_WORKER.id in asked) == (each.id == "round" and rung in BANDS)


def test_the_rungs_that_are_asked_an_item_are_those_on_which_some_set_asks_it() -> None:
    assert KNOWING.rungs_asked("grade_place") == {"13-15", "16-17", "close_person"}
    assert KNOWING.rungs_asked(GOOD_WORKER.id) == set(BANDS)
    assert KNOWING.rungs_asked("hobby") >= {"7-9", *BANDS}  # it rotates
    assert KNOWING.rungs_asked("gone_since_then") == frozenset()


def test_the_rotation_goes_on_where_it_was_and_nothing_is_asked_twice_or_left_out() -> None:
    rotation, panels = CATALOGUE.set("round").rotation, (2, 3, 9)
    asked: dict[str, list[str]] = {"13-15": [], "7-9": []}
    yielded = 0
    for turn in range(len(rotation) + len(panels)):
        panel = GOOD_WORKER.id if turn in panels else ""
        for rung, items in asked.items():
            items.append(place_of(rung, turn, panel, yielded))
        yielded += bool(panel)
    assert [each for each in asked["13-15"] if not is_panels(each)] == [*rotation]
    assert [each for each in asked["7-9"] if each] == [*rotation]
    assert [turn for turn, each in enumerate(asked["7-9"]) if not each] == [*panels]


def test_whoever_does_not_know_the_question_asks_the_rotating_item() -> None:
    assert CATALOGUE.questions("round", "13-15", 2, "panel_00000000")[2] == place_of("13-15", 2)
    for unknown in ("panel_00000000", "panel_", "heard2"):
        with pytest.raises(KeyError):
            KNOWING.item(unknown)


def test_somebody_who_is_asked_sees_that_the_panel_asks_and_the_usual_answers() -> None:
    talk = begin(KNOWING, Prompt("r", "round", "", 0, GOOD_WORKER.id), "13-15", "web", "en")
    assert talk
    screen = screen_of(talk.at(3), KNOWING)
    assert [speak(line, "en") for line in screen.lines] == [
        "Is a good worker honest?",
        "The panel itself asks this.",
    ]
    assert [each.reply.value for each in screen.answers] == ["5", "4", "3", "2", "1"]
    assert speak(screen.answers[0].label, "fi") == "Kyllä"


def test_a_language_that_nobody_wrote_is_said_in_finnish_and_braces_are_just_braces() -> None:
    asked = GOOD_WORKER.said_on("13-15")
    assert speak(asked, "sv") == speak(asked, "fi") == "Onko hyvä työntekijä {rehellinen}?"
    assert (spoken_in(asked, "sv"), spoken_in(asked, "en")) == ("fi", "en")
    title = KNOWING.item(GOOD_WORKER.id).phrase
    assert speak(title, "en") == "The panel asks: Is a good worker honest?"
    assert speak(title, "fi").endswith("{rehellinen}?")


def test_a_question_for_words_has_all_that_stands_beside_words() -> None:
    talk = begin(KNOWING, Prompt("r", "round", "", 0, IN_WORDS.id), "16-17", "web", "fi")
    assert talk
    screen = screen_of(talk.at(3), KNOWING)
    assert screen.writes
    assert {PANEL_ASKS, WORDS_ARE_READ} <= {*screen.lines}


def test_a_smiley_needs_its_scale_and_words_have_none() -> None:
    for wrong in ({"scale": ""}, {"kind": Kind.WORDS}):
        with pytest.raises(ValueError, match="scale"):
            GOOD_WORKER.model_copy(update=wrong).item(BANDS)
