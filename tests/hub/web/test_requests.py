"""A request's steps over HTTP: first come, repeats, late ones, and words for each refusal."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from contract.requests import RequestKind
from hub import commands
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import COAT

NOBODYS = "0192f0c1-0000-7000-8000-000000000001"


def test_requests_come_longest_wait_first(callers: Callers) -> None:
    second = callers.shop.ask("cabin-1", age=5)
    first = callers.shop.ask("cabin-2", age=30)
    found = callers.person("ines").get("/v1/requests?state=open").json()["requests"]
    assert [(card["request"], card["waited_seconds"]) for card in found] == [
        (first, 30.0),
        (second, 5.0),
    ]


def test_request_names_what_is_here_instead_nearest_first(callers: Callers) -> None:
    callers.shop.ask(gtin=COAT["Ivory", "38"], wanted=COAT["Ivory", "40"])
    (card,) = callers.person("ines").get("/v1/requests").json()["requests"]
    assert card["alternatives"] == [
        {"gtin": COAT["Ink", "40"], "colour": "Ink", "size": "40", "available": 1},
        {"gtin": COAT["Ink", "38"], "colour": "Ink", "size": "38", "available": 3},
    ]


def test_step_again_by_its_owner_changes_nothing(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    answers = [ines.post(f"/v1/requests/{request}/accept") for _ in range(2)]
    assert [(a.status_code, a.json()["repeated"], a.json()["by"]) for a in answers] == [
        (200, False, "Inès"),
        (200, True, "Inès"),
    ]


def test_step_on_what_another_has_names_that_person(callers: Callers) -> None:
    request = callers.shop.ask()
    callers.person("ines").post(f"/v1/requests/{request}/accept")
    answer = callers.person("malo").post(f"/v1/requests/{request}/accept")
    assert (answer.status_code, answer.headers["content-type"], answer.json()) == (
        409,
        "application/problem+json",
        {
            "type": "about:blank",
            "title": "Inès has it",
            "status": 409,
            "detail": "Inès is taking care of it.",
            "associate": "ines",
            "by": "Inès",
        },
    )


def test_step_on_a_final_request_names_its_state(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    for step in ("accept", "on-the-way", "done"):
        assert ines.post(f"/v1/requests/{request}/{step}").status_code == 200
    answer = callers.person("malo").post(f"/v1/requests/{request}/accept")
    assert (answer.status_code, answer.json()["state"]) == (409, "done")


def test_step_on_no_request_is_not_found(callers: Callers) -> None:
    answer = callers.person("ines").post(f"/v1/requests/{NOBODYS}/accept")
    assert (answer.status_code, answer.json()["title"]) == (404, "No such request")


def test_two_at_once_one_has_it(callers: Callers) -> None:
    request = callers.shop.ask()
    clients = [callers.person(who) for who in ("ines", "malo") * 4]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda c: c.post(f"/v1/requests/{request}/accept"), clients))
    owner = callers.shop.desk.request(request)
    assert owner is not None
    winners = [a.json()["associate"] for a in answers if a.status_code == 200]
    losers = [a.json()["associate"] for a in answers if a.status_code == 409]
    assert winners == [owner.associate] * 4
    assert losers == [owner.associate] * 4


def test_not_found_keeps_reason_and_alternative(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    body = {"reason": "sold", "alternative_gtin": COAT["Ink", "40"]}
    card = ines.post(f"/v1/requests/{request}/unavailable", json=body).json()
    assert (card["state"], card["reason"], card["alternative_gtin"]) == (
        "unavailable",
        "sold",
        COAT["Ink", "40"],
    )


def test_button_with_a_gtin_that_is_none_says_so_and_changes_nothing(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    page = f"/requests/{request}/unavailable"
    answer = ines.post(page, data={"reason": "sold", "alternative_gtin": "12"})
    said = "'12' has 2 characters; a GTIN on the wire has 14 digits"
    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        f"body.alternative_gtin: Value error, {said}",
    )
    found = callers.shop.desk.request(request)
    assert found is not None
    assert found.state == "accepted"
    form = {"reason": "sold", "alternative_gtin": ""}
    assert ines.post(page, data=form, allow_redirects=False).status_code == 303
    assert callers.shop.desk.request(request) != found


def test_hand_over_to_a_stranger_is_refused(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    answer = ines.post(f"/v1/requests/{request}/hand-over", json={"to": "nobody-known"})
    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "to 'nobody-known' was found; the associate id of a colleague is right",
    )
    assert (
        ines.post(f"/v1/requests/{request}/hand-over", json={"to": "malo"}).json()["by"] == "Malo"
    )


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        (f"/v1/requests/{NOBODYS}/unavailable", b'{"reason": "lost"}', 422, "reason: Input should"),
        (f"/v1/requests/{NOBODYS}/accept", b"not json", 422, "body: Invalid JSON"),
        ("/v1/requests/42/accept", b"", 422, "request_id: Value error, '42' is no UUID"),
        (f"/v1/requests/{NOBODYS}/dance", b"", 422, "step: Input should be 'seen'"),
    ],
)
def test_body_that_does_not_fit_says_what_would(
    one_hub: Callers, path: str, body: bytes, status: int, words: str
) -> None:
    answer = one_hub.person("ines").post(path, data=body)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_names_never_leave_in_events(callers: Callers) -> None:
    request = callers.shop.ask(kind=RequestKind.HELP, gtin=None, wanted=None)
    ines = callers.person("ines")
    for step in ("seen", "accept", "on-the-way", "done"):
        ines.post(f"/v1/requests/{request}/{step}")
    with callers.shop.desk.db.read() as rx:
        bodies = [bytes(row[0]).decode() for row in rx.execute("select body from events")]
    assert len(bodies) == 4
    assert all('"associate":"ines"' in body.replace(" ", "") for body in bodies)
    assert not any("Inès" in body or "In\\u00e8s" in body for body in bodies)


def test_every_card_says_how_many_where_and_what_else_when_there_is_none(callers: Callers) -> None:
    ines = callers.person("ines")
    for place, wanted in (("cabin-1", ("Ivory", "40")), ("cabin-2", ("Ivory", "36"))):
        mine = callers.shop.ask(place, wanted=COAT[wanted], age=50)
        callers.shop.desk.act(mine, commands.Accept("ines"))
    callers.shop.ask("cabin-3", age=40)
    callers.shop.ask("cabin-4", wanted=COAT["Ivory", "36"], age=30)
    callers.shop.ask("cabin-5", wanted=COAT["Ink", "38"], age=20)
    page = ines.get("/queue").text
    lines = re.findall(r'<p class="whereabouts">(.*?)</p>', page, re.DOTALL)
    empty = "None left here, counted 10:00 · <b>or else size 40, Ivory</b> · Rail 4"
    assert [re.sub(r"\s+", " ", line).strip() for line in lines] == [
        "2 here, counted 10:00 · Rail 4",
        empty,
        empty,
        "3 here, counted 10:00 · Rail 4",
    ]
