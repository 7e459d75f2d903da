"""What every test may use, and the rule that on CI nothing is skipped."""

import gc
import os
import socket
from collections.abc import Generator
from typing import TypeVar

import pytest

from messaging.clock import ManualClock

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
ON_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture
def clock() -> ManualClock:
    """A clock that moves only when the test says so."""
    return ManualClock()


@pytest.fixture
def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole stores first: one worker lives them through while the other does all the rest."""
    items.sort(key=lambda item: item.get_closest_marker("system") is None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look through it ever again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """What stayed frozen at the end, extension modules would report as leaked."""
    gc.unfreeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On CI a skipped test has failed."""
    return _unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """On CI a module that skips itself has failed."""
    return _unskipped((yield))


def _unskipped(report: Report) -> Report:
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = (
            f"{report.nodeid} was skipped, and on CI nothing may be: {reason}\n"
            "Install what it wants in .ci/run, or in tools/setup.py where the product needs it too."
        )
    return report
