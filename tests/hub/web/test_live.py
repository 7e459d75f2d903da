"""The live stream: nudges as they happen, and a reader that never reads hurts nobody."""

import contextlib
import socket
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from hub.nudges import REQUESTS
from hub.web import live
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import PIN, served, shop


def words(answer: requests.Response) -> Iterator[str]:
    """What the stream says, line by line, without the empty ones."""
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        if line:
            yield line


def test_hello_then_a_nudge_for_each_change(callers: Callers) -> None:
    with callers.person("ines").get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert [next(said) for _ in range(3)] == [
            "event: hello",
            "data: 2026-11-21T10:00:00.000+00:00",
            "retry: 1000",
        ]
        callers.shop.ask()
        # Nobody is known to be here, so everybody is called.
        assert next(said) == "data: requests later floor"


def test_change_right_after_hello_is_not_missed(callers: Callers) -> None:
    ines = callers.person("ines")
    for _ in range(20):
        with ines.get("/v1/live", stream=True) as answer:
            said = words(answer)
            assert next(said) == "event: hello"
            callers.shop.desk.nudges.publish("stock")
            assert [next(said) for _ in range(3)][1:] == ["retry: 1000", "data: stock"]


def test_page_hears_a_sign_of_life(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT", 0.05)
    with callers.person("ines").get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert [next(said) for _ in range(5)][-2:] == [
            "event: beat",
            "data: 2026-11-21T10:00:00.000+00:00",
        ]


def test_stream_ends_once_its_device_is_shut_out(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.05)
    device = callers.device()
    with device.get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert next(said) == "event: hello"
        callers.shop.access.revoke("device", "tablet-1")
        assert [line for line in said if line.startswith("event:")][-1] == "event: over"


def test_stream_ends_once_somebody_else_is_signed_in(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.05)
    tablet = callers.device()
    tablet.post("/v1/session", json={"associate": "ines", "pin": PIN})
    with tablet.get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert next(said) == "event: hello"
        callers.shop.access.sign_in("tablet-1", "malo", PIN)
        assert [line for line in said if line.startswith("event:")][-1] == "event: over"


@contextlib.contextmanager
def deaf(callers: Callers, many: int) -> Iterator[list[socket.socket]]:
    """Readers of the stream that never read, with as little room as a socket may have."""
    place = urlsplit(callers.url)
    head = (
        f"GET /v1/live HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"X-Parcours-Device: {callers.shop.device}\r\n\r\n"
    )
    with contextlib.ExitStack() as stack:
        readers = []
        for _ in range(many):
            reader = stack.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            reader.settimeout(20)
            reader.connect((place.hostname, place.port))
            reader.sendall(head.encode())
            readers.append(reader)
        yield readers


def flood(callers: Callers) -> None:
    """More than fits into every buffer between the hub and one that does not read."""
    for n in range(60):
        callers.shop.desk.nudges.publish(f"{n % 5}" * 200_000)
        # Said in one breath, a topic is sent once.
        time.sleep(0.01)


def test_reader_that_never_reads_hurts_nobody(callers: Callers) -> None:
    ines = callers.person("ines")
    with contextlib.ExitStack() as stack:
        stack.enter_context(deaf(callers, 5))
        flood(callers)
        said = words(stack.enter_context(ines.get("/v1/live", stream=True)))
        assert next(said) == "event: hello"
        callers.shop.desk.nudges.publish(REQUESTS)
        assert "data: requests" in said
        assert ines.get("/v1/requests").status_code == 200


def test_reader_that_never_reads_costs_others_no_time_and_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 1.0)
    with served(shop(tmp_path), silence=1.0) as hub:
        callers = Callers(hub.shop, hub.url)
        ines = callers.person("ines")
        calm = latency(ines, 50)
        with deaf(callers, 20) as readers:
            flood(callers)
            busy = latency(ines, 200)
            until = time.monotonic() + 90
            while (kept := held(hub.url, readers)) and time.monotonic() < until:
                time.sleep(0.1)
        assert kept == 0
    assert statistics.median(busy) < 3 * statistics.median(calm) + 0.02


def latency(client: Client, many: int) -> list[float]:
    """Seconds for each of so many requests for the queue."""
    taken = []
    for _ in range(many):
        began = time.perf_counter()
        assert client.get("/queue").status_code == 200
        taken.append(time.perf_counter() - began)
    return taken


def held(url: str, readers: list[socket.socket]) -> int:
    """How many of the readers' connections the hub's side of this machine still has."""
    port = urlsplit(url).port
    ours = {reader.getsockname()[1] for reader in readers}
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ends = [tuple(int(end.partition(":")[2], 16) for end in row[1:3]) for row in rows]
    return sum(local == port and remote in ours for local, remote in ends)


def test_a_line_that_is_never_still_ends_too_once_its_device_is_shut_out(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.2)
    with callers.device().get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert next(said) == "event: hello"
        callers.shop.access.revoke("device", "tablet-1")
        for line in said:
            # Each word is answered by the next change: the line has always something to say.
            callers.shop.desk.nudges.publish("requests")
            if line == "event: over":
                return
    pytest.fail("the line ended without a word")
