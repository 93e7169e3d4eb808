"""`kuulolla talk`: a conversation in a terminal, and the transcript it writes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from app.cli import kuulolla
from app.commands.talking import BYE, lines_of, signs, understand
from app.questions.rehearsing import first_turn
from app.questions.transcripts import LITERAL, line_of, reply_of
from conversations.asking import question_screen
from conversations.replies import Act, Reply
from locales import speak
from tests.transcripts.replaying import CATALOGUE, walk


def talk(*options: str, typed: str = "") -> Result:
    """Run the command with what somebody types; the end of it is Ctrl+D."""
    return CliRunner().invoke(kuulolla, ["talk", *options], input=typed)


def test_a_whole_round_can_be_held() -> None:
    held = talk("round", typed="1\n1\n2\n3\n9\nKaikki hyvin.\n\n")
    assert held.exit_code == 0
    assert held.output.endswith(f"{speak(BYE, 'fi')}\n")
    assert "●○○○○  1/5" in held.output
    assert "●●●●●  5/5" in held.output


@pytest.mark.parametrize("band", [band.id for band in CATALOGUE.bands])
def test_every_band_has_its_own_round(band: str) -> None:
    held = talk("round", "--band", band, typed="1\n")
    assert CATALOGUE.item("heard").wordings[band] in held.output


def test_a_grade_is_chosen_by_typing_the_grade() -> None:
    screen = question_screen(CATALOGUE, CATALOGUE.item("grade_place"), "13-15", 4, 5)
    by_sign = {sign: button.reply for sign, button in signs(screen)}
    assert [by_sign[str(n)].value for n in range(4, 11)] == [str(n) for n in range(4, 11)]
    assert by_sign["a"].act is Act.SKIP
    assert "   4   5   6   7   8   9   10" in lines_of(screen, "fi")


@pytest.mark.parametrize("leaves_at", range(5))
def test_leaving_with_ctrl_d_ends_kindly_at_any_point(leaves_at: int) -> None:
    held = talk("round", typed="1\n" * leaves_at)
    assert held.exit_code == 0
    assert held.output.endswith(f"{speak(BYE, 'fi')}\n")


def test_being_forgotten_ends_the_talk() -> None:
    held = talk("round", "--lang", "en", typed="1\ne\n1\nmore\n")
    assert "You are no longer here" in held.output
    assert held.output.endswith(f"{speak(BYE, 'en')}\n")


def test_the_help_card_is_shown_when_words_tell_of_danger() -> None:
    held = talk("round", "--lang", "en", typed="1\nmy stepfather hits me\n")
    assert "! If you are in danger now, call 112." in held.output


def test_straight_to_the_panel_opens_from_the_words_question() -> None:
    held = talk("round", "--lang", "en", typed="1\na\na\na\na\n1\nCall 040 123 4567\n1\n\n")
    assert "  │ Call ▒▒▒" in held.output
    assert "It is on its way" in held.output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["nonsense"], "No set is called 'nonsense': choose round, round_close_person,"),
        (["round", "--band", "13"], "There is no band '13': choose 7-9, 10-12, 13-15, 16-17, 18"),
        (["round", "--lang", "se"], "There is no language 'se': choose fi, sv or en."),
        (["aftercare_ended", "--band", "7-9"], "aftercare_ended is not asked at 7-9: choose 16-17"),
    ],
)
def test_a_wrong_option_is_answered_in_one_sentence(options: list[str], says: str) -> None:
    held = talk(*options)
    assert held.exit_code == 1
    assert held.output.startswith(f"Error: {says}")
    assert held.output.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "typed"),
    [
        (["round", "--band", "10-12"], '1\n4\nhm\n2\n1\nd\n1\nKoira, [kissa] ja (2 x "a").\n1\n\n'),
        (["spontaneous", "--lang", "sv"], "1\n1\n3\n8\n[hej]\n1\n2\n"),
        (["note", "--lang", "en"], "Call 040 123 4567\n3\nCall me\n2\n"),
        (["round"], "1\na\nd\n1\ne\n2\n2\nf\n1\n"),
        (["round"], "1\nhaluan kuolla\n"),
        (["worker_changed"], "2\n1\n1\nb\n\n"),
    ],
)
def test_what_was_saved_replays_just_as_it_was(
    options: list[str], typed: str, tmp_path: Path
) -> None:
    file = tmp_path / "saved.txt"
    assert talk(*options, "--save", str(file), typed=typed).exit_code == 0
    saved = file.read_text("utf-8")
    assert saved.count("YOU:") == typed.count("\n") - typed.endswith("\n\n")
    assert walk(saved).text() == saved


TURN = first_turn(CATALOGUE, "note", "13-15", "fi")


@given(text=st.text() | st.from_regex(rf"{LITERAL * 2}?\[\w+\]|\(\d x \"a\"\)", fullmatch=True))
def test_typed_words_are_written_down_so_that_they_are_read_back_as_words(text: str) -> None:
    text = text.replace("⏎", "").strip()
    line = line_of(Reply(Act.WORDS, text=text), TURN.screen)
    assert "\n" not in line
    assert reply_of(line, TURN, CATALOGUE) == Reply(Act.WORDS, text=text)


@given(typed=st.text())
def test_anything_typed_is_a_button_that_is_there_or_words(typed: str) -> None:
    reply = understand(typed, TURN)
    there = {button.reply for button in (*TURN.screen.answers, *TURN.screen.controls)}
    assert reply in there or reply == Reply(Act.WORDS, text=typed.strip())
