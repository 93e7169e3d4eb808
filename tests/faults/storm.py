"""C-06: a round to many while Telegram has its worst hour, and the bot is pulled out in the middle.

    python -m tests.faults.storm --prompts 5000

Three calls in ten go wrong, in every way there is; some have to wait for five minutes. It is all
real but the clock (``tests.faults.swift``).
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from conversations.phrases import say
from conversations.ports import Contact, Errand
from conversations.screens import Screen, opening
from tests.bot.telegram_world import ROUND, House, address
from tests.faults.swift import SwiftLoop, swiftly
from tests.telegram_server import Fault, Person, Rates, TelegramServer, World
from tests.telegram_server.world import Call

EPOCH = 1_794_400_000.0
IN_DOUBT = ("reset_after", "broken_json", "slow")  # it was done, and the bot cannot know
WEATHER = (
    Fault("sendMessage", "too_many", times=None, chance=0.06, seconds=5),
    Fault("sendMessage", "too_many", times=None, chance=0.01, seconds=300),
    Fault("sendMessage", "server_error", times=None, chance=0.10),
    Fault("sendMessage", "reset_before", times=None, chance=0.05),
    Fault("sendMessage", "reset_after", times=None, chance=0.03),
    Fault("sendMessage", "broken_json", times=None, chance=0.03),
    Fault("sendMessage", "slow", times=None, chance=0.02, seconds=60),
    Fault("getUpdates", "server_error", times=None, chance=0.2),
    Fault("getUpdates", "broken_json", times=None, chance=0.1),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a round: for each person, how often it came and how often it may have."""

    came: dict[int, int]
    may_come: dict[int, int]
    too_fast: int
    too_early: int
    took: float

    @property
    def fine(self) -> bool:
        """Everybody has it, nobody too often, and Telegram was never pressed."""
        right = all(1 <= times <= self.may_come[chat] for chat, times in self.came.items())
        return right and not self.too_fast and not self.too_early


def invitation(errand: Errand) -> Screen:
    """What a round's errand looks like."""
    return Screen(None, (say("Look"),), answers=(opening(ROUND.id, say("Look")),))


async def storm(loop: SwiftLoop, folder: Path, prompts: int, seed: int) -> Outcome:
    """Send a round through the weather; the bot is torn out when half of them have it."""
    # Thirty a second and one to a chat, as documented; at once as many as in two seconds.
    world = World(
        clock=lambda: EPOCH + loop.time(),
        check_spec=False,
        rates=Rates(overall_burst=60, chat_burst=5),
    )
    world.faults.seed = seed
    world.faults.add(*WEATHER)
    people = [world.person(language="en") for _ in range(prompts)]
    async with TelegramServer(world) as server:
        with House(folder) as house:
            _send(house, people)
            await _torn_out(house, server, lambda: reached(people) >= prompts // 2)
        crash = world.now()
        with House(folder) as house:
            house.composed = invitation
            await _torn_out(house, server, lambda: reached(people) == prompts)
    return judged(world, people, loop.time(), crash)


def reached(people: list[Person]) -> int:
    """How many have it."""
    return sum(bool(person.history) for person in people)


def _send(house: House, people: list[Person]) -> None:
    house.composed = invitation
    with house.contacts.writing() as book:
        for person in people:
            person.met = True
            book.enrol(address(person), Contact("en", "unit-1", "16-17"))
        book.tell("round", ROUND.id, ["unit-1"])


async def _torn_out(house: House, server: TelegramServer, enough: Callable[[], bool]) -> None:
    running = asyncio.create_task(house.channel(server).run(asyncio.Event()))
    while not enough():  # noqa: ASYNC110 - a count, in a time that passes by itself
        await asyncio.sleep(1)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def judged(world: World, people: list[Person], took: float, crash: float) -> Outcome:
    """Hold what happened against what may happen."""
    doubts = Counter(chat for _, chat, kind in world.faults.struck if kind in IN_DOUBT)
    calls = [call for call in world.calls if call.method == "sendMessage"]
    planned = sum(kind == "too_many" for _, _, kind in world.faults.struck)
    return Outcome(
        came={person.id: len(person.messages) for person in people},
        may_come={person.id: 2 + doubts[person.id] for person in people},  # once a crash
        too_fast=sum(call.status == 429 for call in calls) - planned,
        too_early=too_early([call for call in calls if call.at < crash])
        + too_early([call for call in calls if call.at >= crash]),
        took=took,
    )


def too_early(calls: list[Call]) -> int:
    """How often a chat was written to before its wait was over; the shortest wait counts.

    A process that was torn out takes what it knew of waits with it.
    """
    until: dict[int, float] = {}
    found = 0
    for call in sorted(calls, key=lambda call: call.at):
        chat = int(call.params["chat_id"])
        found += call.at < until.get(chat, 0.0)
        if call.status == 429:
            until[chat] = call.at + 5
    return found


def main() -> None:
    """Read the command line, run, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        came = swiftly(lambda loop: storm(loop, Path(folder), arguments.prompts, arguments.seed))
    copies = Counter(came.came.values())
    print(f"prompts {arguments.prompts}, in {came.took / 60:.0f} minutes of Telegram's time")
    print(f"people by how many copies they got: {dict(sorted(copies.items()))}")
    print(f"too fast for Telegram: {came.too_fast}; before a wait was over: {came.too_early}")
    print("fine" if came.fine else "NOT fine")
    sys.exit(0 if came.fine else 1)


if __name__ == "__main__":
    main()
