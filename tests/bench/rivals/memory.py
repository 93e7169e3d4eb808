"""Rival (i): the plain aiogram survey; its answers are in memory and gone with the process."""

from tests.bench.rivals.survey import run

if __name__ == "__main__":
    run()
