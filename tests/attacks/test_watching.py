"""Comparing copies: what a thief sees of who talked is scored, and without keys it is nothing."""

from dataclasses import replace
from pathlib import Path

from app.population import Habits
from app.world import World
from attacks.watching import Watched, watch
from tests.attacks.marked import Theft

WEEK = World(
    homes=2,
    team=0,
    weeks=1,
    seed=5,
    habits=Habits(answering=0.8, even=True, notes=0.5),
    hard_cases=False,
)


def test_without_the_master_key_nobody_is_seen_to_talk(tmp_path: Path) -> None:
    theft = Theft(tmp_path, WEEK)
    theft.live()
    truth, people = theft.told("truth"), theft.told("people")
    assert watch(theft.thief, truth, people).talked > 10
    keyless = replace(theft.thief, master=b"a master key that was guessed...")
    found = watch(keyless, truth, people)
    assert (found.seen, found.wrong) == (0, 0)
    assert found.narrowed, "notes were written"
    assert min(found.narrowed) == len(people)


def test_scores_say_how_far_a_writer_was_narrowed_down() -> None:
    found = Watched(talked=4, seen=3, wrong=0, narrowed=(1, 4, 5, 30))
    assert found.share == 0.75
    assert found.notes_among_fewer_than(5) == 0.5
