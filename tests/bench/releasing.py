"""How long a release takes, after a round to which all were called and which some answered (C-25).

python -m tests.bench.releasing --answers 5000 --enrolled 20000 --database sqlite

Only the release is timed: it opens every box, forms lots, seals what waits and as many empty boxes
anew, and removes the residue from the files. CPU is this process's; a server has its own.
"""

import argparse
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from conversations.ports import Address, Contact
from conversations.turns import Kept
from storage.contacts.tables import BoxRow
from tests.postgres.fixtures import DATABASES, FILES
from tests.postgres.server import postgres
from tests.storage.house import House, talk_of

A_MOMENT = 0.05  # seconds between two answers of somebody who is awake
A_UNIT, A_GROUP = 20, 2  # people of a unit; units that are reported together
ITEMS = ("heard", "fine_here", "safe", "informed")


def county(house: House, enrolled: int) -> list[tuple[Address, Contact]]:
    """Everybody, unit by unit."""
    people = []
    for number in range(enrolled // A_UNIT):
        unit = house.unit(f"Unit {number}", A_UNIT, group=f"Group {number // A_GROUP}")
        here = house.enrol(unit, A_UNIT)
        people += [(address, Contact("fi", unit.id, "16-17")) for address in here]
    return people


def answer(house: House, people: list[tuple[Address, Contact]], answers: int) -> None:
    """As many as it takes answer four questions each of a round that has started."""
    prompt, apart = house.start_round(), max(1, len(people) * len(ITEMS) // answers)
    with house.app.contacts.writing() as book:
        for number, (address, contact) in enumerate(people[::apart][: answers // len(ITEMS)]):
            for question, item in enumerate(ITEMS, start=1):
                kept = Kept(question, item, 1 + (number + question) % 5)
                book.keep(address, contact, talk_of(prompt, contact), kept)


def longest_wait(house: House, over: Event) -> float:
    """How long somebody who answers meanwhile waits, at the worst moment."""
    longest, address = 0.0, house.enrol(house.unit("Awake"), 1)[0]
    while not over.wait(A_MOMENT):
        began = time.monotonic()
        house.keep(address, 1)
        longest = max(longest, time.monotonic() - began)
    return longest


def main() -> None:
    """Read the command line, fill a box, release, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=5000)
    parser.add_argument("--enrolled", type=int, default=5000)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data"
        server = asked.database == "postgresql" and stack.enter_context(postgres(durable=True))
        house = House(folder, urls=server.new_pair() if server else FILES)
        stack.callback(house.app.close)
        answer(house, county(house, asked.enrolled), asked.answers)
        given, boxes, week = len(house.kept()), len(house.rows(BoxRow)), house.week
        house.next_week()
        over, pool = Event(), stack.enter_context(ThreadPoolExecutor(1))
        waiting = pool.submit(longest_wait, house, over)
        began, worked = time.monotonic(), time.process_time()
        assert house.app.release.run() == week
        took, spent = time.monotonic() - began, time.process_time() - worked
        over.set()
        shown = sum(len(lot.values) for lot in house.lots(week))
        waited = waiting.result()
    print(f"{asked.database}: {given} answers in {boxes} boxes, {asked.enrolled} people enrolled")
    print(f"released in {took:.1f} s, {spent:.1f} s of CPU; {shown} of them shown")
    print(f"somebody who answered meanwhile waited {waited:.1f} s at most")


if __name__ == "__main__":
    main()
