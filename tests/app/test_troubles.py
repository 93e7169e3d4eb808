"""What goes wrong is counted by kind and told once an hour, without a moment or a person."""

import logging

import pytest

from app.troubles import Troubles


def test_a_tally_is_told_once_and_starts_anew(caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles()
    with caplog.at_level(logging.DEBUG):
        for kind in ("ValueError", "KeyError", "ValueError"):
            troubles.count(kind)
        assert caplog.messages == []
        troubles.tell()
        troubles.tell()
    assert caplog.messages == [
        "in the last hour, 1 times: KeyError",
        "in the last hour, 2 times: ValueError",
    ]
