"""The option that writes the expected lines of all transcripts anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add it; it is there when pytest is started on this folder."""
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="write what is said now into tests/transcripts/*.txt; read the difference afterwards",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the files are to be written anew."""
    return bool(request.config.getoption("--update-transcripts", default=False))
