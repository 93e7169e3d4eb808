"""A start loads only what it needs: aiogram takes seconds and 170 MB, Alembic a second."""

import subprocess
import sys
from pathlib import Path

START = """
import sys
from pathlib import Path
from app.settings import Settings
from app.server.site import site
from app.wiring import build
import app.server.serving, app.beats, app.cli
site(build(Settings(data=Path(sys.argv[1]))))
heavy = ("aiogram", "aiohttp", "alembic", "holidays", "telegram")
print(*sorted(name for name in heavy if name in sys.modules))
"""


def loaded_by_a_start(data: Path) -> list[str]:
    """Which of the heavy libraries a start in this data folder loads."""
    done = subprocess.run(
        [sys.executable, "-c", START, str(data)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.split()


def test_a_start_without_a_token_loads_no_aiogram_and_migrations_load_alembic_once(
    tmp_path: Path,
) -> None:
    assert loaded_by_a_start(tmp_path) == ["alembic"]
    assert loaded_by_a_start(tmp_path) == []
