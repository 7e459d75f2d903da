"""The embedded engine in its own process: what kills it leaves the pages up, and loses nothing."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from structlog.testing import capture_logs

from headoffice.store import (
    JourneyStore,
    StoreError,
    StoreInUse,
    TooSlow,
    address,
    connect,
    supervised,
)
from headoffice.store.address import socket_of
from headoffice.store.remote import RemoteStore
from headoffice.store.supervisor import EngineStore
from tests.headoffice.office import event, served
from tests.processes import running

LATER = "the journey store cannot take this now; keep it and send it again"
COUNT = "SELECT count() AS n, uniqExact(id) AS ids FROM events"
ONE = "SELECT 1 AS one"


@pytest.fixture
def dsn(tmp_path: Path) -> str:
    return f"chdb://{tmp_path}/journeys"


@pytest.fixture
def store(dsn: str) -> Iterator[JourneyStore]:
    with capture_logs(), closing(supervised(dsn)) as opened:
        yield opened


@pytest.fixture
def may_start(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is not set, an engine that ended is not started again."""
    may, again = threading.Event(), EngineStore._again
    may.set()

    def held_back(self: EngineStore, pause: float) -> None:
        may.wait()
        again(self, pause)

    monkeypatch.setattr(EngineStore, "_again", held_back)
    yield may
    may.set()


def until(true: Callable[[], bool], what: str, seconds: float = 90.0) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.02)


def answers(store: JourneyStore) -> bool:
    with contextlib.suppress(StoreError):
        return list(store.query(ONE, {}, timeout=60)) == [{"one": 1}]
    return False


def kill(store: EngineStore) -> None:
    """Until nothing of it answers any more."""
    pid = store.pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists(), "the engine has ended")


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.timeout(480)
def test_engine_killed_during_ingest_leaves_the_pages_up_and_each_event_once(
    store: EngineStore, may_start: threading.Event, tmp_path: Path
) -> None:
    batches = [[event(9 * number + n) for n in range(9)] for number in range(1, 40)]
    with served(store, tmp_path) as office, ThreadPoolExecutor(4) as hubs:
        handed_in = []
        for number, batch in enumerate(batches):
            if number in {10, 20, 30}:
                handed_in[number - 3].result()
                may_start.clear()
                kill(store)
            handed_in.append(hubs.submit(office.post, *batch))
            if number in {10, 20, 30}:
                assert handed_in[number].result().status_code == 503
                _pages_answer(office)
                may_start.set()
                until(lambda: bool(office.get("/health").ok), "the engine is back")
        statuses = [it.result().status_code for it in handed_in]
        assert set(statuses) == {200, 503}
        for status, batch in zip(statuses, batches, strict=True):
            again = office.post(*batch).json()
            assert again["stored"] + again["duplicates"] == 9
            assert status == 503 or again["stored"] == 0
        (found,) = store.query(COUNT, {}, timeout=60)
    assert found == {"n": 9 * len(batches), "ids": 9 * len(batches)}


def _pages_answer(office: Any) -> None:
    """Figures say 503 and when to come again, what needs no figure is there."""
    down = office.get("/health")
    assert (down.status_code, down.headers["Retry-After"]) == (503, "5")
    assert down.json()["detail"] == LATER
    assert office.get("/sign-in").status_code == 200


def test_call_under_way_fails_when_the_engine_ends_and_the_next_is_answered(
    store: EngineStore, may_start: threading.Event
) -> None:
    slow = "SELECT sleepEachRow(0.1) FROM numbers(100) SETTINGS max_block_size = 1"
    with ThreadPoolExecutor(1) as asking:
        asked = asking.submit(store.query, slow, {}, timeout=60)
        busy = "SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow(0.1)%'"
        until(lambda: store.query(busy, {}, timeout=60)[0]["n"] > 1, "the question is under way")
        may_start.clear()
        kill(store)
        with pytest.raises(StoreError, match="ended before it answered"):
            asked.result(timeout=60)
    with pytest.raises(StoreError, match="no journey store answers"):
        store.query(ONE, {}, timeout=60)
    may_start.set()
    until(lambda: answers(store), "the engine is back")


def test_engine_that_hangs_is_given_up_after_the_question_s_time(
    store: EngineStore, dsn: str
) -> None:
    os.kill(store.pid, signal.SIGSTOP)
    try:
        with closing(RemoteStore(socket_of(dsn), grace=0.1)) as other, pytest.raises(TooSlow):
            other.query(ONE, {}, timeout=0.1)
    finally:
        os.kill(store.pid, signal.SIGCONT)
    assert answers(store)


def test_engine_lets_its_owner_in_alone(store: EngineStore, dsn: str) -> None:
    assert socket_of(dsn).stat().st_mode & 0o777 == 0o600
    assert answers(store)


def test_command_asks_the_engine_that_runs(store: EngineStore, dsn: str) -> None:
    store.each_shard("CREATE TABLE of_the_first (n UInt8) ENGINE = Memory")
    with closing(connect(dsn)) as command:
        assert list(command.query("SELECT count() AS n FROM of_the_first", {}, timeout=60)) == [
            {"n": 0}
        ]
    assert answers(store)


def test_command_without_a_running_engine_starts_one_that_ends_with_it(dsn: str) -> None:
    with closing(connect(dsn)) as command:
        assert isinstance(command, EngineStore)
        assert answers(command)
    assert not lives(command.pid)


def test_second_owner_is_refused(store: EngineStore, dsn: str) -> None:
    with pytest.raises(StoreInUse, match="another process has it open"):
        supervised(dsn)
    assert answers(store)


def test_store_in_a_folder_too_deep_for_a_sockets_address_answers(tmp_path: Path) -> None:
    dsn = f"chdb://{tmp_path}/{'x' * 100}/journeys"
    with closing(supervised(dsn)) as store, closing(connect(dsn)) as command:
        assert answers(store)
        assert isinstance(command, RemoteStore)
        assert not isinstance(command, EngineStore)
        assert answers(command)


def test_path_too_long_for_a_socket_says_so_where_a_system_has_no_other_name_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "_OPEN", tmp_path / "proc")
    found = pytest.raises(StoreError, match=r"bytes long and a socket's path 103 at most")
    with found, address.reachable(tmp_path / ("x" * 100)):
        pass


@contextmanager
def _serving(config: Path, port: int) -> Iterator[tuple[Any, int]]:
    """`serve` and the process of its engine."""
    command = [sys.executable, "-m", "headoffice", "serve", "--config", str(config)]
    with running(command) as server:
        url = f"http://127.0.0.1:{port}/health"
        until(lambda: _is_up(url), "head office is up")
        started = Path(f"/proc/{server.pid}/task").glob("*/children")
        (engine,) = (int(pid) for file in started for pid in file.read_text().split())
        yield server, engine


def _is_up(url: str) -> bool:
    with contextlib.suppress(requests.ConnectionError):
        return requests.get(url, timeout=60).ok
    return False


@pytest.mark.system
@pytest.mark.timeout(480)
def test_engine_ends_with_a_server_that_is_killed_and_the_next_start_is_not_refused(
    tmp_path: Path, free_port: int
) -> None:
    config = tmp_path / "headoffice.toml"
    config.write_text(f'state_dir = "{tmp_path}/state"\n[http]\nport = {free_port}\n')
    with _serving(config, free_port) as (server, engine):
        server.kill()
        server.wait()
        with _serving(config, free_port) as (again, second):
            assert not lives(engine)
            again.send_signal(signal.SIGTERM)
            assert again.wait(timeout=60) == 0
            assert not lives(second)


def test_rows_of_the_process_are_as_the_engine_gives_them(store: JourneyStore) -> None:
    some = UUID(int=7)
    sql = (
        "SELECT number AS n, toUUID({id:String}) AS id, if(n = 0, NULL, id) AS perhaps,"
        " [id] AS ids, toNullable('é') AS word FROM numbers({rows:UInt8})"
    )
    found = {rows: store.query(sql, {"id": str(some), "rows": rows}, timeout=60) for rows in (0, 2)}
    assert list(found[0]) == []
    assert list(found[2]) == [
        {"n": 0, "id": some, "perhaps": None, "ids": [some], "word": "é"},
        {"n": 1, "id": some, "perhaps": some, "ids": [some], "word": "é"},
    ]
