"""Customers are taken out of words: by name and by mark alike, whole, and nobody else with them."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.customers import ERASED, checked_customer
from contract.envelope import fingerprint_in, read_event
from contract.erasure import Marks, Named, blotted, mark_of, without, without_in

KEY = bytes(32)
IDS = st.from_regex(r"[A-Za-z0-9]{1,8}([._:~-][A-Za-z0-9]{1,8}){0,4}", fullmatch=True).filter(
    lambda text: text != ERASED
)


def by_mark(customer: str) -> Marks:
    return Marks((b"another key", KEY), frozenset({mark_of(KEY, customer)}))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("c-1", "erased"),
        ("for c-1, or crm:c-1; c-1.", "for erased, or crm:erased; erased."),
        ("c-1-b", "erased-b"),
        ("c-10 xc-1 C-1 c1", "c-10 xc-1 C-1 c1"),
        ("c-1c-1 c-1:c-1", "c-1c-1 erased:erased"),
        ("", ""),
    ],
)
def test_id_is_found_as_a_word_and_as_a_part_of_one(text: str, left: str) -> None:
    assert (blotted(text, by_mark("c-1")), blotted(text, Named("c-1"))) == (left, left)


@given(
    customer=IDS, words=st.lists(st.one_of(IDS, st.text(max_size=9))), joint=st.sampled_from(" :/")
)
def test_by_mark_and_by_name_the_same_is_found(customer: str, words: list[str], joint: str) -> None:
    text = joint.join([*words, customer, *words])
    left = blotted(text, Named(customer))
    assert left == blotted(text, by_mark(customer)) == blotted(left, by_mark(customer))
    if ERASED not in text and all(customer not in word for word in words):
        assert (customer in left, ERASED in left) == (customer in ERASED, True)


def link(**more: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": "00000000-0000-7000-8000-000000000001",
        "source": "/stores/lyon/touchpoints/kiosk-1",
        "type": "parcours.visit.linked.v1",
        "time": "2026-11-21T10:15:02.120Z",
        "outbox": "00000000-0000-7000-8000-000000000002",
        "sequence": "000000000001",
        "visitid": "00000000-0000-7000-8000-000000000003",
        "customerid": "kiosk-1",
        "data": {"consent": "1-fr"},
        **more,
    }


def test_event_stays_one_and_keeps_what_the_contract_knows() -> None:
    # An id that reads like a touchpoint's name: where that stands, it is none.
    event = link(loyal={"of": ["kiosk-1", 1], "kiosk-1": True})
    free = without(event, by_mark("kiosk-1"))
    changed = {"customerid": ERASED, "loyal": {"of": [ERASED, 1], ERASED: True}}
    assert free == event | changed
    assert read_event(json.dumps(free).encode()).customerid == ERASED
    assert fingerprint_in(free) == fingerprint_in(without(free, by_mark("kiosk-1")))
    assert without(link(), by_mark("kiosk-2")) == link()


def test_id_that_nobody_checked_is_found_where_it_stands_alone() -> None:
    said = 'Ada "é" Lovelace'
    assert without(link(customerid=said), by_mark(said))["customerid"] == ERASED
    refused = without_in(json.dumps({"customerid": said, "type": 7}), by_mark(said))
    assert json.loads(refused) == {"customerid": ERASED, "type": 7}
    assert without_in('{"customerid": "c-1" broken', by_mark("c-1")) == (
        '{"customerid": "erased" broken'
    )


def test_no_customer_is_called_erased() -> None:
    with pytest.raises(ValueError, match="stands for customers who were erased"):
        checked_customer(ERASED)


def test_text_made_to_take_for_ever_takes_seconds() -> None:
    began = time.monotonic()
    assert blotted("a." * 32_000, by_mark("c-1")) == "a." * 32_000
    assert time.monotonic() - began < 20
