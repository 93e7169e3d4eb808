"""Commands that answer line by line, so that other programs can try masking and danger signs.

Each line in is one JSON string; each line out is its answer, written at once: a JSON string from
``mask``, ``true`` or ``false`` from ``danger``. A line that is no JSON string gets ``null``, its
number is told on standard error (never what it holds), and the exit code at the end is 2.
"""

import json
import sys
from collections.abc import Callable, Iterable
from typing import BinaryIO

import click


@click.command()
@click.option(
    "--own",
    type=click.File("r", encoding="utf-8"),
    help="the organisation's names of workers, units and schools, one a line",
)
def mask(own: Iterable[str] | None) -> None:
    """Hide details that point at a person: one JSON string a line, in and out."""
    from language import masking

    names = masking.OwnWords.of([line.strip() for line in own or ()])
    masking.warm()
    answer_lines(lambda text: masking.mask(text, names))


@click.command()
def danger() -> None:
    """Say whether a text tells of danger: one JSON string a line in, true or false out."""
    from language.danger import Danger, notice

    answer_lines(lambda text: notice(text) is not Danger.NONE)


def answer_lines(answer: Callable[[str], str | bool]) -> None:
    """Answer standard input line by line. Exits with 2 at its end if a line was broken."""
    broken = False
    for number, line in enumerate(_lines(sys.stdin.buffer), start=1):
        text = _json_string(line)
        if text is None:
            broken = True
            click.echo(f"Line {number} is not a JSON string.", err=True)
        _say(None if text is None else answer(text))
    sys.exit(2 if broken else 0)


def _lines(stream: BinaryIO) -> Iterable[bytes]:
    """Lines end at a line feed only; JSON may hold other signs that look like line ends."""
    return iter(stream.readline, b"")


def _json_string(line: bytes) -> str | None:
    try:
        text = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return text if isinstance(text, str) else None


def _say(answer: str | bool | None) -> None:
    said = json.dumps(answer, ensure_ascii=False)
    try:
        said.encode("utf-8")
    except UnicodeEncodeError:  # half a character, as JSON can write it
        said = json.dumps(answer)
    out = sys.stdout.buffer
    out.write(said.encode("utf-8") + b"\n")
    out.flush()
