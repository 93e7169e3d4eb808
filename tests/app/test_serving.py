"""What holds in the process before anything is served."""

import resource
import socket
from pathlib import Path
from typing import Any

import pytest

from app.server.serving import serve
from app.settings import Settings
from app.wiring import build


def test_a_crash_leaves_no_core_file_of_what_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[Any] = []
    served: list[list[Any]] = []

    def run(main: Any) -> None:
        main.close()
        served.append(list(limits))

    monkeypatch.setattr(
        "app.server.serving.resource.setrlimit", lambda *given: limits.append(given)
    )
    monkeypatch.setattr("app.server.serving.asyncio.run", run)
    for beside in ("say_where", "_start_clock"):
        monkeypatch.setattr(f"app.server.serving.{beside}", lambda *_: None)
    app = build(Settings(data=tmp_path, _env_file=None))  # type: ignore[call-arg]
    with socket.socket() as listening:
        serve(app, listening)
    app.close()
    assert served == [[(resource.RLIMIT_CORE, (0, 0))]]
