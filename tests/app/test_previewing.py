"""``kuulolla questions preview``: a set as the chat shows it, to print and comment on."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import kuulolla
from app.content import load_catalogue
from app.questions.previewing import preview, rungs_of
from conversations.items import Review
from conversations.questions import Catalogue
from locales import speak

CATALOGUE = load_catalogue()


def run(*arguments: str) -> Result:
    """The command as somebody types it."""
    return CliRunner().invoke(kuulolla, ["questions", "preview", *arguments])


def page(set_id: str, language: str = "fi", catalogue: Catalogue = CATALOGUE) -> str:
    """The page of a whole set."""
    rungs = rungs_of(catalogue, catalogue.set(set_id))
    return preview(catalogue, set_id, rungs, language)


@pytest.mark.parametrize("set_id", [each.id for each in CATALOGUE.sets])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_question_of_every_rung_stands_on_the_page(set_id: str, language: str) -> None:
    drawn = page(set_id, language)
    for rung in CATALOGUE.set(set_id).items:
        for name in CATALOGUE.set(set_id).asked_at(rung):
            asked = speak(CATALOGUE.item(name).ask(rung), language)
            assert asked.replace("'", "&#39;") in drawn, (rung, name)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    drawn = page("round")
    assert not re.search(r'(src|href)="(?!tel:)|@import|url\(', drawn)
    assert "<script" not in drawn
    assert "<form" not in drawn


def test_each_screen_has_room_for_notes() -> None:
    drawn = page("placement_review")
    assert drawn.count('class="notes"') == drawn.count('class="screen"') == 3 + 4 + 5 * 3 + 2 * 5


def test_all_bands_are_there_unless_one_is_asked_for() -> None:
    ids = re.findall(r'id="rung-([^"]+)"', page("round"))
    assert ids == ["7-9", "10-12", "13-15", "16-17", "18-22"]
    assert re.findall(r'id="rung-([^"]+)"', run("round", "--band", "10-12").output) == ["10-12"]


def test_a_file_is_written_when_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    done = run("plan_made_family", "--lang", "sv", "--out", str(file))
    assert done.exit_code == 0
    assert file.read_text("utf-8").startswith('<!doctype html>\n<html lang="sv" dir="ltr">')


def test_a_question_says_whether_anybody_has_read_it_aloud() -> None:
    words = CATALOGUE.item("heard").wordings["7-9"]
    review = Review(
        text="heard.7-9", language="fi", by="young person", month="2027-01", words=words
    )
    read = CATALOGUE.model_copy(update={"reviews": (review,)})
    assert "Luettu ääneen: nuori, 2027-01" in page("meeting_held", catalogue=read)
    assert "Luettu ääneen: nuori" not in page("meeting_held")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["nonsense"], "There is no set 'nonsense' here: choose round,"),
        (["aftercare_ended", "--band", "7-9"], "There is no band '7-9' here: choose 16-17, 18-22."),
        (["round", "--lang", "ar"], "There is no language 'ar' here: choose fi, sv, en."),
    ],
)
def test_a_wrong_option_is_answered_in_one_sentence(options: list[str], says: str) -> None:
    wrong = run(*options)
    assert wrong.exit_code == 1
    assert says in wrong.output
