"""A release with words, and what follows the reading, can die anywhere: no text is lost."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from panel.organisation import Role
from storage.answers.tables import ReadingRow, ReadingTextRow
from summaries.words import Batch, Verdict
from tests.crashes.fuse import Crash, Fuse, crashing
from tests.storage.house import MONDAY, House

MOST_CRASHES = int(os.environ.get("KUULOLLA_CRASHES", "20"))
WRITERS, PASSED = 6, 5
WEEK, NEXT = "2026-W47", "2026-W48"
TEXTS = [f"text {n}" for n in range(WRITERS)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on the Sunday of a week in which six people wrote."""
    house = House(tmp_path_factory.mktemp("written") / "data")
    house.app.staff.add("Rea", "rea", [Role.READER])
    for address, text in zip(house.enrol(house.unit(), 9), TEXTS, strict=False):
        house.keep(address, text, item="words_round")
    house.app.close()
    return house.folder


@pytest.fixture(scope="module")
def read(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after the release, when the reader has passed five and closed."""
    house = monday(written, tmp_path_factory.mktemp("read") / "data")
    house.app.release.run()
    batch = batch_of(house)
    for number, text in enumerate(batch.texts):
        verdict = Verdict.SHOW if number < PASSED else Verdict.IDENTIFIES
        house.app.answers.reading.decide(text.id, verdict)
    assert house.app.answers.reading.close(batch.week)
    house.app.close()
    return house.folder


def monday(folder: Path, copy: Path) -> House:
    """A running house on a copy, on the Monday after the week."""
    shutil.copytree(folder, copy)
    house = House(copy, MONDAY)
    house.go_to(NEXT)
    return house


def batch_of(house: House) -> Batch:
    """What waits for the reader."""
    batch = house.app.answers.reading.batch()
    assert batch is not None
    return batch


def crashed(
    folder: Path, beside: Path, act: Callable[[House], object]
) -> Iterator[tuple[House, int]]:
    """The house, restarted after it died in the middle of ``act``, once for each place to die."""
    whole = monday(folder, beside / "counted")
    with crashing(whole, Fuse()) as fuse:
        act(whole)
    whole.app.close()
    step = max(1, len(fuse.burnt) // MOST_CRASHES)
    commits = {n for n, name in enumerate(fuse.burnt, 1) if name == "COMMIT"}
    for at in sorted({*commits, *range(1, len(fuse.burnt) + 1, step)}):
        house = monday(folder, beside / str(at))
        with crashing(house, Fuse(at)), pytest.raises(Crash):
            act(house)
        house.restart()
        yield house, at
        house.app.close()


def test_after_a_crash_anywhere_in_the_release_every_text_waits_once(
    written: Path, tmp_path: Path
) -> None:
    tried = 0
    for house, at in crashed(written, tmp_path, lambda house: house.app.release.run()):
        house.beats.publish_words()
        while house.app.release.run():
            pass
        house.beats.publish_words()
        assert sorted(text.text for text in batch_of(house).texts) == TEXTS, at
        assert len(house.rows(ReadingTextRow)) == WRITERS
        assert len(house.rows(ReadingRow)) == 1
        assert house.app.answers.reading.keys.weeks() == [WEEK]
        assert house.kept(NEXT) == []
        tried += 1
    assert tried > 10


def test_after_a_crash_anywhere_after_the_reading_each_passed_text_is_shown_once(
    read: Path, tmp_path: Path
) -> None:
    tried = 0
    for house, at in crashed(read, tmp_path, lambda house: house.beats.publish_words()):
        house.beats.publish_words()
        (lot,) = house.lots(NEXT)
        assert len(set(lot.values)) == len(lot.values) == PASSED, at
        assert house.rows(ReadingTextRow) == house.rows(ReadingRow) == []
        assert house.app.answers.reading.keys.weeks() == []
        tried += 1
    assert tried > 5
