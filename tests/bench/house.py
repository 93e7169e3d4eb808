"""A house of ours for measuring: a unit, a code, a round under way, and the boxes opened after."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from app.settings import Settings
from app.wiring import build
from conversations.ports import Address, Contact
from storage.contacts.closing import ClosingBox
from storage.databases import Database
from storage.keys import Keys, load_master
from storage.sealing import open_box

PORT = "8790"
A_UNIT = 20  # people
RUN = ("-m", "app", "run", "--port", PORT)
BY_WEBHOOK = {
    "KUULOLLA_TELEGRAM_WEBHOOK": "on",
    "KUULOLLA_TELEGRAM_WEBHOOK_SECRET": "secret-of-the-bench",
    "KUULOLLA_PUBLIC_URL": f"http://127.0.0.1:{PORT}",
}


def command(data: Path, *words: str, **environment: str) -> str:
    """Run one ``kuulolla`` command and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        env={**os.environ, "KUULOLLA_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def prepare(data: Path, people: int) -> str:
    """Make a unit for so many people and start a round; returns the code to come with."""
    command(data, "unit", "add", "Burst", "--size", str(people + 1))
    code = json.loads(command(data, "invite", "Burst", "--uses", str(people), "--format", "json"))
    command(data, "round", "start", "--now")
    return str(code[0]["code"])


def enrol(data: Path, people: int) -> None:
    """So many more, by slips, in units of twenty."""
    app = build(Settings(data=data))
    for number in range(people // A_UNIT):
        unit = app.units.add(f"Other {number}", A_UNIT, "Care", None)
        with app.contacts.writing() as book:
            for person in range(A_UNIT):
                book.enrol(Address("slip", f"{unit.id}{person}"), Contact("fi", unit.id, "16-17"))
    app.close()


def environment(data: Path, token: str, url: str) -> dict[str, str]:
    """What the bot has to know, to talk to the emulated Telegram."""
    return {
        "KUULOLLA_DATA": str(data),
        "KUULOLLA_TELEGRAM_TOKEN": token,
        "KUULOLLA_TELEGRAM_API_URL": url,
    }


def opened(data: Path) -> Counter[str]:
    """Open every box of the week and count the answers by item; the keys are still here.

    Under 'twice' stands how often somebody's answer to one item was found again.
    """
    settings = Settings(data=data)
    keys = Keys(data / "keys", load_master(data / "master.key"))
    database = Database(settings.contacts_url)
    (week,) = keys.weeks()
    box = ClosingBox(database, keys, lambda: None)  # type: ignore[arg-type,return-value]
    records = [open_box(sealed, keys.private(week)) for sealed in box.sealed(week)]
    database.close()
    found: Counter[str] = Counter(r["item"] for r in records if r.get("value") is not None)
    people: Counter[tuple[str, str]] = Counter(
        (r["person"], r["item"]) for r in records if r.get("value") is not None
    )
    found["twice"] = sum(1 for count in people.values() if count > 1)
    return found
