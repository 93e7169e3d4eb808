"""Monday's picture: the frozen figures, drawn; nothing more, and the same every time."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from locales import speak
from summaries.pictures import FONT, MOST_FIGURES, beside_it, picture
from summaries.weekly import WeeklySummary
from tests.summaries.samples import english
from tests.summaries.test_rendering import EMPTY, FULL


def test_the_same_summary_is_the_same_picture() -> None:
    again = WeeklySummary.from_record(FULL.as_record())
    assert picture(FULL, english) == picture(again, english)


def test_a_picture_fits_a_chat() -> None:
    with Image.open(BytesIO(picture(FULL, english))) as drawn:
        assert drawn.format == "PNG"
        assert drawn.width + drawn.height < 10_000
        assert drawn.height < 20 * drawn.width
        assert drawn.info == {}, "no time, no author, no machine"


def test_a_week_without_figures_has_no_picture() -> None:
    assert picture(EMPTY, english) == b""
    assert beside_it(EMPTY, english) == ()


def test_everything_the_picture_shows_stands_beside_it_in_words() -> None:
    words = "\n".join(beside_it(FULL, english))
    for figure in FULL.figures[:MOST_FIGURES]:
        assert english(figure.about) in words
        assert english(figure.people.phrase) in words
        for part in figure.parts:
            assert f"{english(part.phrase)}: {english(part.share.phrase)}" in words


def test_no_more_than_a_phone_shows() -> None:
    many = replace(FULL, figures=FULL.figures * 5)
    with Image.open(BytesIO(picture(many, english))) as drawn:
        assert drawn.height < 10_000 - drawn.width
    assert len(beside_it(many, english)) == MOST_FIGURES


def test_the_letters_of_finnish_and_swedish_are_there() -> None:
    from PIL import ImageFont

    font = ImageFont.truetype(FONT, 30)
    missing = bytes(font.getmask("\U0001f600"))
    for letter in "äöåÄÖÅ–−…’”≥€é":
        assert bytes(font.getmask(letter)) != missing, letter


def test_finnish_words_are_drawn_in_finnish() -> None:
    finnish = picture(FULL, lambda phrase: speak(phrase, "fi"))
    assert finnish != picture(FULL, english)
