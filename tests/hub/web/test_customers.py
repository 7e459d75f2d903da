"""`POST /v1/customers`: whose card it is, answered to a screen and kept by nobody."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contract.erasure import EraseOrder, mark_of
from hub import erased
from hub.crm.counter import MOST, CardCounter
from hub.crm.port import CrmAway
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import served, shop

CODE, PATH = "MAISON-12345678", "/v1/customers"


class Crm:
    def customer_of(self, code: str) -> str | None:
        if code == "away":
            raise CrmAway("no line")
        return "c-1" if code == CODE else None


@pytest.fixture
def callers(tmp_path: Path) -> Iterator[Callers]:
    made = shop(tmp_path)
    made.app.state.parts = replace(made.app.state.parts, cards=CardCounter(Crm(), made.clock))
    with served(made) as hub:
        yield Callers(hub.shop, hub.url)


def test_a_screen_is_told_whose_card_it_is(callers: Callers) -> None:
    client = callers.touchpoint()
    known, unknown = (client.post(PATH, json={"code": code}) for code in (CODE, "other"))
    assert (known.json(), unknown.json()) == ({"customer": "c-1"}, {"customer": None})
    assert (known.status_code, known.headers["Cache-Control"]) == (200, "no-store")


def test_a_card_of_somebody_who_was_erased_is_one_that_nobody_knows(callers: Callers) -> None:
    desk, key = callers.shop.desk, bytes(32)
    order = EraseOrder(mark=mark_of(key, "c-1").hex(), key=key.hex())
    with desk.work() as work:
        erased.erase(work.tx, order, erased.find(work.tx, order), work.now)
    answer = callers.touchpoint().post(PATH, json={"code": CODE})
    assert (answer.status_code, answer.json()) == (200, {"customer": None})


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        ({"code": "away"}, 503),
        ({"code": ""}, 422),
        ({"code": CODE * 9}, 422),
        ({"card": CODE}, 422),
    ],
)
def test_what_cannot_be_answered_says_why_and_names_no_card(
    callers: Callers, ask: dict[str, str], status: int
) -> None:
    answer = callers.touchpoint().post(PATH, json=ask)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert CODE not in answer.text


def test_a_screen_that_guesses_is_made_to_wait(callers: Callers) -> None:
    client = callers.touchpoint()
    codes = [client.post(PATH, json={"code": str(n)}).status_code for n in range(MOST + 1)]
    assert codes == [200] * MOST + [429]
    assert 0 < int(client.post(PATH, json={"code": CODE}).headers["Retry-After"]) <= 60


def test_a_store_without_a_crm_knows_no_cards(one_hub: Callers) -> None:
    answer = one_hub.touchpoint().post(PATH, json={"code": CODE})
    assert (answer.status_code, answer.json()["title"]) == (404, "No cards are known here")
