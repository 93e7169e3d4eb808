"""Attacks on what was published in worlds of a few people, where every possibility is tried."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from attacks.disclosure.possible import isolated
from attacks.disclosure.publishing import Forms, Publications, publish
from attacks.disclosure.reading import read
from attacks.disclosure.scales import counts_shown
from attacks.disclosure.worlds import Given, Home, Week, World
from conversations.items import YOUNG
from summaries import forming, lots
from tests.mutants.mutant import Attack

LOW, HIGH = 1, 5
EVERY_WORLD = "every possible world, tried (D1, D2, D6)"
WORST = ("D2", "D1", "D6")
BETWEEN = "all thirds that printed bands leave possible (0020)"
PAIRS = "pairs of worlds, with and without one answer (D4)"


def said(person: str, value: int, unit: str = "home", **more: object) -> Given:
    """One answer to one question of a round."""
    answer = Given("heard", value, YOUNG, unit, person, "2026-Q1", asked=True, set="round")
    return replace(answer, **more)  # type: ignore[arg-type]


def answers(*values: int) -> list[Given]:
    """What person 0, person 1 and so on said."""
    return [said(f"person {n}", value) for n, value in enumerate(values)]


def world(
    *weeks: Sequence[Given],
    size: int = 12,
    annex: int = 0,
    apart: bool = False,
    youngest: int = 0,
    left: int = 0,
) -> World:
    """A home of ``size`` people in its first weeks: large enough that fifths are shown.

    ``annex``: people in a second home, of the same group unless it stands ``apart``; so many
    of the first one are the ``youngest``. So many have ``left`` each home without a word, and are
    enrolled still.
    """
    homes = [Home("home", "group", "care", size)]
    if annex:
        where = ("annex", "other care") if apart else ("group", "care")
        homes.append(Home("annex", *where, annex))
    roster = {
        home.unit: tuple(f"{home.unit} {n}" for n in range(home.size + left)) for home in homes
    }
    lived = [Week(f"2026-W{n:02}", roster, tuple(given)) for n, given in enumerate(weeks, 1)]
    rungs = dict.fromkeys(roster["home"][:youngest], "7-9")
    return World(tuple(homes), tuple(lived), rungs=rungs)


def with_false(attacked: World, people: Iterable[str]) -> World:
    """The same where somebody knows what these said, because they are that somebody."""
    return replace(attacked, false_members=frozenset(people))


def trying_everything(attacked: World, *, all_forms: bool = False) -> Attack:
    """Publish every world that may have been, and keep those that look like this one."""

    def finds(_: Path) -> list[str]:
        found = isolated(attacked, lambda may_be: _published(may_be, all_forms))
        return [each.what for each in sorted(found, key=lambda each: WORST.index(each.attacker))]

    return Attack(EVERY_WORLD, finds)


def leaving_out_the_last_answer(attacked: World) -> Attack:
    """Whether anything published tells that the last person answered at all."""
    *before, last = attacked.weeks
    without = replace(attacked, weeks=(*before, replace(last, given=last.given[:-1])))

    def finds(_: Path) -> list[str]:
        told = _published(attacked) != _published(without)
        return [f"{last.given[-1].person} answered"] if told else []

    return Attack(PAIRS, finds)


def reading_between_the_bands(attacked: World) -> Attack:
    """Whether some printed thirds leave one empty, however many of the home have answered."""

    def finds(_: Path) -> list[str]:
        people = range(lots.SMALLEST_LOT, attacked.homes[0].size)  # one has to wait
        found = []
        for printed in read(_published(attacked)):
            thirds = [[counts_shown(share, n) for share in printed.shares] for n in people]
            behind = [
                counts
                for n, of_each in zip(people, thirds, strict=True)
                for counts in product(*of_each)
                if sum(counts) == n
            ]
            empty = [n for n, counts in enumerate(zip(*behind, strict=True), 1) if not any(counts)]
            found += [f"{printed.label.item}: nobody in third {third}" for third in empty]
        return found

    return Attack(BETWEEN, finds)


def _published(attacked: World, all_forms: bool = False) -> Publications:
    return publish(attacked, forms=Forms(only_json=not all_forms), form=forming.form_lots)
