"""docs/privacy.md says of the attacks what their last full runs found, and nothing else."""

from pathlib import Path

from attacks.page import PAGE, READ_SO, Section, results
from attacks.results import FOLDER, Result, load_all
from tests.house.project import ROOT


def test_the_page_says_what_the_last_runs_found() -> None:
    assert Section("results", ROOT / PAGE).written() == results(ROOT / FOLDER), (
        "type: python -m attacks.page"
    )


def test_every_result_is_explained() -> None:
    told = {each.attack for each in load_all(ROOT / FOLDER)} - {"mutants"}
    assert told <= READ_SO.keys()


def test_both_databases_of_an_attack_stand_side_by_side(tmp_path: Path) -> None:
    for database, answers in (("postgresql", 1234), ("sqlite", 7)):
        figures = {"answers": answers, "weeks": [1, 0.5], "odd": []}
        Result("order", "python -m x", "2026-01-02", 3, database, "at chance", figures).save(
            tmp_path
        )
    (tmp_path / "crashes.json").write_text('{"sqlite": {}}')
    text = results(tmp_path)
    assert "- **At chance.** PostgreSQL, 2026-01-02, seed 3: `python -m x`" in text
    for row in ("| | SQLite | PostgreSQL |", "answers | 7 | 1 234 |", "odd | none | none |"):
        assert row in text


def test_cases_of_one_run_stand_side_by_side(tmp_path: Path) -> None:
    figures = {"alone": {"isolated": 0}, "with one": {"isolated": 2, "smallest": 4}}
    Result("disclosure", "python -m x", "2026-01-02", 3, "none", "nobody", figures).save(tmp_path)
    text = results(tmp_path)
    for row in ("| | alone | with one |", "| isolated | 0 | 2 |", "| smallest |  | 4 |"):
        assert row in text


def test_a_section_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x:begin -->\nold\n<!-- x:end -->\nz\n")
    Section("x", page).write("new\n")
    assert page.read_text() == "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nz\n"
