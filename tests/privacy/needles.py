"""Makes needles for the tests: chat ids like Telegram's, and texts nobody writes by chance."""

import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from random import Random
from string import ascii_lowercase

from storage.needles import Haystacks, shapes_of_id, shapes_of_text
from tests.postgres.installed import find
from tests.storage.house import House


def chat_ids(draw: Random, count: int) -> list[int]:
    """Chat ids as Telegram gives them today: ten digits and more than 32 bits."""
    return draw.sample(range(5_000_000_000, 9_000_000_000), count)


def marked_text(draw: Random) -> str:
    """A text that nobody writes by chance and no mask touches, with signs of two bytes."""
    return " ".join("".join(draw.choices(ascii_lowercase + "äö", k=9)) for _ in range(4))


def searched_for(ids: Iterable[int], texts: Iterable[str]) -> Haystacks:
    """A search for chat ids and texts."""
    wanted = Haystacks()
    for chat in ids:
        wanted.add(f"chat {chat}", shapes_of_id(chat))
    for text in texts:
        wanted.add(f"text {text[:9]}", shapes_of_text(text))
    return wanted


def dumps(house: House) -> dict[str, str]:
    """Both databases as text, as an operator would dump them."""
    if not any(house.urls):
        found = {}
        for name in ("contacts", "office"):
            with closing(sqlite3.connect(house.folder / f"{name}.sqlite")) as file:
                found[f"dump of {name}"] = "\n".join(file.iterdump())
        return found
    program = [str(find() / "pg_dump"), "--inserts"]
    urls = [url.replace("+psycopg", "") for url in house.urls]
    done = [
        subprocess.run([*program, url], capture_output=True, text=True, check=True) for url in urls
    ]
    return {f"dump {number}": one.stdout for number, one in enumerate(done)}
