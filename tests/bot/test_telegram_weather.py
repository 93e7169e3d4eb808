"""429: one chat's affair, or everybody's."""

import pytest

from bot.telegram import calling
from bot.telegram.calling import STORM, Weather


class Moments:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    clock = Moments()
    monkeypatch.setattr(calling, "monotonic", clock)
    return clock


def test_a_few_chats_that_are_held_up_hold_up_nobody_else(moments: Moments) -> None:
    weather = Weather()
    for _ in range(STORM - 1):
        weather.hold(30)
    assert weather.pause() == 0


def test_many_at_one_time_are_a_storm_that_everybody_waits_out(moments: Moments) -> None:
    weather = Weather()
    for _ in range(STORM):
        weather.hold(3)
    assert 3 <= weather.pause() <= 4
    moments.now += 3
    assert weather.pause() == 0


def test_one_after_the_other_is_no_storm(moments: Moments) -> None:
    weather = Weather()
    for _ in range(3 * STORM):
        weather.hold(1)
        moments.now += 1
    assert weather.pause() == 0


def test_after_a_storm_those_who_waited_come_spread_out(moments: Moments) -> None:
    weather = Weather()
    weather.waiting = 250
    for _ in range(STORM):
        weather.hold(1)
    pauses = [weather.pause() for _ in range(500)]
    assert min(pauses) < 3
    assert max(pauses) > 9
