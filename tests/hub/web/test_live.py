"""The live stream: nudges as they happen, and a reader that never reads hurts nobody."""

import contextlib
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from hub.nudges import REQUESTS
from hub.web.callers import SESSION_COOKIE
from tests.hub.web.conftest import Callers


def words(answer: requests.Response) -> Iterator[str]:
    """What the stream says, line by line, without the empty ones."""
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        if line:
            yield line


def test_hello_then_a_nudge_for_each_change(callers: Callers) -> None:
    with callers.person("ines").get("/v1/live", stream=True) as answer:
        said = words(answer)
        assert [next(said) for _ in range(3)] == ["event: hello", "data: hello", "retry: 1000"]
        callers.shop.ask()
        assert {next(said), next(said)} == {"data: requests", "data: floor"}


def test_change_right_after_hello_is_not_missed(callers: Callers) -> None:
    ines = callers.person("ines")
    for _ in range(20):
        with ines.get("/v1/live", stream=True) as answer:
            said = words(answer)
            assert next(said) == "event: hello"
            callers.shop.desk.nudges.publish("stock")
            assert [next(said) for _ in range(3)] == ["data: hello", "retry: 1000", "data: stock"]


def test_reader_that_never_reads_hurts_nobody(callers: Callers) -> None:
    ines = callers.person("ines")
    place = urlsplit(callers.url)
    head = (
        f"GET /v1/live HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"X-Parcours-Device: {callers.shop.device}\r\n"
        f"Cookie: {SESSION_COOKIE}={ines.cookies[SESSION_COOKIE]}\r\n\r\n"
    )
    with contextlib.ExitStack() as stack:
        for _ in range(5):
            deaf = stack.enter_context(socket.create_connection((place.hostname, place.port)))
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            deaf.sendall(head.encode())
        said = words(stack.enter_context(ines.get("/v1/live", stream=True)))
        assert next(said) == "event: hello"
        # Long enough to fill every buffer between the hub and one that does not read.
        for n in range(2000):
            callers.shop.desk.nudges.publish(f"{n % 5}" * 5000)
        callers.shop.desk.nudges.publish(REQUESTS)
        assert "data: requests" in said
        assert ines.get("/v1/requests").status_code == 200
