"""Walks a transcript: every reply on the core, the conversation serialised between all lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.content import load_catalogue
from app.questions.rehearsing import first_turn, take
from app.questions.transcripts import Header, block, came_of, key, read, reply_of
from conversations.replies import Reply
from conversations.screens import Screen
from conversations.turns import Turn

FOLDER = Path(__file__).parent
CATALOGUE = load_catalogue()


@dataclass(frozen=True, slots=True)
class Walk:
    """One transcript in one language: each reply, and the turn it led to; the first has none."""

    header: Header
    lines: tuple[str, ...]  # the YOU lines, with the remarks between them
    replies: tuple[Reply, ...]
    turns: tuple[Turn, ...]

    def text(self) -> str:
        """The whole transcript as it has to stand in its file."""
        written = [*self.header.lines(), "", *block(self.turns[0])]
        turns = iter(self.turns[1:])
        for line in self.lines:
            written.append(line)
            if line.startswith("YOU:"):
                turn = next(turns)
                written += [*came_of(turn), "", *block(turn)]
        return "\n".join(written) + "\n"


def files() -> list[Path]:
    """Every transcript; none would make the tests say nothing."""
    found = sorted(FOLDER.glob("*.txt"))
    assert found
    return found


def walk(text: str) -> Walk:
    """Follow a transcript in the language it is written in."""
    header, lines = read(text)
    turn = _begin(header, header.languages[0])
    replies, turns = [], [turn]
    for line in lines:
        if line.startswith("YOU:"):
            replies.append(reply_of(line, turn, CATALOGUE))
            turn = take(turn, replies[-1], CATALOGUE)
            turns.append(turn)
    return Walk(header, tuple(lines), tuple(replies), tuple(turns))


def in_language(walked: Walk, language: str) -> Iterator[Turn]:
    """The same replies in another language."""
    turn = _begin(walked.header, language)
    yield turn
    for reply in walked.replies:
        turn = take(turn, reply, CATALOGUE)
        yield turn


def shape(screen: Screen) -> tuple[object, ...]:
    """A screen without its words."""
    buttons = [
        (key(each), each.ticked) for each in (*screen.words, *screen.answers, *screen.controls)
    ]
    about = (screen.step, screen.progress, screen.writes, screen.several, screen.draft)
    return (*about, len(screen.lines), *buttons)


def _begin(header: Header, language: str) -> Turn:
    return first_turn(
        CATALOGUE,
        header.set,
        header.band,
        language,
        channel=header.channel,
        rotation=header.rotation,
    )
