"""What holds for every test: nothing is skipped silently, and nothing leaves this machine."""

import os
from collections import defaultdict
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.leak_scan import LEAK_ON_PURPOSE, LeakScan
from tests.postgres.fixtures import postgres_server, urls

__all__ = ["postgres_server", "urls"]  # one server for the whole run, whichever tests want it

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

REQUIRE_ALL = os.environ.get("KUULOLLA_REQUIRE") == "all"

# Deadlines measure the machine, not the code, and so does being slow. Under CI the examples are the
# same each time, so that a red run is about the change; at home they vary and go on finding things.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("house")

# Servers under test are on loopback: a proxy set for the rest of the machine must not see them.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1"


def pytest_configure(config: pytest.Config) -> None:
    """Search what every test logs, prints and answers for what people brought (C-17)."""
    config.addinivalue_line(
        "markers", f"{LEAK_ON_PURPOSE}: what this test logs is a leak, planted to be found"
    )
    scan = LeakScan()
    scan.listen_to_logs()
    config.pluginmanager.register(scan, "leak scan")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where everything is required."""
    return _required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same where a whole module skips itself."""
    return _required((yield))


def _required(report: Report) -> Report:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"not run, and KUULOLLA_REQUIRE=all allows no skip: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    where_and_why = report.longrepr
    why = where_and_why[2] if isinstance(where_and_why, tuple) else str(where_and_why)
    return why.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name loudly what could not run here, once for each reason."""
    missing: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.getreports("skipped"):
        missing[_reason(report)].append(report.nodeid)
    for why, tests in missing.items():
        files = ", ".join(sorted({test.partition("::")[0] for test in tests}))
        terminalreporter.write_line(
            f"NOT RUN ON THIS MACHINE: {len(tests)} from {files}: {why}", yellow=True, bold=True
        )
