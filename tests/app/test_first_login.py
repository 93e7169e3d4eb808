"""The link that a start prints: as long as no administrator has a password, and never for more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server.serving import say_where
from panel.organisation import Role
from tests.storage.house import House

LINK = "first login, works once"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An installation that has never been started."""
    made = House(tmp_path)
    yield made
    made.app.close()


def test_the_first_starts_print_a_link_until_somebody_has_a_password(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in "twice":
        say_where(house.app)
        assert LINK in capsys.readouterr().out
    (admin,) = house.app.staff.all()
    house.app.staff.set_password(admin.id, "kolme sinistä venettä")
    say_where(house.app)
    assert LINK not in capsys.readouterr().out


def test_a_removed_first_administrator_does_not_come_back_with_the_next_start(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    say_where(house.app)
    (first,) = house.app.staff.all()
    other = house.app.staff.add("Aada", "aada", [Role.ADMINISTRATOR])
    house.app.staff.set_password(other.id, "kolme sinistä venettä")
    house.app.staff.remove(first.id)
    capsys.readouterr()
    say_where(house.app)
    assert LINK not in capsys.readouterr().out
    assert [each.login for each in house.app.staff.all()] == ["aada"]
