"""The demo: twelve weeks lived on the real services, with something to read aloud in a panel."""

from pathlib import Path

import click
import pytest

from app.settings import Settings
from app.simulation.demo import GOOD_WORKER, WEEKS, Demo
from app.summing import summary_of
from app.wiring import build


def test_twelve_weeks_pass_and_the_first_has_something_to_read_aloud(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(data=tmp_path)
    demo = Demo(settings, said.append)
    demo.begin()
    demo.live()
    app = build(settings)
    weeks = app.answers.released_weeks()
    assert len(weeks) == WEEKS == len(said) - 1
    first = summary_of(app, weeks[0])
    assert first is not None
    assert len(first.figures) >= 4
    assert first.thanks
    assert first.topic is not None
    assert app.units.organisation().simulated
    assert len(app.desk.notes()) >= 6
    summaries = [summary_of(app, week) for week in weeks]
    assert [len(quotes.texts) >= 5 for each in summaries if each for quotes in each.quotes]
    assert GOOD_WORKER.id in {f.label.item for each in summaries if each for f in each.figures}
    waiting = app.answers.reading.batch()
    assert waiting is not None, "the reader's page has something on it"
    app.close()


def test_a_second_start_lives_no_second_life(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(data=tmp_path)
    Demo(settings, said.append).begin()
    again = Demo(settings, said.append)
    again.begin()
    again.live()
    assert said == []


def test_a_real_organisation_is_refused(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    build(settings).close()
    with pytest.raises(click.ClickException, match="real organisation"):
        Demo(settings, print).begin()


def test_a_real_installations_keys_are_refused(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "demo", opening=str(tmp_path / "keys"))
    with pytest.raises(click.ClickException, match="unset"):
        Demo(settings, print).begin()
    assert not (tmp_path / "keys").exists()
