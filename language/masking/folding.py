"""A text as it is read: digits, letters and signs of other alphabets' looks are the plain ones.

Details are looked for in the folded text and hidden in the written one, which else stays as it is.
"""

import re
import unicodedata
from functools import cache

# What is nearly every text: nothing of it looks like something else.
_PLAIN = re.compile("[\\n -~¡-¨«-±´-¸»-\u024f‘-”…▒]*")
_LOOK_ALIKES = re.compile(r"[0-9A-Za-z@.,:/+_#-]")
_HYPHEN = re.compile(r"(?<=[^\W_])[‐‑‒–—−﹣－](?=[^\W_])")  # as in 'ABC–123'
_JOINING = ("Cf", "Mn", "Me")  # signs that have no place of their own


def folded(text: str) -> tuple[str, list[int]]:
    """The text as it is read, and where in the written one each of its characters begins.

    One place more says where the written text ends.
    """
    if _PLAIN.fullmatch(text):
        return text, list(range(len(text) + 1))
    read: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        if unicodedata.category(character) in _JOINING:
            if read and unicodedata.category(read[-1]).startswith("L"):
                composed = unicodedata.normalize("NFC", read[-1] + character)
                read[-1] = composed if len(composed) == 1 else read[-1]
            continue
        read.append(_look_of(character))
        origin.append(place)
    return _HYPHEN.sub("-", "".join(read)), [*origin, len(text)]


@cache
def _look_of(character: str) -> str:
    """The plain character that this one looks like; itself if there is none."""
    if unicodedata.category(character) == "Zs":
        return " "
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and _LOOK_ALIKES.fullmatch(plain) else character
