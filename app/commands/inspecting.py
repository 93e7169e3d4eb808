"""Looks at an installation as closely as its operator can: keys, rights, rows, and every file."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import col, func, select

from app.checking import Finding, check
from app.parts import Kuulolla
from conversations.weeks import day_of, monday, quarter_of
from storage.contacts.invitations import hash_code
from storage.contacts.tables import BoxRow, CodeRow, ContactRow, NoteRow
from storage.keyfiles import read_entries
from storage.keys import handed_out, load_master
from storage.needles import Haystacks, every_file, shapes_of_id, shapes_of_key, shapes_of_word
from storage.residue import A_CODE, A_DIRTY_PAGE, A_LINK, AN_OLD_BOX, kinds_in

OLDEST_KEY = timedelta(days=8)  # a week, and a day to release it
TEMPORARY = ("etilqs_*", "kuulolla-*")  # SQLite's temporary files, and ours
LEAST_DIGITS = 8
ADDRESS, MASTER, WEEK_KEY = "somebody's address", "the master key", "a key that opens a week"
SHARED_KEY = "a key that clock and console share"
TOKEN, PASSWORD = "the bot's token", "a database password"
WHAT_TO_DO = {
    ADDRESS: "Find out what wrote it, stop that, and delete the file",
    MASTER: "Delete that copy; if others could read it, begin with a new key and new slips",
    SHARED_KEY: "Delete that copy: with it requests to be contacted, or codes, are read",
    WEEK_KEY: "Delete that copy: with it a box can be opened after its release",
    TOKEN: "Delete it, and have BotFather make a new token",
    PASSWORD: "Delete it, and set a new password",
    A_LINK: "Turn off the access log for /c/, /d/ and /chat",
    A_CODE: "Delete it, and hand out a new slip or card",
    AN_OLD_BOX: "Delete that copy; if it is in a database, restart Kuulolla",
    A_DIRTY_PAGE: "Stop Kuulolla, type VACUUM in sqlite3, start again",
}


@dataclass(slots=True)
class Inspection:
    """One close look. ``logs`` are searched too; ``tell`` hears how far the search has come."""

    app: Kuulolla
    logs: Iterable[Path]
    tell: Callable[[str], None]
    searched: str = ""

    def findings(self) -> list[Finding]:
        """Everything that was looked at. Nothing in it identifies anybody."""
        files = self._files()
        looked = [*check(self.app), *self._keys(), *self._rights(files), *self._rows()]
        return [*looked, *self._search(files)]

    def _weeks(self) -> set[str]:
        """The weeks whose boxes may still be there: the open one, and one that is closing."""
        with self.app.contacts.reading() as book:
            return {book.week, book.recall("closing") or book.week}

    def _files(self) -> list[Path]:
        """Every file of the installation, what was named beside it, and temporary files."""
        places = {self.app.settings.data, *self.app.settings.key_folders, *self.logs}
        found = [path for path in places if path.is_file()]
        found += [file for path in places if path.is_dir() for file in every_file(path)]
        temporary = Path(tempfile.gettempdir())
        found += [p for name in TEMPORARY for p in temporary.glob(name) if p.is_file()]
        return sorted({path.resolve() for path in found})

    def _keys(self) -> Iterator[Finding]:
        weeks, settings = self._weeks(), self.app.settings
        age = day_of(self.app.clock()) - monday(min(weeks))
        late = " No release has run: is the clock running?" if age > OLDEST_KEY else ""
        yield Finding(
            f"The oldest key of a box is {age.days} days old, {OLDEST_KEY.days} at most.{late}",
            fine=not late,
        )
        over = set(self.app.release.keys.weeks()) - weeks
        yield Finding(
            f"{len(over)} weeks that are over can still be opened. The next release destroys "
            "their keys; copy nothing until then."
            if over
            else "No key of a week that is over is left.",
            fine=not over,
        )
        known = weeks | {quarter_of(week) for week in weeks}
        others = set(read_entries(settings.keys / "sealing.json")) - known
        yield Finding(
            f"{len(others)} keys in sealing.json are of weeks or quarters that are over."
            if others
            else "No key of a quarter that is over is left.",
            fine=not others,
        )
        reading = self.app.answers.reading
        read = set(reading.over()) & set(reading.keys.weeks())
        yield Finding(
            f"{len(read)} keys are left of words whose reading is over. The clock destroys them "
            "within a minute: is it running?"
            if read
            else "No key of words whose reading is over is left.",
            fine=not read,
        )
        ends, folders = ("*.old", "*.new"), settings.key_folders
        left = [path for folder in folders for end in ends for path in folder.glob(end)]
        yield Finding(
            "A change of the key files was cut short: restart Kuulolla, which overwrites the rest."
            if left
            else "No half-made key file is left.",
            fine=not left,
        )

    def _rights(self, files: Iterable[Path]) -> Iterator[Finding]:
        ours = 0o077 if self.app.settings.part == "all" else 0o027  # parts share some with a group
        data = self.app.settings.data.resolve()
        wide = [p for p in files if p.stat().st_mode & (ours if data in p.parents else 0o007)]
        yield Finding(
            f"Others can read {len(wide)} files, {wide[0]} among them: chmod go= on them."
            if wide
            else "No file can be read by others.",
            fine=not wide,
        )

    def _rows(self) -> Iterator[Finding]:
        oldest = min(self._weeks())
        with self.app.contacts.reading() as book:
            old = sum(
                book.session.exec(
                    select(func.count()).select_from(table).where(col(table.week) < oldest)
                ).one()
                for table in (BoxRow, NoteRow)
            )
        yield Finding(
            f"{old} sealed rows of weeks that are over are in the database: restart Kuulolla; if "
            "they stay, report it."
            if old
            else "No sealed row of a week that is over is in the database.",
            fine=not old,
        )

    def _codes_key(self) -> bytes:
        return self.app.release.keys.code_key

    def _search(self, files: list[Path]) -> Iterator[Finding]:
        wanted, is_code, weeks = self._wanted(), self._codes(), self._weeks()
        if not self.app.databases[0].sqlite:
            yield Finding(
                "The database server's own files are out of reach: search its logs with --log.",
                fine=True,
                note=True,
            )
        size = 0
        for number, path in enumerate(files, 1):
            size += path.stat().st_size
            shown = "a file whose name tells" if wanted.hits("", path.name.encode()) else path
            self.tell(f"searching {number} of {len(files)}: {shown} ...")
            for kind, times in sorted(Counter(kinds_in(path, wanted, is_code, weeks)).items()):
                if not self._at_home(kind, path):
                    said = f"{shown} holds {kind}, {times} times. {WHAT_TO_DO[kind]}."
                    yield Finding(said, fine=False)
        self.searched = (
            f"Searched {len(files)} files ({size / 1e6:.1f} MB) for {len(wanted.needles)} secrets "
            "in every shape, and for codes, links, old boxes and freed pages."
        )

    def _at_home(self, kind: str, path: Path) -> bool:
        settings = self.app.settings
        homes = {
            MASTER: [settings.data / "master.key"],
            WEEK_KEY: [folder / "opening.json" for folder in settings.key_folders],
            SHARED_KEY: [settings.readers_key, Path(settings.code_key)],
        }
        return path in [home.resolve() for home in homes.get(kind, ())]

    def _wanted(self) -> Haystacks:
        """Everything that is secret, each under its kind and a number."""
        settings, wanted = self.app.settings, Haystacks()
        with self.app.contacts.reading() as book:
            cards = book.session.exec(select(ContactRow.card))
            people = [book.card(card).address for card in cards]
        for number, address in enumerate(people):
            is_id = address.value.isdecimal() and len(address.value) >= LEAST_DIGITS
            shapes = shapes_of_id(int(address.value)) if is_id else shapes_of_word(address.value)
            wanted.add(f"{ADDRESS} {number}", shapes)
        master = load_master(settings.data / "master.key", settings.master)
        wanted.add(f"{MASTER} 1", shapes_of_key(master))
        wanted.add(f"{MASTER} 2", shapes_of_word(settings.master))
        wanted.add(f"{TOKEN} 1", shapes_of_word(settings.telegram_token))
        for number, url in enumerate((settings.contacts_url, settings.office_url)):
            wanted.add(f"{PASSWORD} {number}", shapes_of_word(make_url(url).password or ""))
        for number, key in enumerate((handed_out(settings.readers_key), self._codes_key())):
            wanted.add(f"{SHARED_KEY} {number}", shapes_of_key(key))
        for folder in settings.key_folders:
            for week, key in read_entries(folder / "opening.json").items():
                wanted.add(f"{WEEK_KEY} {week}", [key.encode()])
        return wanted

    def _codes(self) -> Callable[[str], bool]:
        """Tells codes that work, which are known by their HMAC only. Doors hang on walls."""
        with self.app.contacts.reading() as book:
            rows = list(book.session.exec(select(CodeRow)))
        secret = {row.code for row in rows if row.purpose != "door"}
        key = self._codes_key()
        return lambda code: hash_code(code, key) in secret
