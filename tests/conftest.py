"""What every test may use, and the rule that on CI nothing is skipped."""

import gc
import os
import re
import socket
from collections.abc import Generator, Iterator
from itertools import product
from typing import TypeVar

import pytest
import structlog

from messaging.clock import ManualClock
from simulation.pictures.pairwise import covering

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


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    """A program that a test runs in here sets how it logs; the next test hears everything again."""
    yield
    structlog.reset_defaults()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole",
        action="store_true",
        help="dear tests marked `combined` in every combination, not only until each two met; and "
        "every route called hundreds of times",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for mark in metafunc.definition.iter_markers("combined"):
        axes = [tuple(values) for values in mark.kwargs.values()]
        whole = metafunc.config.getoption("whole")
        rows = list(product(*axes)) if whole else covering(axes, lambda _: True)
        metafunc.parametrize(tuple(mark.kwargs), rows)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole stores first: one worker lives them through while the other does all the rest."""
    items.sort(key=lambda item: item.get_closest_marker("system") is None)


#: The embedded engine leaves some files of /proc open each time it is closed, and pyserial's
#: `select` takes no descriptor above 1023: the low ones are kept from the engine.
_LOW = 256


def _opens_an_engine(item: pytest.Item) -> bool:
    module = getattr(item, "module", None)
    found = vars(module).values() if module is not None else ()
    return any(str(getattr(it, "__module__", "")).startswith("headoffice.") for it in found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """While an engine may be opened, nobody gets a low descriptor."""
    held: list[int] = []
    if _opens_an_engine(item):
        while (one := os.open(os.devnull, os.O_RDONLY)) < _LOW:
            held.append(one)
        os.close(one)
    try:
        return (yield)
    finally:
        for one in held:
            os.close(one)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look through it ever again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """What stayed frozen at the end, extension modules would report as leaked."""
    gc.unfreeze()


#: This many may fail for want of a quiet machine; more than that is a mistake of ours.
_FEW = 10
#: What pytest-xdist adds to the name of a test that belongs to a group.
_GROUP = re.compile(r"@[^\]]*$")
_ended: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test whose worker crashed never comes to its teardown."""
    if report.when == "teardown":
        _ended.add(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI `make again` finds what failed, if all tests were run and few of them failed; and it
    passes only if each of these was found again and passed.
    """
    cache = getattr(session.config, "cache", None)
    if not ON_CI or cache is None or hasattr(session.config, "workerinput"):
        return
    failed = {_GROUP.sub("", name): True for name in cache.get("cache/lastfailed", {})}
    if session.config.getoption("lf"):
        if failed and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        return
    ran = exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
    whole = len(_ended) >= session.testscollected
    cache.set("cache/lastfailed", failed if ran and whole and len(failed) <= _FEW else {})


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
