"""The help lines: the data that is shipped, and when a line is open."""

import datetime as dt
from pathlib import Path

import pytest

import language
from language.help_lines import BadHelpLine, HelpLine, OpenNow, for_person, merged, open_now, parse

SHIPPED = (Path(str(language.__file__)).parent / "help_lines.yaml").read_text("utf-8")
LINE = """
- id: one
  name: {fi: Yksi, sv: Ett, en: One}
  number: "116 111"
"""
OPEN = LINE + (
    '  hours: [{days: mon-fri, from: "14:00", to: "20:00", holidays: null}]\n'
    "  checked_on: 2026-11-20\n"
)


def only(text: str) -> HelpLine:
    """The one line of a text."""
    (line,) = parse(text)
    return line


def at(text: str, when: str, *holidays: str) -> OpenNow:
    """Whether the one line of a text is open at a local moment."""
    days = {dt.date.fromisoformat(day) for day in holidays}
    return open_now(only(text), dt.datetime.fromisoformat(when), days)


def test_the_shipped_lines_can_be_read_and_the_emergency_number_comes_first() -> None:
    assert [line.number_or_url for line in parse(SHIPPED)] == [
        "112",
        "116 111",
        "0800 96 116",
        "https://sekasin.fi",
        "080 005 005",
        "09 2525 0111",
        "0800 922 77",
    ]


def test_no_line_tells_hours_that_nobody_has_checked() -> None:
    for line in parse(SHIPPED)[1:]:
        assert line.checked_on is not None or (line.hours is None and not line.always_open)
    assert at(OPEN.replace("2026-11-20", "null"), "2026-11-23T15:00") == OpenNow(None)
    assert at(LINE + "  hours: always\n", "2026-11-23T15:00") == OpenNow(None)


def test_the_emergency_number_is_always_open() -> None:
    emergency = parse(SHIPPED)[0]
    christmas = dt.date(2026, 12, 25)
    for hour in (0, 11, 23):
        moment = dt.datetime(2026, 12, 25, hour, tzinfo=dt.UTC)
        assert open_now(emergency, moment, {christmas}).open


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-23T13:59", OpenNow(False, 0, 14 * 60)),  # a Monday
        ("2026-11-23T14:00", OpenNow(True, 0, 20 * 60)),
        ("2026-11-27T19:59", OpenNow(True, 0, 20 * 60)),
        ("2026-11-23T20:00", OpenNow(False, 1, 14 * 60)),
        ("2026-11-27T20:00", OpenNow(False, 3, 14 * 60)),  # Friday evening
        ("2026-11-28T15:00", OpenNow(False, 2, 14 * 60)),
    ],
)
def test_a_line_is_open_from_its_first_minute_to_before_its_last(
    when: str, expected: OpenNow
) -> None:
    assert at(OPEN, when) == expected


def test_on_a_holiday_unknown_hours_are_not_guessed() -> None:
    day = "2026-11-23"
    assert at(OPEN, f"{day}T15:00", day) == OpenNow(None)
    assert at(OPEN, f"{day}T01:40", day) == OpenNow(False), "nor when it opens"
    closed = OPEN.replace("holidays: null", "holidays: false")
    assert at(closed, f"{day}T15:00", day) == OpenNow(False, 1, 14 * 60)
    kept = OPEN.replace("holidays: null", "holidays: true")
    assert at(kept, f"{day}T15:00", day) == OpenNow(True, 0, 20 * 60)


def test_a_line_with_two_openings_a_day_is_closed_between_them() -> None:
    twice = LINE + (
        '  hours: [{days: mon, from: "17:00", to: "24:00"}, {days: mon, from: "9:00", to: "12:00"}]'
        "\n  checked_on: 2026-11-20\n"
    )
    assert at(twice, "2026-11-23T12:30") == OpenNow(False, 0, 17 * 60)
    assert at(twice, "2026-11-23T23:59") == OpenNow(True, 0, 24 * 60)


def test_an_organisations_own_line_takes_the_place_of_the_shipped_one() -> None:
    own = LINE.replace("id: one", "id: mll_phone") + LINE
    lines = merged(parse(SHIPPED), parse(own))
    assert [line.id for line in lines][:2] == ["mll_phone", "one"], "its own come first"
    assert len(lines) == len(parse(SHIPPED)) + 1
    assert lines[0].name["fi"] == "Yksi"


def test_adults_get_the_lines_for_adults_and_children_those_for_children() -> None:
    lines = parse(SHIPPED)
    adults = {line.id for line in for_person(lines, 18, "fi", adult=True)}
    young = {line.id for line in for_person(lines, 13, "fi")}
    assert {"parents_phone", "crisis_phone", "nollalinja"} <= adults
    assert not {"mll_phone", "mll_phone_swedish"} & adults
    assert "mll_phone" in young
    assert "parents_phone" not in young


def test_a_line_for_older_people_is_not_shown_to_children() -> None:
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=10, language="fi")]
    assert "sekasin_chat" not in ids
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=13, language="fi")]
    assert "sekasin_chat" in ids


def test_lines_in_ones_own_language_come_first_and_the_emergency_number_before_them() -> None:
    ids = [line.id for line in for_person(parse(SHIPPED), youngest=13, language="sv")]
    assert ids[:3] == ["emergency", "mll_phone_swedish", "nollalinja"]


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
        (LINE + "  for: dogs", "young, adults or everybody"),
        (LINE + '  hours: [{days: mon-xxx, from: "1:00", to: "2:00"}]', "hours"),
        (LINE + '  hours: [{days: mon, from: "1:00", to: "25:00"}]', "hours"),
    ],
)
def test_broken_data_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(BadHelpLine, match=reason):
        parse(text)
