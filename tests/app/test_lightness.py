"""Without a Telegram token the start does not load aiogram: seconds and 170 MB nobody asked for."""

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
print(sorted(name for name in ("aiogram", "aiohttp", "telegram") if name in sys.modules))
"""


def test_a_start_without_a_token_does_not_load_aiogram(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
