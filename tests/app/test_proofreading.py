"""``kuulolla questions check``: what a careful editor finds, with file, item, rung and advice."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from app.cli import kuulolla
from app.questions.proofreading import Finding, Proof, proofread
from tests.house.project import ROOT

CONTENT = ROOT / "conversations" / "content"
Document = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the question files, to be spoilt."""
    return copytree(CONTENT, tmp_path / "content")


def spoil(folder: Path, file: str, change: Callable[[Document], object]) -> tuple[Finding, ...]:
    """What is found after one change to one file."""
    document = yaml.safe_load((folder / file).read_text("utf-8"))
    change(document)
    (folder / file).write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return proofread(folder).findings


def thing(document: Document, name: str) -> Document:
    """The item or set that has this id."""
    (things,) = document.values()
    found: Document = next(each for each in things if each["id"] == name)
    return found


def forget_the_family(items: Document) -> None:
    """An item loses a rung that a set asks it on."""
    del thing(items, "treated_well")["wordings"]["family"]


def run(*arguments: str) -> Result:
    """The command as somebody types it."""
    return CliRunner().invoke(kuulolla, ["questions", "check", *arguments])


def test_the_question_files_of_the_program_have_nothing_to_mend() -> None:
    assert proofread(CONTENT).findings == ()


def test_a_forgotten_rung_is_named_with_what_to_do(folder: Path) -> None:
    found = spoil(
        folder, "items.yaml", lambda d: thing(d, "treated_well")["wordings"].pop("family")
    )
    assert [(each.file, each.item, each.rung) for each in found if each.item == "treated_well"] == [
        ("items.yaml", "treated_well", "family")
    ]
    assert "not_asked" in str(found[0])


def test_a_rung_left_out_with_a_reason_is_not_forgotten(folder: Path) -> None:
    def leave_out(document: Document) -> None:
        item = thing(document, "could_speak_in_meeting")
        item["not_asked"].append({"rungs": ["close_person"], "because": "they were not there"})
        del item["wordings"]["close_person"]

    found = spoil(folder, "items.yaml", leave_out)
    assert [each.item for each in found] == ["meeting_held_close_person"]  # which asks it


def test_a_rung_both_worded_and_left_out_is_found(folder: Path) -> None:
    left = {"rungs": ["family"], "because": "no reason"}
    found = spoil(folder, "items.yaml", lambda d: thing(d, "heard")["not_asked"].append(left))
    assert [(each.item, each.rung) for each in found] == [("heard", "family")]


def test_a_missing_mapping_is_found(folder: Path) -> None:
    found = spoil(folder, "items.yaml", lambda d: thing(d, "heard").update(dimension="voice"))
    assert [(each.file, each.item) for each in found] == [("items.yaml", "heard")]
    assert "dimensions.yaml" in found[0].todo


def test_a_text_without_a_translation_is_found_in_each_language(folder: Path) -> None:
    new = {"family": "Kuunnellaanko teitä kotona?"}
    found = spoil(folder, "items.yaml", lambda d: thing(d, "heard")["wordings"].update(new))
    assert [(each.item, each.rung, each.language) for each in found] == [
        ("heard", "family", "sv"),
        ("heard", "family", "en"),
    ]
    assert "locales/sv/LC_MESSAGES/questions.po" in found[0].todo


def test_a_text_that_is_too_hard_is_found(folder: Path) -> None:
    hard = {"7-9": "Toteutuuko osallisuutesi asianmukaisesti?"}
    found = spoil(folder, "items.yaml", lambda d: thing(d, "heard")["wordings"].update(hard))
    ours = [each for each in found if each.language == "fi"]
    assert {(each.file, each.item, each.rung) for each in ours} == {("items.yaml", "heard", "7-9")}
    assert "letters" in ours[0].problem


def test_a_milestone_that_asks_an_audience_nothing_is_found(folder: Path) -> None:
    def drop(document: Document) -> None:
        document["sets"] = [s for s in document["sets"] if s["id"] != "plan_made_family"]

    found = spoil(folder, "sets.yaml", drop)
    assert ("sets.yaml", "plan_made_family") in [(each.file, each.item) for each in found]


def test_a_set_that_forgets_a_band_is_found(folder: Path) -> None:
    found = spoil(folder, "sets.yaml", lambda d: thing(d, "placement_changed")["items"].pop("7-9"))
    assert ("placement_changed", "7-9") in [(each.item, each.rung) for each in found]


def test_people_who_are_told_nothing_are_found(folder: Path) -> None:
    found = spoil(folder, "information.yaml", lambda d: d["information"].pop())
    assert ("information.yaml", "family") in [(each.file, each.rung) for each in found]


def test_what_does_not_fit_the_schema_is_named_and_not_a_traceback(folder: Path) -> None:
    found = spoil(folder, "items.yaml", lambda d: thing(d, "heard").update(kind="smily"))
    assert [(each.file, each.item) for each in found] == [("items.yaml", "heard.kind")]


def test_too_many_questions_are_found(folder: Path) -> None:
    long = ["heard", "fine_here", "safe", "hobby"]
    found = spoil(folder, "sets.yaml", lambda d: thing(d, "round")["items"].update({"7-9": long}))
    assert ("round", "7-9", "too many questions for 7-9") in [
        (each.item, each.rung, each.problem) for each in found
    ]


def test_a_file_that_is_not_yaml_is_named(folder: Path) -> None:
    (folder / "sets.yaml").write_text("sets: [", "utf-8")
    (found,) = proofread(folder).findings
    assert found.file == "sets.yaml"
    assert "line 2" in found.problem


def reviewed(folder: Path, **changes: str) -> Proof:
    """The proof after one review of one text."""
    review = {
        "text": "heard.7-9", "language": "fi", "by": "young person", "month": "2027-01",
        "words": "Kuunteleeko aikuinen sinua?",
    }  # fmt: skip
    (folder / "reviews.yaml").write_text(yaml.safe_dump({"reviews": [review | changes]}), "utf-8")
    return proofread(folder)


def test_a_text_that_was_read_counts_as_read_until_it_changes(folder: Path) -> None:
    nobody = proofread(folder).unread
    assert reviewed(folder).unread == nobody - 1
    assert reviewed(folder, words="Kuunteleeko joku sinua?").unread == nobody


@pytest.mark.parametrize("wrong", [{"by": "colleague"}, {"month": "January"}, {"text": "heard.99"}])
def test_a_review_that_says_too_little_is_found(folder: Path, wrong: dict[str, str]) -> None:
    (found,) = reviewed(folder, **wrong).findings
    assert found.file == "reviews.yaml"


def test_the_command_says_it_in_words_and_for_programs(folder: Path) -> None:
    spoil(folder, "items.yaml", forget_the_family)
    said = run("--folder", str(folder))
    assert said.exit_code == 1
    assert "items.yaml: treated_well, family: no wording." in said.output
    record = json.loads(run("--folder", str(folder), "--format", "json").output)
    assert record["findings"][0]["rung"] == "family"


def test_the_command_is_content_with_what_ships() -> None:
    said = run()
    assert said.exit_code == 0
    assert "Findings: 0." in said.output


def test_the_readme_quotes_how_many_texts_nobody_has_read_yet() -> None:
    proof = proofread(CONTENT)
    quoted = f"{proof.unread:,} of {proof.texts:,} question texts".replace(",", " ")
    assert quoted in (ROOT / "README.md").read_text("utf-8")
