"""What comes unasked says no more on a locked phone than that there is something to look at."""

from pathlib import Path

import pytest

from app.errands import composer
from bot.telegram.speaking import words_of
from conversations.phrases import LANGUAGES
from conversations.ports import Address, Errand
from panel.notes import YouAsked
from tests.bot.test_telegram_first_lines import TELLS
from tests.storage.house import House

WHO = Address("telegram", "1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_and_news_show_nothing_else(tmp_path: Path, language: str) -> None:
    house = House(tmp_path)
    app = house.app
    house.unit()
    compose = composer(app)
    place = app.units.organisation().id
    told = app.desk.decide("organisation", place, "done", "New beds in the children's home", "x")
    brought = {"id": "n", "unit": "", "text": "Why?"}
    app.desk.take_notes([brought], house.clock().date())
    app.desk.answer_note("n", YouAsked("May the children's home have a pet?", "We ask."))
    coming = (("round", house.start_round()), ("news", told.id), ("read", ""))
    for template, subject in (*coming, ("news", f"asked {house.week}")):
        screen = compose(Errand(b"1", WHO, language, template, subject))
        assert screen is not None, template
        assert not TELLS.search(words_of(screen, language)), template
    app.close()
