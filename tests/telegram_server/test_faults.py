"""Faults strike as planned, and a cut connection leaves the bot in the doubt it would have."""

import aiohttp
import pytest

from tests.telegram_server import Fault, Person, World
from tests.telegram_server.conftest import Calling
from tests.telegram_server.faults import Faults


@pytest.fixture
def aino(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Aino")
    person.start()
    return person


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("sendMessage", "forbidden"), 403),
        (Fault("*", "server_error"), 502),
        (Fault("sendMessage", "too_many", seconds=7), 429),
    ],
)
async def test_a_fault_strikes_once_and_the_next_call_passes(
    world: World, aino: Person, call: Calling, fault: Fault, code: int
) -> None:
    world.faults.add(fault)
    refused = await call("sendMessage", chat_id=aino.id, text="x")
    assert refused["error_code"] == code
    assert refused.get("parameters", {}).get("retry_after", 7) == 7
    assert (await call("sendMessage", chat_id=aino.id, text="x"))["ok"]
    assert world.faults.struck == [("sendMessage", aino.id, fault.kind)]


@pytest.mark.parametrize(("kind", "arrived"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_cut_connection_hides_whether_the_message_went_out(
    world: World, aino: Person, call: Calling, kind: str, arrived: int
) -> None:
    world.faults.add(Fault("sendMessage", kind))  # type: ignore[arg-type]  # both are kinds
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=aino.id, text="x")
    assert len([seen for seen in aino.messages if seen.sender == "bot"]) == arrived
    assert world.calls[-1].status == 0


async def test_a_slow_answer_comes_all_the_same(world: World, aino: Person, call: Calling) -> None:
    world.faults.add(Fault("sendMessage", "slow", seconds=0.05))
    assert (await call("sendMessage", chat_id=aino.id, text="x"))["ok"]


def test_a_fault_can_be_for_one_person_and_spare_the_first_calls() -> None:
    faults = Faults()
    faults.add(Fault("sendMessage", "forbidden", chat=7, skip=1, times=2))
    drawn = [faults.draw("sendMessage", chat) is not None for chat in (7, 8, 7, 7, 7)]
    assert drawn == [False, False, True, True, False]


def test_chance_is_seeded() -> None:
    def pattern() -> list[bool]:
        faults = Faults(seed=5)
        faults.add(Fault("*", "server_error", times=None, chance=0.3))
        return [faults.draw("getMe", None) is not None for _ in range(200)]

    assert pattern() == pattern()
    assert 30 < sum(pattern()) < 90
