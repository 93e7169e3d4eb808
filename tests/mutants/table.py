"""The table of all mutants in docs/privacy.md, made from what the last run found."""

from collections.abc import Iterator, Mapping, Sequence

from attacks.page import PAGE, Section
from attacks.results import FOLDER, Result, load
from tests.house.project import ROOT
from tests.mutants import passed, published, sealed, sent, shown, stored, watched
from tests.mutants.mutant import MUTANTS, Mutant

MODULES = (
    published,
    shown,
    stored,
    watched,
    passed,
    sealed,
    sent,
)  # importing them makes their mutants
ALL: Sequence[Mutant] = tuple(MUTANTS)
SECTION = Section("mutants", ROOT / PAGE)
COMMAND = "python -m tests.mutants --write"
Found = Mapping[str, str]  # the mutant's name: what the attack found; empty where it escaped


def last_run() -> Result:
    """What the last full run left."""
    return load(ROOT / FOLDER / "mutants.json")


def result(found: Found, date: str) -> Result:
    """The record of a run."""
    caught = sum(map(bool, found.values()))
    all_of_them = caught == len(found)
    verdict = "All of them are caught." if all_of_them else "SOME MUTANTS ESCAPED."
    figures = {"mutants": len(found), "caught": caught, "found": dict(found)}
    return Result("mutants", COMMAND, date, 1, "none", verdict, figures)


def table(run: Result) -> str:
    """As Markdown, in the order in which the mutants are written."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Result) -> Iterator[str]:
    figures = run.figures
    yield (
        f"\n**{figures['caught']} of {figures['mutants']} are caught**, and in the same worlds the "
        f"same attacks find nothing in the sound program. Run on {run.date}: `{run.command}`. "
        f"Worlds of figures have seed {run.seed}; keys and ids are drawn anew. In italics is what "
        "was found; 1 is the low end of a scale, 5 its high end.\n"
    )
    yield "| protection | what the mutant does | what an attacker then learns | caught by |"
    yield "|---|---|---|---|"
    for each in ALL:
        found = figures["found"].get(each.name, "")
        caught = f"{each.attack.name}: *{found}*" if found else "**ESCAPED**"
        yield f"| {each.protection} | {each.does} | {each.learns} | {caught} |"
    yield ""
