"""The example of settings names every setting, with its default."""

from pathlib import Path

from app.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "deploy" / "kuulolla.env.example"


def test_every_setting_is_in_the_example() -> None:
    shown = EXAMPLE.read_text("utf-8")
    missing = [n for n in Settings.model_fields if f"KUULOLLA_{n.upper()}=" not in shown]
    assert missing == []


def test_the_defaults_shown_are_the_defaults() -> None:
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if line.startswith("#KUULOLLA_"):
            name, _, value = line.removeprefix("#KUULOLLA_").partition("=")
            default = Settings.model_fields[name.lower()].default
            shown = ("off", "on")[default] if isinstance(default, bool) else str(default)
            assert shown == value
