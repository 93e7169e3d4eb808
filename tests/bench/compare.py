"""Our bot beside three surveys that others would write: cost, waiting, memory, start; as ratios.

    python -m tests.bench.compare --people 2000 --steady 30 --round 5000 --write

Each bot is a process of its own; the emulated Telegram and its people are this process. All take
turns in one run, each turn beginning with another bot, and what is compared is the median of the
turns. Ours is the real ``kuulolla run`` on SQLite: durable, sealed, afterwards opened and counted;
it stands there twice, fetching updates (``ours``) and having them brought (``webhook``).
"""

import argparse
import asyncio
import json
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.house import prepare
from tests.bench.pacing import call_everybody
from tests.bench.passing import OURS, RIVALS, WEBHOOK, Figures, Load, imported, one_pass
from tests.telegram_server.wire import Json

RESULTS = Path(__file__).resolve().parents[2] / "docs" / "results" / "bench.json"
BENCH = (OURS, WEBHOOK, *RIVALS)


async def compare(load: Load, names: Sequence[str], turns: int) -> dict[str, list[Figures]]:
    """Every bot in every turn; the turns begin with different ones."""
    found: dict[str, list[Figures]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        house = Path(folder) / "house"
        house.mkdir()
        code = prepare(house, load.everybody) if {OURS, WEBHOOK} & {*names} else ""
        for turn in range(turns):
            first = turn % len(names)
            for name in (*names[first:], *names[:first]):
                figures = await one_pass(name, load, house, code, turn)
                found[name].append(figures)
                print(f"turn {turn + 1} {name}: {figures.sentence()}", flush=True)
    return found


def middle(passes: Sequence[Figures]) -> Json:
    """The median of each figure; those who were left waiting are added up."""
    each = [one.told() for one in passes]
    known = {key for one in each for key, value in one.items() if value is not None}
    found = {
        key: statistics.median(one[key] for one in each if one[key] is not None)
        for key in each[0]
        if key in known
    }
    found["left_waiting"] = sum(one["left_waiting"] for one in each)
    return {key: round(value, 4) for key, value in found.items()}


def ratios(ours: Json, theirs: Json) -> Json:
    """Ours to theirs, where both are known and theirs is not nothing."""
    return {
        key: round(ours[key] / theirs[key], 3)
        for key in ours
        if theirs.get(key) and key not in ("left_waiting", "updates", "emulator_share")
    }


def table(middles: dict[str, Json]) -> str:
    """All figures, a line for each; ours in parentheses as a share of each rival's."""
    keys = list(dict.fromkeys(key for each in middles.values() for key in each))
    lines = ["".ljust(28) + "".join(name.rjust(20) for name in middles)]
    for key in keys:
        cells = [_cell(key, middles.get(OURS, {}), each) for each in middles.values()]
        lines.append(key.ljust(28) + "".join(cell.rjust(20) for cell in cells))
    return "\n".join(lines)


def _cell(key: str, ours: Json, theirs: Json) -> str:
    if key not in theirs:
        return "-"
    share = ratios(ours, theirs).get(key) if ours is not theirs else None
    return f"{theirs[key]:g}" + (f" ({share:.2f}x)" if share is not None else "")


async def measure(arguments: argparse.Namespace) -> Json:
    """Everything that was asked for, as it is written down."""
    load = Load(arguments.people, arguments.steady, arguments.rate, arguments.seed)
    names = [name for name in BENCH if not arguments.only or name in arguments.only.split(",")]
    found = await compare(load, names, arguments.turns)
    middles = {name: middle(passes) for name, passes in found.items()}
    print(table(middles))
    told: Json = {
        "date": datetime.now(UTC).date().isoformat(),  # noqa: TID251 - when it was measured
        "command": " ".join(["python -m tests.bench.compare", *sys.argv[1:]]),
        "python": platform.python_version(),
        "seed": load.seed,
        "turns": arguments.turns,
        "medians": middles,
        "passes": {name: [one.told() for one in passes] for name, passes in found.items()},
    }
    if OURS in middles:
        rivals = {name: each for name, each in middles.items() if name != OURS}
        told["ours_to"] = {name: ratios(middles[OURS], each) for name, each in rivals.items()}
    if arguments.start:
        told["start"] = starting(middles, [imported() for _ in range(max(arguments.turns, 3))])
        print("start:", json.dumps(told["start"]))
    if arguments.round:
        told["round"] = await call_everybody(arguments.round)
        print("round:", json.dumps(told["round"]))
    return told


def starting(middles: dict[str, Json], imports: list[tuple[float, float]]) -> Json:
    """From start to the first answered update, beside 'import aiogram' and nothing else."""
    wall, cpu = (statistics.median(each) for each in zip(*imports, strict=True))
    return {
        "import_aiogram": {"seconds": round(wall, 3), "cpu_seconds": round(cpu, 3)},
        "to_import_aiogram": {
            name: {
                "seconds": round(each["start_seconds"] / wall, 2),
                "cpu_seconds": round(each["start_cpu_seconds"] / cpu, 2),
            }
            for name, each in middles.items()
        },
    }


def main() -> None:
    """Read the command line, measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=200, help="all at once")
    parser.add_argument("--steady", type=float, default=0, help="seconds of steady load")
    parser.add_argument("--rate", type=float, default=36, help="updates a second when steady")
    parser.add_argument("--round", type=int, default=0, help="how many a round is sent to")
    parser.add_argument("--start", action="store_true", help="compare with 'import aiogram'")
    parser.add_argument("--turns", type=int, default=1, help="how often each bot has its turn")
    parser.add_argument("--only", default="", help=f"some of {','.join(BENCH)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="keep it in docs/results")
    arguments = parser.parse_args()
    told = asyncio.run(measure(arguments))
    if arguments.write:
        RESULTS.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    left = sum(each["left_waiting"] for each in told["medians"].values())
    ours = told["medians"].get(OURS, {})
    print(f"left waiting, all bots together: {left}")
    sys.exit(1 if ours.get("left_waiting") or ours.get("answers_missing") else 0)


if __name__ == "__main__":
    main()
