"""Noticing danger: what is noticed, what is let be, and how well it goes on invented messages.

Figures of 29 November 2026: recall of dangerous messages, share of harmless ones that got a card or
a question, on sets of which no line ever changed anything; in brackets as it was that morning, by
signs alone and taught by one hand.

- `unheard`, by two writers who saw neither words nor rules, 990 messages: fi 91.9 % and 9.1 %
  (79, 22), sv 96.7 and 12.2 (82, 17), en 94.7 and 11.5 (83, 25).
- `sealed`, `fresh` and `unseen`, by the hand that tends the words, 1,183 messages: fi 94.1 and 5.4
  (93, 6), sv 96.6 and 4.2 (94, 6), en 98.7 and 4.9 (97, 6).
- `november`, the same hand, full of homonyms and figures, 244 messages: fi 96.8 and 6.7 (84, 20),
  sv 100 and 3.3 (84, 20), en 100 and 9.9 (100, 19).
- Unseen fifths of the practice messages, by which the levels were chosen: 87 to 91 % at 12 %.

All were invented; real messages will do worse.
"""

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.danger import WEIGHTS_FILE, Danger, notice, signs_found
from language.danger.sense import LONGEST, cleaned
from language.danger.signs import signs_of
from language.danger.vocabulary import LANGUAGES, kinds, read_lines, vocabulary
from language.spoken import words_of
from tests.language.told import Message, messages

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=300)


#: Each invented message is read once, however many tests count it.
noticed = cache(notice)


def recall(told: list[Message]) -> float:
    """Share of dangerous messages that are noticed, as a hint or clearly."""
    found = [noticed(message.text) is not Danger.NONE for message in told if message.dangerous]
    return sum(found) / len(found)


def false_alarms(told: list[Message]) -> float:
    """Share of harmless messages that get a card or a gentle question."""
    found = [noticed(message.text) is not Danger.NONE for message in told if not message.dangerous]
    return sum(found) / len(found)


def needless_cards(told: list[Message]) -> float:
    """Share of harmless messages that get the help card at once."""
    found = [noticed(message.text) is Danger.CLEAR for message in told if not message.dangerous]
    return sum(found) / len(found)


@pytest.mark.parametrize(
    "text", ["emmä tiiä", "en osaa sanoa", "haluan kotiin", "Haluan tietää, miksi leiri peruttiin."]
)
def test_whoever_does_not_know_or_only_wants_something_is_not_asked(text: str) -> None:
    assert notice(text) is Danger.NONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_strangers_messages_nine_in_ten_are_noticed(language: str) -> None:
    unheard = messages("unheard", languages=(language,))
    assert recall(unheard) >= 0.9
    assert false_alarms(unheard) <= 0.14


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [("sealed", "fresh", "unseen"), ("november",)])
def test_of_older_unread_messages_even_more(language: str, names: tuple[str, ...]) -> None:
    unread = messages(*names, languages=(language,))
    assert recall(unread) >= 0.93
    assert false_alarms(unread) <= 0.12


@pytest.mark.parametrize(
    "text", ["Тато б'є мене, коли п'яний", "я не хочу більше жити", "أبي يضربني كل يوم"]
)
def test_other_languages_have_the_sense_alone_and_get_a_question(text: str) -> None:
    assert notice(text) is Danger.HINT


def test_without_the_sentence_model_signs_notice_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("language.danger.nearness", lambda _: None)
    assert notice("Isäpuoli lyö mua") is Danger.CLEAR
    assert notice("mulla on mustelma") is Danger.HINT
    assert notice("ruoka on hyvää") is Danger.NONE
    told = messages("unheard")
    alone = [(message.dangerous, notice(message.text) is not Danger.NONE) for message in told]
    danger = [found for dangerous, found in alone if dangerous]
    assert sum(danger) / len(danger) >= 0.75


def test_what_the_model_reads_can_neither_grow_nor_end_early() -> None:
    assert cleaned("Ei\0 SITÄ\ud800!!!") == "ei  sitä ."
    assert len(cleaned("\ufdfa" * 5_000)) <= LONGEST
    assert unicodedata.normalize("NFKC", cleaned("\ufdfa ﬁ")) == cleaned("\ufdfa ﬁ")


def test_the_help_card_itself_seldom_comes_needlessly() -> None:
    assert needless_cards(messages("sealed", "fresh", "unheard")) <= 0.04


@pytest.mark.parametrize("name", ["first", "later"])
def test_the_oldest_messages_are_noticed_still(name: str) -> None:
    assert recall(messages(name)) >= 0.95
    assert false_alarms(messages(name)) <= 0.08


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_in_two_sets(language: str) -> None:
    taught = ("first", "later", "practice", "spoken", "figures", "learned", "voices")
    sets = (*taught, "sealed", "fresh", "unseen", "november", "unheard")
    texts = [message.text.casefold() for message in messages(*sets, languages=(language,))]
    assert len(texts) == len(set(texts)) >= 300


def test_missing_dots_cost_little() -> None:
    plain = [m for m in messages("sealed") if m.language != "en" and m.dangerous]
    bare = str.maketrans("åäöÅÄÖ", "aaoAAO")
    undotted = [Message(m.language, m.kind, m.text.translate(bare)) for m in plain]
    assert recall(undotted) >= recall(plain) - 0.08


def test_shouting_and_endings_in_marks_cost_nothing() -> None:
    plain = [m for m in messages("sealed") if m.dangerous]
    loud = [Message(m.language, m.kind, m.text.upper() + "!!!") for m in plain]
    assert recall(loud) >= recall(plain) - 0.02


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
    [
        "kuolin nauruun",
        "tapan aikaa",
        "I died laughing",
        "killing time",
        "jag dog av skratt",
        "finding my charger here is like a needle in a haystack",
        "laturin löytäminen täällä on kuin etsisi neulaa heinäsuovasta",
        "att hitta en laddare här är som att leta efter en nål i en höstack",
        "hit the wrong note in front of everybody",
        "that roller coaster nearly gave me a heart attack",
        "the battery of my controller is dead again",
        "they said no to the cinema because of money",
        "you are killing it with the new menu",
        "I could kill for a pizza",
        "dying to see that film",
        "we shot a video for school",
        "voisin tappaa pitsasta",
        "skulle döda för en glass nu",
    ],
)
def test_a_figure_of_speech_is_no_danger(text: str) -> None:
    assert notice(text) is Danger.NONE


@pytest.mark.parametrize(
    "text",
    ["he beat me at home with a bat", "my stepdad beat us on sunday", "ne löi mut maahan"],
)
def test_an_act_that_falls_on_a_person_is_no_figure_of_speech(text: str) -> None:
    assert notice(text) is Danger.CLEAR


def test_danger_after_a_figure_of_speech_is_still_noticed() -> None:
    assert notice("kuolin nauruun mut sit isä löi mua") is not Danger.NONE


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
    assert notice(text) is not Danger.NONE


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
    assert notice(text) is not Danger.NONE


def test_a_deed_without_doer_or_target_is_told_apart() -> None:
    signs = signs_of("he hits me", "en")[0]
    assert signs.isdisjoint({"blow>nothing", "nobody>blow"})
    assert {"blow>nothing", "nobody>blow"} <= signs_of("slapped again last night", "en")[0]
    assert "HIT" not in signs_of("hit the wrong note", "en")[0]
    assert "HIT" in signs_of("dad hit the wall", "en")[0] & signs_of("hit the baby", "en")[0]
    assert "blow>nothing" not in signs_of("mua lyödään", "fi")[0]


def test_an_empty_text_tells_nothing() -> None:
    assert notice("") is notice(" \n ") is notice("👍") is Danger.NONE


def test_what_was_noticed_can_be_explained_to_whoever_tends_the_words() -> None:
    assert any(line.endswith(" PARENT>HIT") for line in signs_found("isä lyö mua"))


def test_finnish_mut_is_me_beside_an_act_and_but_elsewhere() -> None:
    assert "HIT>ME" in signs_of("se löi mut maahan", "fi")[0]
    assert "ME" not in signs_of("kivaa oli mut väsytti", "fi")[0]


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
        "ei ei ei ",
        "kukaan ei ",
    ],
)
def test_twenty_thousand_characters_are_read_in_an_ordinary_test_run(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert notice(text) in Danger


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meaning_of_a_kind_has_words_in_every_language(language: str) -> None:
    assert set(kinds()) <= {meaning for meaning, _ in read_lines(f"{language}.txt")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_meaning_is_listed_twice_and_no_entry_twice_in_it(language: str) -> None:
    lines = list(read_lines(f"{language}.txt"))
    heads = [meaning for meaning, _ in lines]
    assert len(heads) == len(set(heads))
    assert [meaning for meaning, entries in lines if len(entries) > len(set(entries))] == []


def test_an_exact_word_counts_before_a_beginning_and_a_longer_beginning_before_a_shorter() -> None:
    finnish = vocabulary("fi")
    (champions, kills) = words_of("tappara tappaa", "fi")
    assert "SPORT" in finnish.meanings(champions)
    assert "KILL" in finnish.meanings(kills) - finnish.meanings(champions)


def test_every_weight_belongs_to_a_sign_that_can_come() -> None:
    meanings = {meaning for language in LANGUAGES for meaning, _ in read_lines(f"{language}.txt")}
    known = meanings | {kind for of in kinds().values() for kind in of}
    known |= {"always", "bad", "bad alone", "all denied", "length"}
    known |= {"nobody", "nothing", "no person"}
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    signs = [line.split(" ", 1)[1] for line in lines if not line.startswith("#")]
    names = {name.lstrip("~") for sign in signs for name in re.split(r">|\*\d", sign) if name}
    assert len(signs) >= 1000
    assert names - known == set()


@pytest.mark.parametrize(
    ("mistyped", "meant"), [("pelotaa", "pelottaa"), ("viitlelen", "viiltelen")]
)
def test_a_slip_of_a_finger_hides_no_word(mistyped: str, meant: str) -> None:
    assert signs_of(mistyped, "fi")[0] == signs_of(meant, "fi")[0]


@pytest.mark.parametrize(
    "word", ["tapaan", "löydän", "pitkiä", "paikkaan", "rauhassa", "matkakortti"]
)
def test_an_ordinary_word_is_not_mended_into_a_bad_one(word: str) -> None:
    assert "bad*1" not in signs_of(word, "fi")[0]
