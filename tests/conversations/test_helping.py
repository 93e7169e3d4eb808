"""Where help is, at which hour, for whom: the screen and the card of the pure core."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.content import help_lines_at_hand, load_catalogue
from conversations.helping import NUMBERS_ALONE, Help, Stranger, help_card, help_screen
from conversations.items import YOUNG
from language.danger import Danger
from language.help_lines import parse
from locales import speak

LINES = parse(
    """
- {id: emergency, name: {fi: H, sv: N, en: E}, number: "112", hours: always}
- id: evening
  name: {fi: Iltapuhelin, sv: Kvällstelefonen, en: Evening phone}
  number: "0100 1"
  hours: [{days: mon-fri, from: "14:00", to: "22:00", holidays: false}]
  languages: [fi]
  checked_on: 2026-11-20
- {id: chat, name: {fi: Chatti, sv: C, en: Chat}, url: "https://chat.example", languages: [fi]}
- id: county
  name: {fi: Päivystys, sv: Jouren, en: Duty}
  number: "0100 2"
  hours: always
  languages: [fi]
  checked_on: 2026-11-20
- {id: parents, name: {fi: V, sv: F, en: P}, number: "0100 3", for: adults, languages: [fi]}
"""
)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
TEEN = Stranger("fi", "13-15")
MOTHER = Stranger("fi", "close_person", "close_person")


def shown(hour: int, whom: Stranger = TEEN, language: str = "en") -> list[str]:
    """What the help screen says at an hour of that Monday."""
    now = Help(LINES, MONDAY.replace(hour=hour), set(), load_catalogue().bands)
    screen = help_screen(help_now=now, whom=Stranger(language, whom.rung, whom.audience))
    return [speak(line, language) for line in screen.lines]


def test_what_is_open_now_comes_first_and_112_before_everything() -> None:
    said = shown(15)
    assert said[0] == "If you are in danger now, call 112."
    assert said[1:3] == [
        "Evening phone: 0100 1. Open until 22.",
        "Duty: 0100 2. Open day and night.",
    ]
    assert said[3] == "Chat: https://chat.example"
    assert said[4] == "Where no hours are told, it may be closed just now. You can try."


def test_what_opens_later_comes_last_and_says_when() -> None:
    assert shown(9)[1] == "Duty: 0100 2. Open day and night."
    assert shown(9)[3] == "Evening phone: 0100 1. Opens today at 14."
    assert shown(23)[3] == "Evening phone: 0100 1. Opens tomorrow at 14."


def test_after_a_friday_evening_the_day_has_a_name() -> None:
    friday = Help(LINES, datetime(2026, 11, 27, 23, tzinfo=UTC), set())
    said = [speak(line, "fi") for line in help_screen(help_now=friday).lines]
    assert "Iltapuhelin: 0100 1. Aukeaa maanantaina klo 14." in said


def test_adults_get_their_own_lines_and_are_not_sent_to_an_adult_they_trust() -> None:
    said = shown(15, MOTHER)
    assert "P: 0100 3" in said
    assert "You can also tell an adult you trust." not in said
    assert "P: 0100 3" not in shown(15)


def test_without_lines_the_two_numbers_are_told() -> None:
    said = [speak(line, "en") for line in help_screen(help_now=NUMBERS_ALONE).lines]
    assert any("112" in line for line in said)
    assert any("116 111" in line for line in said)


@pytest.mark.parametrize("danger", [Danger.CLEAR, Danger.HINT])
def test_the_card_is_the_same_help_after_a_kind_word(danger: Danger) -> None:
    now = Help(LINES, MONDAY.replace(hour=15), {date(2026, 12, 6)})
    card = help_card(danger, help_now=now, whom=TEEN)
    assert card is not None
    assert card.lines[1:] == help_screen(help_now=now, whom=TEEN).lines
    assert help_card(Danger.NONE, help_now=now, whom=TEEN) is None


def test_a_file_nobody_can_read_takes_no_help_away(tmp_path: Path) -> None:
    own = tmp_path / "help_lines.yaml"
    shipped = help_lines_at_hand(own)
    own.write_text("- id: [", "utf-8")
    assert help_lines_at_hand(own) == shipped
    own.write_text(
        '- {id: social_emergency, name: {fi: S, sv: S, en: S}, number: "0100 000"}', "utf-8"
    )
    assert help_lines_at_hand(own)[0].number_or_url == "0100 000"
    assert TEEN.audience == YOUNG
