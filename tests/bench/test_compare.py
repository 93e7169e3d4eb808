"""The bench still runs, with few people; what it measures here is worth nothing."""

import argparse

import pytest

from tests.bench.compare import measure, middle, ratios, table
from tests.bench.passing import OURS, Figures
from tests.bench.walking import UPDATES

PEOPLE = 3


@pytest.mark.timeout(400)  # two bots start, each in a process of its own
async def test_everybody_gets_through_with_us_and_with_a_rival() -> None:
    wanted = argparse.Namespace(
        people=PEOPLE, steady=0, rate=36, seed=1, turns=1, only="ours,handler", start=False, round=0
    )
    told = await measure(wanted)
    for each in told["medians"].values():
        assert each["updates"] == PEOPLE * UPDATES
        assert each["left_waiting"] == 0
    assert told["medians"][OURS]["answers_missing"] == 0
    assert set(told["ours_to"]) == {"handler"}


def figures(cpu: float, left: int = 0) -> Figures:
    """A turn that came to this."""
    return Figures(
        updates=8, left_waiting=left, cpu_ms=cpu, cpu_ms_with_start=cpu, p50_ms=1, p99_ms=2,
        updates_a_second=9, peak_memory_mb=10, start_seconds=1, start_cpu_seconds=1,
        calls_an_update=2, steady_p50_ms=None, steady_p99_ms=None, steady_cpu_ms=None,
        emulator_share=0.1, refused=0, answers_missing=None,
    )  # fmt: skip


def test_the_median_of_the_turns_is_compared_and_who_was_left_is_added_up() -> None:
    ours = middle([figures(1), figures(5, left=1), figures(2, left=2)])
    theirs = middle([figures(4)])
    assert (ours["cpu_ms"], ours["left_waiting"]) == (2, 3)
    assert ratios(ours, theirs)["cpu_ms"] == 0.5
    assert "4 (0.50x)" in table({OURS: ours, "memory": theirs})
