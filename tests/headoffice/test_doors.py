"""Head office's doors: what is refused, to whom, and in which words."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import requests
from starlette.routing import Route

from headoffice.batches import MAX_INFLATED
from headoffice.web.app import ROUTERS
from tests.headoffice.office import Office, engine, event, problem, served

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all: nothing here keeps anything."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder) as running:
        yield running


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"data": b"[1"}, 400, "this is not JSON"),
        ({"data": b"{}"}, 422, "an array of events is right"),
        ({"data": b"xyz", "headers": {"Content-Encoding": "gzip"}}, 400, "the body is not"),
        ({"data": b"x", "headers": {"Content-Encoding": "br"}}, 415, "gzip or none is right"),
        ({"data": json.dumps([0] * 5001).encode()}, 413, "at most 5000 are right"),
        (
            {
                "data": gzip.compress(b" " * (MAX_INFLATED + 1)),
                "headers": {"Content-Encoding": "gzip"},
            },
            413,
            "send fewer events",
        ),
        (
            {"data": gzip.compress(b"[]")[:-3], "headers": {"Content-Encoding": "gzip"}},
            400,
            "ends too early",
        ),
    ],
    ids=["no-json", "no-array", "no-gzip", "other-coding", "too-many", "bomb", "cut-off"],
)
def test_batch_that_is_none_is_refused_whole(
    office: Office, sent: dict[str, Any], status: int, words: str
) -> None:
    found, detail = problem(office.post(**sent))
    assert (found, words in detail) == (status, True), detail


def test_bearer_that_is_missing_or_unknown_is_refused(office: Office) -> None:
    nobody = requests.post(f"{office.url}/v1/events", b"[]", timeout=60)
    assert problem(nobody)[0] == 401
    assert problem(office.post(event(1), bearer="lyon.wrong"))[0] == 403
    assert problem(office.post(event(1), bearer="nowhere.wrong"))[0] == 403


def test_cursor_that_is_none_says_what_is_right(office: Office) -> None:
    bearer = {"Authorization": f"Bearer {office.bearer}"}
    for wrong in ("yesterday", "9" * 40 + "." + "0" * 36):
        status, detail = problem(office.get(f"/v1/events?after={wrong}", headers=bearer))
        assert (status, "Parcours-Cursor" in detail) == (422, True)


def test_inbox_answers_an_empty_list_after_its_wait(office: Office) -> None:
    bearer = {"Authorization": f"Bearer {office.bearer}"}
    assert office.get("/v1/inbox?after=3&wait=0.5", headers=bearer).json() == []
    assert problem(office.get("/v1/inbox"))[0] == 401


def test_figure_that_is_unknown_names_those_that_are(office: Office) -> None:
    answer = office.person().get(f"{office.url}/v1/figures/turnover", timeout=60)
    assert "response-times" in problem(answer)[1]


@pytest.mark.parametrize("path", ["/v1/live", "/v1/figures/today", "/v1/events"])
def test_machine_routes_answer_strangers_401(office: Office, path: str) -> None:
    assert problem(office.get(path))[0] == 401


@pytest.mark.parametrize(
    "path", ["/", "/board", "/lines", "/rejected", "/journey", "/funnel", "/pilots"]
)
def test_pages_send_strangers_to_sign_in(office: Office, path: str) -> None:
    answer = office.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/health", "/metrics", "/openapi.json", "/brand.css", "/sign-in"])
def test_open_routes_answer_anybody_with_strict_headers(office: Office, path: str) -> None:
    answer = office.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_sign_in_from_another_site_is_refused(office: Office) -> None:
    form = {"name": "claire", "password": office.password}
    answer = requests.post(
        f"{office.url}/sign-in", form, headers={"Sec-Fetch-Site": "cross-site"}, timeout=20
    )
    assert problem(answer)[0] == 403


def test_person_with_a_browser_reads_a_page_and_a_program_a_problem(office: Office) -> None:
    person = office.person()
    path = f"{office.url}/?store=atlantis"
    page = person.get(path, headers={"Accept": "text/html"}, timeout=60)
    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "No store is called &#39;atlantis&#39;" in page.text
    assert "no store is called 'atlantis'" in problem(person.get(path, timeout=60))[1]


#: Whoever comes may open these; every other route asks who it is.
OPEN = {
    "/sign-in", "/sign-in/begin", "/sign-in/return", "/sign-out", "/language", "/brand.css",
    "/health", "/metrics",
}  # fmt: skip
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, Route)]


def test_every_route_that_is_not_open_turns_a_stranger_away(office: Office) -> None:
    let_in = {}
    for route in ROUTES:
        named = re.sub(r"\{(store|name)\}", "lyon", route.path)
        path = named.replace("{visit}", str(UUID(int=1)))
        for method in route.methods or ():
            answer = requests.request(
                method, office.url + path, timeout=60, allow_redirects=False, json=[]
            )
            sent_away = answer.status_code in {401, 403} or (
                answer.headers.get("Location") == "/sign-in" and answer.status_code == 303
            )
            if not sent_away and route.path not in OPEN:
                let_in[method, route.path] = answer.status_code
    assert let_in == {}
    assert {route.path for route in ROUTES} >= {"/visits/{store}/{visit}", *OPEN}
