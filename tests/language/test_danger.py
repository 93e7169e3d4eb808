"""Noticing danger: what is noticed, what is let be, and how well it goes on invented messages.

Figures (recall of dangerous messages, share of harmless ones that got a card):

- First set, 211 messages, written before the tables by the same hand, so they flatter:
  first run 98.3 % and 0 %; its even half, never tuned on: 98.3 % and 0 %.
- Later set, 156 messages, written after the tables to be roundabout and mistyped:
  first run 27.5 % and 5.6 %; after work on the odd half, the even half: 47.1 % and 7.4 %.

The later even half is the fairer figure. Whoever works on the tables: look at odd lines only.
"""

import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import signs_en, signs_fi, signs_sv
from language.danger import LEXICONS, Danger, notice, signs_found
from language.lexicon import Lexicon, compile_lexicon
from tests.language.later_messages import LATER_MESSAGES
from tests.language.messages import MESSAGES, Message

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=300)


def recall(messages: list[Message]) -> float:
    """Share of dangerous messages that are noticed, as a hint or clearly."""
    dangerous = [message for message in messages if message.dangerous]
    found = [message for message in dangerous if notice(message.text) is not Danger.NONE]
    return len(found) / len(dangerous)


def false_alarms(messages: list[Message]) -> float:
    """Share of harmless messages that get a card or a gentle question."""
    harmless = [message for message in messages if not message.dangerous]
    found = [message for message in harmless if notice(message.text) is not Danger.NONE]
    return len(found) / len(harmless)


def held_out(messages: tuple[Message, ...], language: str | None = None) -> list[Message]:
    """The even half, in one language or in all."""
    return [m for m in messages if m.held_out and language in (None, m.language)]


def test_of_the_first_messages_that_no_rule_was_tuned_on_nine_in_ten_are_noticed() -> None:
    assert recall(held_out(MESSAGES)) >= 0.9
    assert false_alarms(held_out(MESSAGES)) <= 0.05


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_language_alone_does_well_on_the_first_messages(language: str) -> None:
    assert recall(held_out(MESSAGES, language)) >= 0.85
    assert false_alarms(held_out(MESSAGES, language)) <= 0.1


def test_roundabout_messages_that_no_rule_was_tuned_on_do_not_get_worse() -> None:
    assert recall(held_out(LATER_MESSAGES)) >= 0.45
    assert false_alarms(held_out(LATER_MESSAGES)) <= 0.1


def test_no_message_stands_in_both_sets() -> None:
    texts = [message.text for message in (*MESSAGES, *LATER_MESSAGES)]
    assert len(texts) == len(set(texts)) >= 120


@pytest.mark.parametrize(
    "text",
    ["Isäpuoli lyö mua", "Min styvpappa slår mig", "My stepfather hits me", "haluun kuolla"],
)
def test_a_plain_telling_of_violence_or_death_wish_is_clear(text: str) -> None:
    assert notice(text) is Danger.CLEAR


@pytest.mark.parametrize(
    "text", ["mulla on mustelma", "jag har blåmärken", "I'm scared to go home"]
)
def test_a_bruise_or_a_fear_is_a_hint(text: str) -> None:
    assert notice(text) is Danger.HINT


@pytest.mark.parametrize(
    "text",
    [
        "Kukaan ei ole ikinä lyönyt mua",
        "isä ei lyö minua",
        "Pappa slår mig inte",
        "ingen slår mig",
        "nobody hits me",
        "Dad never hits me",
    ],
)
def test_a_denial_next_to_the_act_cancels_it(text: str) -> None:
    assert notice(text) is Danger.NONE


@pytest.mark.parametrize(
    "text",
    [
        "En mennyt kouluun koska isä löi mua",
        "Jag gick inte hem för pappa slår mig",
        "I did not go home because dad hits me",
        "ei täällä muuten mitään, mutta ohjaaja löi mua",
    ],
)
def test_a_denial_in_another_clause_cancels_nothing(text: str) -> None:
    assert notice(text) is Danger.CLEAR


@pytest.mark.parametrize(
    "text",
    ["kuolin nauruun", "tapan aikaa", "I died laughing", "killing time", "jag dog av skratt"],
)
def test_a_figure_of_speech_is_no_danger(text: str) -> None:
    assert notice(text) is Danger.NONE


def test_danger_after_a_figure_of_speech_is_still_noticed() -> None:
    assert notice("kuolin nauruun mut sit isä löi mua") is Danger.CLEAR


@pytest.mark.parametrize(
    ("dotted", "undotted"), [("äiti lyö mua", "aiti lyo mua"), ("pappa slår mig", "pappa slar mig")]
)
def test_missing_dots_over_letters_change_nothing(dotted: str, undotted: str) -> None:
    assert notice(dotted) is notice(undotted) is Danger.CLEAR


@pytest.mark.parametrize(
    "text",
    ["ISÄ LYÖ MUA", "isä   lyö\nmua", "isä lyö mua!!!!", "isä lyööööö mua", "isä l\u00adyö mua"],
)
def test_shouting_stretching_and_hidden_characters_do_not_hide_danger(text: str) -> None:
    assert notice(text) is Danger.CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "isä lyö mua jos unohdan läksyt lol",
        "isä uhkas mua kun pelasin",
        "pappa slår mig om jag glömmer läxan",
        "dad hits me when I forget my homework",
        "my brother is violent to me after school",
        "dad said he will kill me if I come late",
    ],
)
def test_an_everyday_word_beside_the_act_does_not_excuse_it(text: str) -> None:
    assert notice(text) is Danger.CLEAR


def test_an_empty_text_tells_nothing() -> None:
    assert notice("") is notice(" \n ") is notice("👍") is Danger.NONE


def test_what_was_noticed_can_be_explained_to_whoever_tends_the_tables() -> None:
    assert any("ADULT !HIT ME" in line for line in signs_found("isä lyö mua"))
    assert signs_found("kiva päivä") == []


@given(ANY_TEXT)
def test_no_text_breaks_the_noticing(text: str) -> None:
    assert notice(text) in Danger


@pytest.mark.parametrize(
    "piece",
    [
        "isä löi mua ",
        "pelkään ",
        "a",
        "a.",
        "isä. ",
        "no die ",
        "\ud800",
        "ei lyö, ",
        "\x00\u0301",
        "ﷺ ",
    ],
)
def test_twenty_thousand_characters_are_read_in_an_ordinary_test_run(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert notice(text) in Danger


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda lexicon: lexicon.language)
def test_no_sign_asks_for_more_words_than_its_window_holds(lexicon: Lexicon) -> None:
    assert [sign.line for sign in lexicon.signs if len(sign.marks) > sign.window] == []


@pytest.mark.parametrize("module", [signs_fi, signs_sv, signs_en], ids=lambda m: m.LEXICON.language)
def test_every_tag_of_the_tables_is_used_and_every_tag_used_has_words(module: ModuleType) -> None:
    used = set(re.findall(r"[A-Z]{2,}[A-Z0-9]*", module.SIGNS + module.IDIOMS))
    assert used | {"NOT", "FILLER", "BREAK"} == set(module.TABLES)


def test_a_sign_with_an_unknown_tag_is_refused() -> None:
    tables = {"NOT": "not", "FILLER": "a", "BREAK": "but"}
    with pytest.raises(KeyError):
        compile_lexicon("en", tables, "clear 3 : WHO hits", "")
    with pytest.raises(ValueError, match="loud"):
        compile_lexicon("en", tables, "loud 3 : hits", "")
