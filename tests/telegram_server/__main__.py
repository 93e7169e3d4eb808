"""Runs the emulator by itself: python -m tests.telegram_server --port 8081"""

import argparse
import asyncio
import contextlib

from tests.telegram_server.faults import Rates
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.spec import spec_path
from tests.telegram_server.world import TOKEN, World


async def serve(options: argparse.Namespace) -> None:
    """Serve until interrupted."""
    rates = Rates() if options.rates else None
    world = World(options.token, check_spec=not options.no_spec, rates=rates)
    async with TelegramServer(world, options.port) as server:
        lines = [
            f"be a Telegram user at     {server.url}/",
            f"point the bot at          {server.url}",
            f"with the token            {world.token}",
        ]
        if not options.no_spec and world.spec is None:
            lines.append(f"traffic is NOT checked: no Bot API description at {spec_path()}")
        print("\n".join(lines), flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN, help="the only token that is let in")
    parser.add_argument("--rates", action="store_true", help="answer 429 to a bot that hurries")
    parser.add_argument("--no-spec", action="store_true", help="don't check traffic (faster)")
    options = parser.parse_args()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(options))
    except OSError as error:
        parser.exit(1, f"cannot serve on port {options.port}: {error.strerror}; try --port 0\n")


if __name__ == "__main__":
    main()
