"""Invented messages by which the noticing of danger is measured, one a line: kind | text.

The kind `fine` means that no help card is wanted. `first` and `later` are the oldest sets,
`practice` taught the weights, `sealed` was written before them and was never looked at line by
line; `fresh` was written later. `spoken` and `unseen` are halves of one set in spoken language,
written before anything was changed because of them: `spoken` joined practice, with `figures` (hints
by children, figures of speech, games, sports, kitchens). `learned` and `november` are halves of a
set of 29 November 2026, drawn by lot with a fixed seed: `learned` joined practice. One hand wrote
both and the words, so words that stood in `november` only were taken out of the word files again.
`voices` and `unheard` are by writers who saw neither the words nor each other: `voices` joined
practice; of `unheard` three lines have been seen, and none for the notice. Nothing may be changed
because of a line of `sealed`, `fresh`, `unseen`, `november` or `unheard`. The language is part of
the file's name.
"""

from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("fi", "sv", "en")
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Message:
    """One invented message: its language, its kind and its words."""

    language: str
    kind: str
    text: str

    @property
    def dangerous(self) -> bool:
        """True when a help card or a gentle question is wanted."""
        return self.kind != "fine"


def messages(*sets: str, languages: tuple[str, ...] = LANGUAGES) -> list[Message]:
    """The messages of these sets; raises ValueError on a line without kind."""
    found: list[Message] = []
    for name in sets:
        for language in languages:
            lines = (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()
            split = (line.split(" | ", 1) for line in lines)
            found += [Message(language, kind, text) for kind, text in split]
    return found
