"""C-07: updates five times each, in another order, a day late, after a week: the same as once."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import select

from bot.telegram.webhook import Webhook
from storage.contacts.tables import DialogRow
from tests.bot.telegram_world import NOW, ROUND, House
from tests.faults.storm import EPOCH
from tests.faults.swift import SwiftLoop, swiftly
from tests.telegram_server import TelegramServer, World

PEOPLE = 6
CODE = "RIVER12345"
STAMP = sha256(ROUND.id.encode()).hexdigest()[:4]  # what the buttons of the round carry
Update = dict[str, Any]


def lane(number: int, world: World, tokens: Sequence[str]) -> list[Update]:
    """One person's way through the round, as Telegram would bring it."""
    person = world.person(language="en")
    person.met = True
    first = number * 100
    head = {"from": person.user, "chat": person.chat, "date": int(world.now())}
    start = {"message_id": first + 1, "text": f"/start {CODE}", **head}
    shown = {"message_id": first + 2, "text": "?", **head, "from": world.bot}
    tapped = [
        {"id": f"{first}{n}", "from": person.user, "message": shown, "data": data}
        for n, data in enumerate(tokens)
    ]
    updates: list[Update] = [{"message": start}, *({"callback_query": t} for t in tapped)]
    return [{"update_id": first + n, **update} for n, update in enumerate(updates)]


def way(picks: Sequence[int], stamp: str) -> list[str]:
    """The buttons of a way: age, begin, four answers, no words."""
    answers = [f"p:{n + 1}:{pick}::{stamp}" for n, pick in enumerate(picks)]
    return [f"j::16-17 {CODE}::", f"b:0:::{stamp}", *answers, f"s:5:::{stamp}"]


def lanes(world: World, stamp: str) -> list[list[Update]]:
    """Everybody's way; no two answer alike."""
    each = ((1 + n % 5, 1 + n % 4, 1 + n % 3, 4 + n % 7) for n in range(PEOPLE))
    return [lane(n + 1, world, way(picks, stamp)) for n, picks in enumerate(each)]


def once(ways: list[list[Update]]) -> list[Update]:
    """Each update once, person after person."""
    return [update for each in ways for update in each]


def shuffled(ways: list[list[Update]], draw: Random, copies: int = 5) -> list[Update]:
    """Each update five times. Telegram keeps the order within a chat, and no other: a copy may
    come at any time after the first, people in any order."""
    places = [(n, k) for n, each in enumerate(ways) for k in range(len(each))]
    when = {place: draw.random() for place in places}
    for n, each in enumerate(ways):
        moments = sorted(when[n, k] for k in range(len(each)))
        when |= {(n, k): moment for k, moment in enumerate(moments)}
    timed = [(when[n, k], ways[n][k]) for n, k in places]
    late = [(draw.uniform(moment, 1.5), u) for moment, u in timed for _ in range(copies - 1)]
    return [update for _, update in sorted(timed + late, key=lambda each: each[0])]


async def brought(webhook: Webhook, updates: list[Update]) -> None:
    """Post updates: one after the other in order, a few at the same time."""
    assert webhook.take is not None
    for start in range(0, len(updates), 8):
        together = updates[start : start + 8]
        chats: dict[int, list[Update]] = {}
        for update in together:
            chats.setdefault(update["update_id"] // 100, []).append(update)

        async def in_order(each: list[Update]) -> None:
            for update in each:
                assert webhook.take is not None
                await webhook.take(json.dumps(update).encode())

        await asyncio.gather(*(in_order(each) for each in chats.values()))


def state(house: House) -> tuple[list[Any], int]:
    """What is kept: who answered what (people are only told apart), and how many talks stand."""
    with house.database.reading() as session:
        dialogs = list(session.exec(select(DialogRow)))
    by_person: dict[str, dict[str, Any]] = {}
    for answer in house.answers():
        assert answer["item"] not in by_person.setdefault(answer["person"], {})
        by_person[answer["person"]][answer["item"]] = answer["value"]
    return sorted(map(sorted_values, by_person.values())), len(dialogs)


def sorted_values(answers: dict[str, Any]) -> list[str]:
    """One person's answers in a fixed order."""
    return [f"{item} {value}" for item, value in sorted(answers.items())]


def played(folder: Path, *visits: tuple[timedelta, str]) -> tuple[list[Any], int]:
    """Bring updates, each time so much later; 'once' or 'shuffled'."""
    found: list[tuple[list[Any], int]] = []

    async def playing(loop: SwiftLoop) -> None:
        world = World(clock=lambda: EPOCH + loop.time(), check_spec=False)
        async with TelegramServer(world) as server:
            with House(folder) as house:
                house.code(CODE)
                ways = lanes(world, STAMP)
                for later, how in visits:
                    house.now = NOW + later
                    webhook = Webhook("https://chat.example/telegram", "secret")
                    async with house.talking(server, webhook):
                        while webhook.take is None:  # noqa: ASYNC110 - it is starting
                            await asyncio.sleep(0.1)
                        await asyncio.sleep(5)  # numbers of more than a day ago are forgotten
                        updates = once(ways) if how == "once" else shuffled(ways, Random(1))
                        await brought(webhook, updates)
                        await asyncio.sleep(60)
                found.append(state(house))

    folder.mkdir()
    swiftly(playing)
    return found[0]


def test_five_times_each_in_another_order_a_day_late_and_after_a_week_is_the_same_as_once(
    tmp_path: Path,
) -> None:
    clean = played(tmp_path / "clean", (timedelta(), "once"))
    assert len(clean[0]) == PEOPLE
    assert sum(map(len, clean[0])) == PEOPLE * 5
    late = ((timedelta(days=days), "shuffled") for days in (1.1, 7.1))
    assert played(tmp_path / "again", (timedelta(), "shuffled"), *late) == clean
