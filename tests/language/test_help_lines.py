"""The help lines: the data that is shipped, and when a line is open."""

import datetime as dt
from pathlib import Path

import pytest

import language
from language.help_lines import BadHelpLine, HelpLine, for_person, open_now, parse

SHIPPED = (Path(str(language.__file__)).parent / "help_lines.yaml").read_text("utf-8")
LINE = """
- id: one
  name: {fi: Yksi, sv: Ett, en: One}
  number: "116 111"
"""
OPEN_ON_WEEKDAYS = LINE + '  hours: [{days: mon-fri, from: "14:00", to: "20:00", holidays: null}]\n'


def only(text: str) -> HelpLine:
    """The one line of a text."""
    (line,) = parse(text)
    return line


def test_the_shipped_lines_can_be_read_and_the_emergency_number_comes_first() -> None:
    lines = parse(SHIPPED, county_number="0100 000")
    assert [line.number_or_url for line in lines] == [
        "112",
        "0100 000",
        "116 111",
        "0800 96 116",
        "https://sekasin.fi",
    ]


def test_the_county_line_is_left_out_while_its_number_is_not_known() -> None:
    assert "social_emergency" not in {line.id for line in parse(SHIPPED)}


def test_no_shipped_line_tells_hours_that_nobody_has_checked() -> None:
    for line in parse(SHIPPED, county_number="0100 000"):
        assert line.hours is None or line.checked_on is not None


def test_the_emergency_number_is_always_open() -> None:
    emergency = parse(SHIPPED)[0]
    assert all(
        open_now(emergency, weekday, minutes, holiday)
        for weekday in range(7)
        for minutes in (0, 719, 1439)
        for holiday in (True, False)
    )


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    assert open_now(only(LINE), 0, 720, holiday=False) is None


@pytest.mark.parametrize(
    ("weekday", "minutes", "expected"),
    [(0, 839, False), (0, 840, True), (4, 1199, True), (4, 1200, False), (5, 900, False)],
)
def test_a_line_is_open_from_its_first_minute_to_before_its_last(
    weekday: int, minutes: int, expected: bool
) -> None:
    assert open_now(only(OPEN_ON_WEEKDAYS), weekday, minutes, holiday=False) is expected


def test_on_a_holiday_unknown_holiday_hours_are_not_guessed() -> None:
    line = only(OPEN_ON_WEEKDAYS)
    assert open_now(line, 0, 900, holiday=True) is None
    assert open_now(line, 0, 100, holiday=True) is False
    closed = only(OPEN_ON_WEEKDAYS.replace("holidays: null", "holidays: false"))
    assert open_now(closed, 0, 900, holiday=True) is False
    kept = only(OPEN_ON_WEEKDAYS.replace("holidays: null", "holidays: true"))
    assert open_now(kept, 0, 900, holiday=True) is True


def test_a_line_for_older_people_is_not_shown_to_children() -> None:
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=10, language="fi")]
    assert "sekasin_chat" not in ids
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=13, language="fi")]
    assert "sekasin_chat" in ids


def test_lines_in_ones_own_language_come_first_and_the_emergency_number_before_them() -> None:
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=13, language="sv")]
    assert ids[:2] == ["emergency", "mll_phone_swedish"]


def test_the_day_of_checking_is_read_as_a_date() -> None:
    assert only(LINE + "  checked_on: 2026-11-20\n").checked_on == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not YAML"),
        ("one: two", "must be a list"),
        ("- name: x", "has no id"),
        (LINE + LINE, "same id"),
        (LINE + "  colour: red", "not known: colour"),
        (LINE.replace("sv: Ett, ", ""), "name in fi, sv and en"),
        (LINE.replace("116 111", "soita"), "needs a number"),
        (LINE + "  checked_on: maybe", "checked_on"),
        (LINE + "  ages: [a, 3]", "ages"),
        (LINE + "  hours: sometimes", "hours"),
        (LINE + '  hours: [{days: mon-xxx, from: "1:00", to: "2:00"}]', "hours"),
        (LINE + '  hours: [{days: mon, from: "1:00", to: "25:00"}]', "hours"),
    ],
)
def test_broken_data_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(BadHelpLine, match=reason):
        parse(text)
