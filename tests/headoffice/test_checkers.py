"""Batches checked in a process beside come out as they would here."""

import gzip
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
from structlog.testing import capture_logs

from headoffice.batches import BadBatch, checked
from headoffice.checkers import Checkers
from headoffice.rows import NO_ID
from tests.headoffice.office import NOW, event
from tests.processes import children

GOOD_AND_ROTTEN = [
    event(1),
    event(2, data={"gtin": "é"}),
    event(3, store="lille"),
    event(4, "visit.started", data={"how": "touch", "language": "fr", "said": "ça \ud800"}),
    "no object",
]


@pytest.fixture(scope="module")
def checkers() -> Iterator[Checkers]:
    with closing(Checkers(1)) as started:
        yield started


def test_large_batch_comes_out_as_it_would_here(checkers: Checkers) -> None:
    body = gzip.compress(json.dumps(GOOD_AND_ROTTEN).encode())
    here = checked(body, "gzip", "lyon", NOW)
    assert [it.id for it in here.rows] == [event(1)["id"], event(4)["id"]]
    assert checkers.submit(body, "gzip", "lyon", NOW).result(timeout=60) == here


def test_key_that_is_not_known_yet_counts_for_nothing_and_travels_on() -> None:
    """An addition of a later version may mean anything: here it would not even be a number."""
    said = {"how": "touch", "language": "fr", "gtin": "none", "request": 5, "seconds": "long"}
    sent = event(1, "visit.started", data=said)
    (row,) = checked(json.dumps([sent]).encode(), "identity", "lyon", NOW).rows
    kept = json.loads(row.line + "}")
    assert (kept["gtin"], kept["request"], kept["seconds"]) == (0, NO_ID, 0.0)
    assert json.loads(row.body) == sent


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [(b"[", "identity", 400), (b"[]", "br", 415), (b"{}", "gzip", 400)],
)
def test_bad_batch_is_refused_with_its_status(
    checkers: Checkers, body: bytes, encoding: str, status: int
) -> None:
    with pytest.raises(BadBatch) as here:
        checked(body, encoding, "lyon", NOW)
    with pytest.raises(BadBatch) as there:
        checkers.submit(body, encoding, "lyon", NOW).result(timeout=60)
    assert there.value.status == here.value.status == status
    assert there.value.detail == here.value.detail


def test_batch_that_ends_every_checker_is_never_checked_where_pages_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with closing(Checkers(1)) as checkers, capture_logs() as logs:
        answer = checkers.submit(b"[]", "identity", "lyon", NOW)
        told = answer.exception(timeout=60)
    assert isinstance(told, BadBatch)
    # A hub that is told so sends halves.
    assert (told.status, "send fewer events" in told.detail) == (413, True)
    assert [it["event"] for it in logs] == ["a checker ended"] * 2


def test_where_no_process_can_be_started_a_batch_is_checked_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with closing(Checkers(1)) as checkers:
        found = checkers.submit(b"[]", "identity", "lyon", NOW).result(timeout=60)
    assert found == checked(b"[]", "identity", "lyon", NOW)


def test_checker_that_was_killed_costs_no_batch() -> None:
    body = json.dumps([event(1)]).encode()
    before = children()
    with closing(Checkers(1)) as checkers, capture_logs() as logs:
        first = checkers.submit(body, "identity", "lyon", NOW).result(timeout=60)
        (process,) = children() - before
        os.kill(int(process), signal.SIGKILL)
        answers = [
            checkers.submit(body, "identity", "lyon", NOW).result(timeout=60) for _ in range(2)
        ]
    assert answers == [first, first]
    assert [it["event"] for it in logs] == ["a checker ended"]
    assert children() <= before
