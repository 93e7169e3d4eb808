"""Screens as Telegram messages, and what is read back out of them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.speaking import LONGEST_MESSAGE, SEPARATOR, draft_in, keyboard_of, words_of
from conversations.phrases import say, verbatim
from conversations.replies import Act, Reply
from conversations.screens import Button, Screen
from conversations.writing import length

LINES = (say("Nothing has been sent yet."),)
drafts = (
    st.lists(
        st.one_of(
            st.just(SEPARATOR), st.just(""), st.text(st.characters(exclude_categories=["Cc", "Cs"]))
        ),
        min_size=1,
        max_size=20,
    )
    .map("\n".join)
    .filter(lambda text: length(text) < 3000)
)


@given(drafts)
def test_a_draft_comes_back_as_it_went_whatever_it_holds(draft: str) -> None:
    assert draft_in(words_of(Screen(1, LINES, draft=draft), "en")) == draft


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000), st.integers(1, 4))
def test_no_message_is_longer_than_telegram_takes(text: str, times: int) -> None:
    screen = Screen(1, (verbatim(text * times),) * 2, progress=(2, 4))
    assert length(words_of(screen, "en")) <= LONGEST_MESSAGE
    assert length(words_of(Screen(1, LINES, draft=text * times), "en")) <= LONGEST_MESSAGE


def test_a_character_is_never_cut_in_two() -> None:
    text = words_of(Screen(1, (verbatim("a" + "😀" * 3000),)), "en")
    assert text == "a" + "😀" * 2047


def test_a_text_without_a_draft_has_none() -> None:
    assert draft_in("") == ""
    assert draft_in(f"one\n{SEPARATOR}\ntwo") == ""


def test_what_a_person_is_still_writing_is_not_echoed() -> None:
    assert (
        words_of(Screen(1, LINES, draft="long", writes=True), "en") == "Nothing has been sent yet."
    )


def test_nothing_in_a_text_is_markup() -> None:
    screen = Screen(1, (verbatim("<b>{x}</b> *y* &amp;"),), progress=(2, 4))
    assert words_of(screen, "en") == "2/4\n\n<b>{x}</b> *y* &amp;"


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert keyboard_of(Screen(1, LINES), "en") is None


def test_ticks_and_faces_stand_before_the_words() -> None:
    ticked = Button(Reply(Act.TICK, 2, "0", 1), verbatim("Food"), ticked=True)
    free = Button(Reply(Act.TICK, 2, "1", 1), verbatim("Sleep"))
    smile = Button(Reply(Act.PICK, 2, "5"), verbatim("Always"), face="😄")
    keyboard = keyboard_of(Screen(2, LINES, answers=(ticked, free, smile)), "en")
    assert keyboard is not None
    assert [[key["text"] for key in row] for row in keyboard["inline_keyboard"]] == [
        ["☑ Food"],
        ["☐ Sleep"],
        ["😄 Always"],
    ]
    assert keyboard["inline_keyboard"][0][0]["callback_data"] == "t:2:0:1:"
