"""A picture of the glass on its way to the hub: as its own device, small enough, and told."""

import queue
from base64 import b64encode

import pytest
from pytest_httpserver import HTTPServer

from contract.http import MAX_SCREENSHOT
from touchpoint.obeying import Result
from touchpoint.screenshots import WIDTHS, Picture

PATH = "/v1/screenshots/cabin-3"


def sent(hub: str, sizes: tuple[int, ...] = (9, 4)) -> Result:
    """What became of a picture that has so many bytes at each width."""
    drawn = {width: b"x" * size for width, size in zip(WIDTHS, sizes, strict=True)}
    answers: queue.Queue[Result] = queue.Queue()
    Picture(hub, ("cabin-3", "secret"), None).send(drawn.__getitem__, answers.put)
    return answers.get(timeout=60)


def test_picture_is_handed_in_by_its_own_device(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH, "PUT").respond_with_data(status=204)
    assert sent(httpserver.url_for("/")) == "done"
    (asked, _), *more = httpserver.log
    basic = b64encode(b"cabin-3:secret").decode()
    assert (asked.data, more) == (b"x" * 9, [])
    assert (asked.headers["Authorization"], asked.headers["Content-Type"]) == (
        f"Basic {basic}",
        "image/jpeg",
    )


def test_picture_too_large_is_drawn_smaller(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH, "PUT").respond_with_data(status=204)
    assert sent(httpserver.url_for("/"), (MAX_SCREENSHOT + 1, MAX_SCREENSHOT)) == "done"
    assert len(httpserver.log[0][0].data) == MAX_SCREENSHOT


def test_picture_too_large_at_any_width_is_not_sent(httpserver: HTTPServer) -> None:
    sizes = (MAX_SCREENSHOT + 1, MAX_SCREENSHOT + 1)
    assert (sent(httpserver.url_for("/"), sizes), httpserver.log) == ("failed", [])


@pytest.mark.parametrize("status", [302, 401, 409, 413, 500])
def test_hub_that_does_not_take_it_is_told_of(httpserver: HTTPServer, status: int) -> None:
    headers = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request(PATH, "PUT").respond_with_data(status=status, headers=headers)
    assert (sent(httpserver.url_for("/")), len(httpserver.log)) == ("failed", 1)


def test_hub_that_is_away_is_told_of(free_port: int) -> None:
    assert sent(f"http://127.0.0.1:{free_port}") == "failed"
