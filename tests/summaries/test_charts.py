"""The chart: bands only, every label as text, safe with any text."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.phrases import Phrase
from summaries.charts import COLOURS, STYLE, WIDTH, chart, in_words
from summaries.figures import figure
from summaries.lots import Lot
from tests.summaries.samples import CATALOGUE, WEEK, english, lots, shown

SVG = "{http://www.w3.org/2000/svg}"
ODD = "<script>alert('1')</script> & \"quotes\" ]]> ÄÖÅ"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@given(lots())
def test_a_chart_is_whole_xml_with_a_role_a_title_and_a_description(lot: Lot) -> None:
    found = figure(lot, WEEK, "Here", CATALOGUE)
    svg = drawn(chart(found, english, "figure-1"))
    assert svg.get("role") == "img"
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == (english(found.about), in_words(found, english))
    assert svg.get("aria-labelledby") == title.get("id")
    assert svg.get("aria-describedby") == description.get("id")


@given(lots())
def test_nothing_is_drawn_outside_and_every_band_is_written_out(lot: Lot) -> None:
    found = figure(lot, WEEK, "Here", CATALOGUE)
    svg = drawn(chart(found, english, "f"))
    height = float(svg.get("viewBox", "").split()[-1])
    for bar in svg.iter(f"{SVG}rect"):
        left, top, wide, high = (float(bar.get(name, "")) for name in ("x", "y", "width", "height"))
        assert left >= 0
        assert left + wide <= WIDTH + 0.2
        assert top >= 0
        assert top + high <= height
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert len(texts) >= 2 * len(found.parts)


@given(st.lists(st.integers(1, 5), min_size=5, max_size=19))
def test_lots_that_are_shown_alike_are_drawn_alike(values: list[int]) -> None:
    found = shown("heard", *values)
    widths = [
        float(bar.get("width", ""))
        for bar in drawn(chart(found, english, "f")).iter(f"{SVG}rect")
        if bar.get("height") == "26"
    ]
    middles = [part.share.middle for part in found.parts]
    expected = [middle / sum(middles) * WIDTH / 2 for middle in middles]
    assert widths == pytest.approx(expected, abs=0.06)


def test_a_scale_is_one_bar_around_the_middle() -> None:
    even = drawn(chart(shown("heard", 1, 1, 3, 5, 5), english, "f"))
    left, middle, right = list(even.iter(f"{SVG}rect"))[:3]
    assert float(left.get("x", "")) + float(right.get("x", "")) + float(
        right.get("width", "")
    ) == pytest.approx(WIDTH, abs=0.2)
    assert (left.get("class"), middle.get("class"), right.get("class")) == ("low", "middle", "high")


def test_options_have_bars_of_their_own() -> None:
    svg = drawn(chart(shown("topics", *[("speed", "other")] * 5), english, "f"))
    bars = list(svg.iter(f"{SVG}rect"))
    assert [bar.get("class") for bar in bars] == ["option"] * 3
    assert float(bars[0].get("width", "")) == pytest.approx(0.9 * (WIDTH - 2), abs=0.1)


def test_any_text_stays_text() -> None:
    def odd(phrase: Phrase) -> str:
        return ODD

    svg = chart(shown("heard", *[3] * 5), odd, 'key" onload="x')
    assert "<script" not in svg
    root = drawn(svg)
    assert "onload" not in root.attrib
    assert root.findtext(f"{SVG}title") == ODD


def test_a_long_label_goes_on_more_lines() -> None:
    def long(phrase: Phrase) -> str:
        return "I could take part in planning my own matters and the services I get"

    few = drawn(chart(shown("known", *["yes"] * 5), english, "f"))
    more = drawn(chart(shown("known", *["yes"] * 5), long, "f"))
    assert len(list(more.iter(f"{SVG}text"))) > len(list(few.iter(f"{SVG}text")))
    assert float(more.get("viewBox", "").split()[-1]) > float(few.get("viewBox", "").split()[-1])


def test_the_text_alternative_tells_all_that_is_drawn() -> None:
    assert in_words(shown("heard", 1, 1, 3, 5, 5), english) == (
        "5–9 people. Never or Seldom: 20–40 %; Sometimes: 20 % or less; Often or Always: 20–40 %. "
        "The bars are drawn from bands, not from exact shares."
    )


def test_every_colour_has_its_class_and_nothing_needs_an_inline_style() -> None:
    assert all(f".chart .{name} " in STYLE for name in COLOURS)
    assert "style=" not in chart(shown("heard", *[3] * 12), english, "f")
