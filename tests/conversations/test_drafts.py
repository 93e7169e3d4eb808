"""What is written is shown as it would be kept; words are hidden by a tap; nothing before a yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content import load_catalogue
from app.questions.rehearsing import first_turn, tapped
from conversations.advancing import THROWN_AWAY, advance
from conversations.asking import NO_NAMES
from conversations.drafts import DROPPED, HIDDEN, OFFERED, TAP_TO_HIDE
from conversations.replies import Act, Reply
from conversations.screens import HELP_LINE, LONGEST_TEXT
from conversations.turns import Conversation, Turn, screen_of
from language.masking import MARK, OwnWords, choices, hide_word, mask
from locales import speak

CATALOGUE = load_catalogue()
TALKS = (("round", 4), ("note", 1))


def asking(set_id: str) -> Conversation:
    """A talk at its question for words."""
    start = first_turn(CATALOGUE, set_id, "10-12", "fi").conversation
    return start.at(dict(TALKS)[set_id])


def after(set_id: str, text: str, *names: str) -> Turn:
    """What comes of some words written there."""
    reply = Reply(Act.WORDS, text=text)
    return advance(asking(set_id), reply, CATALOGUE, own=OwnWords(names))


def tap(turn: Turn, label: str) -> Turn:
    """What comes of tapping a button, by its words."""
    for button in (*turn.screen.words, *turn.screen.answers):
        if speak(button.label, "en") == label:
            return advance(turn.conversation, tapped(turn, button), CATALOGUE)
    raise AssertionError(label)


def labels(turn: Turn) -> list[str]:
    """The words that are offered."""
    return [speak(button.label, "en") for button in turn.screen.words]


@pytest.mark.parametrize("set_id", dict(TALKS))
def test_a_warning_about_names_stands_before_anything_is_written(set_id: str) -> None:
    assert NO_NAMES in screen_of(asking(set_id), CATALOGUE).lines


@pytest.mark.parametrize("set_id", dict(TALKS))
def test_what_is_written_is_shown_masked_and_nothing_of_it_is_kept(set_id: str) -> None:
    turn = after(set_id, "Pekka huutaa, soita 040 123 4567")
    assert turn.screen.draft == f"{MARK} huutaa, soita {MARK}"
    assert {HIDDEN, TAP_TO_HIDE, HELP_LINE} <= set(turn.screen.lines)
    assert (turn.keep, turn.note) == (None, None)
    assert turn.conversation == asking(set_id)


def test_words_go_into_the_box_after_a_yes_as_they_were_shown() -> None:
    turn = tap(after("round", "Pekka huutaa aina"), "Put it in the box")
    assert turn.keep is not None
    assert (turn.keep.value, turn.keep.words) == (f"{MARK} huutaa aina", True)
    assert turn.conversation.step == 5


def test_a_tapped_word_is_hidden_wherever_it_stands_and_the_rest_stays() -> None:
    turn = tap(after("round", "kisu, tuli taas! Kisu nukkui, kisulla on nälkä"), "kisu")
    assert turn.screen.draft == f"{MARK}, tuli taas! {MARK} nukkui, kisulla on nälkä"
    assert "kisu" not in labels(turn)
    assert tap(turn, "Put it in the box").keep is not None


def test_what_is_thrown_away_is_a_skip_and_said_to_be_gone() -> None:
    turn = tap(after("round", "ei mitään"), "Throw it away")
    assert turn.keep is not None
    assert turn.keep.value is None
    assert THROWN_AWAY in turn.screen.lines
    assert not turn.screen.draft


def test_throwing_away_a_new_text_leaves_an_earlier_one_as_it_was() -> None:
    again = asking("round").at(5).again_at(4)
    turn = advance(again, Reply(Act.SKIP, 4, DROPPED), CATALOGUE)
    assert turn.keep is None
    assert turn.conversation.step == 5


def test_no_button_carries_a_word() -> None:
    turn = after("round", "salainen sana")
    tokens = [button.reply.token() for button in (*turn.screen.words, *turn.screen.answers)]
    assert len(tokens) == 5
    assert not any("sala" in token or "sana" in token for token in tokens)


def test_every_word_of_a_long_text_can_be_reached_and_likely_names_come_first() -> None:
    words = [f"{a}{b}{c}" for a in "kmptv" for b in "aeiou" for c in "lnrst"]
    turn = after("round", f"{' '.join(words)} luokka 7b")
    assert "7b" in labels(turn)
    seen: set[str] = set()
    for _ in range(len(words)):
        seen |= set(labels(turn))
        assert len(turn.screen.words) <= OFFERED + 1
        turn = tap(turn, "Other words")
    left = {choice.word for choice in choices(turn.screen.draft)}
    assert len(left) > OFFERED
    assert left <= seen


def test_the_organisations_own_names_are_hidden_in_any_case() -> None:
    turn = after("note", "majakassa on kivaa", "Majakka")
    assert turn.screen.draft == f"{MARK} on kivaa"


def test_what_comes_back_in_a_form_is_masked_once_more() -> None:
    own = OwnWords(("Majakka",))
    forged = Reply(Act.SEND, 4, text="majakassa, 040 123 4567")
    turn = advance(asking("round"), forged, CATALOGUE, own=own)
    assert turn.keep is not None
    assert turn.keep.value == f"{MARK}, {MARK}"


@pytest.mark.parametrize("value", ["", ".", "x.y", "99.0", "-1", "²", "1.99", "0" * 40])
def test_a_forged_place_hides_nothing_and_breaks_nothing(value: str) -> None:
    turn = advance(asking("round"), Reply(Act.HIDE, 4, value, text="yksi kaksi"), CATALOGUE)
    assert len(turn.screen.words) >= 1
    assert turn.keep is None


def test_hiding_where_no_text_came_along_asks_to_write_again() -> None:
    turn = advance(asking("round"), Reply(Act.HIDE, 4, "0.0"), CATALOGUE)
    assert turn.screen.writes
    assert turn.keep is None


@given(st.text(max_size=80), st.integers(0, 20))
def test_hiding_leaves_every_other_word_in_its_place(text: str, place: int) -> None:
    masked = mask(text)
    there = {choice.place: choice.word for choice in choices(masked)}
    after_hiding = {choice.place for choice in choices(hide_word(masked, place))}
    assert after_hiding == set(there) - {place}


def test_the_longest_text_fits_with_its_buttons() -> None:
    turn = after("round", ("ab cd " * 400)[:LONGEST_TEXT])
    assert len(turn.screen.draft) <= LONGEST_TEXT
    assert len(turn.screen.words) == 2
