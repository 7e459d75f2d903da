"""Each sold unit and the visit it came from: rule by rule, and what holds for any events."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headoffice.sales.facts import Begun, Item, Link, Moment, Receipt, Seen
from headoffice.sales.join import Joined, Rule, join

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ONE, TWO = "00614141100019", "00614141100026"
HOUR = timedelta(hours=1)


def at(hours: float, *, timed: bool = True) -> Moment:
    return Moment(NOON + hours * HOUR, timed)


def sale(*items: Item, basket: str = "b1", hours: float = 0, **more: Any) -> Receipt:
    more.setdefault("moment", at(hours))
    return Receipt(
        ("/stores/lyon/hub", basket), more.pop("store", "lyon"), basket, items=items, **more
    )


def seen(visit: str, gtin: str = ONE, serial: str = "", hours: float = -1, **more: Any) -> Seen:
    more.setdefault("moment", at(hours))
    return Seen(more.pop("store", "lyon"), visit, gtin, serial, f"{gtin}/{serial}", **more)


def told(joined: Joined) -> list[tuple[str, Rule | None]]:
    return [(it.visit, it.rule) for it in joined.sales]


UNIT = Item(ONE, 1)
NOT_JOINED = [("", None)]


def test_same_piece_is_surest() -> None:
    receipts = [sale(Item(ONE, 1, "s1"), customer="c1")]
    links = [Link("lyon", "v2", "c1", at(-1))]
    found = join(receipts, [seen("v1", serial="s1", hours=-700), seen("v2")], links)
    assert told(found) == [("v1", Rule.SERIAL)]


def test_piece_that_two_visits_had_goes_on_to_the_customer() -> None:
    both = [seen("v1", serial="s1"), seen("v2", serial="s1")]
    receipts = [sale(Item(ONE, 1, "s1"), customer="c1")]
    assert told(join(receipts, both, [Link("lyon", "v2", "c1", at(-2))])) == [("v2", Rule.CUSTOMER)]
    assert told(join(receipts, both)) == NOT_JOINED


def test_customer_who_came_twice_goes_on_to_the_visit_the_till_names() -> None:
    links = [Link("lyon", "v1", "c1", at(-2)), Link("paris", "v2", "c1", at(-3))]
    begun = [Begun("lyon", "v1", at(-2))]
    receipts = [sale(UNIT, customer="c1", code="v1")]
    assert told(join(receipts, (), links, begun)) == [("v1", Rule.CODE)]
    assert told(join(receipts, (), links)) == NOT_JOINED


@pytest.mark.parametrize(
    ("hours", "rule"), [(-3, Rule.NEAR), (-3.01, None), (0, Rule.NEAR), (0.01, None)]
)
def test_same_gtin_is_near_for_three_hours(hours: float, rule: Rule | None) -> None:
    found = join([sale(UNIT)], [seen("v1", hours=hours)])
    assert [it.rule for it in found.sales] == [rule]


def test_same_gtin_in_another_store_or_by_a_wrong_clock_says_nothing() -> None:
    assert told(join([sale(UNIT)], [seen("v1", store="paris")])) == NOT_JOINED
    assert told(join([sale(UNIT)], [seen("v1", moment=at(-1, timed=False))])) == NOT_JOINED
    assert told(join([sale(UNIT, moment=at(0, timed=False))], [seen("v1")])) == NOT_JOINED


def test_wrong_clock_does_not_hide_the_same_piece() -> None:
    found = join([sale(Item(ONE, 1, "s1"))], [seen("v1", serial="s1", moment=at(5, timed=False))])
    assert told(found) == [("v1", Rule.SERIAL)]


def test_piece_seen_after_its_sale_says_nothing() -> None:
    assert told(join([sale(Item(ONE, 1, "s1"))], [seen("v1", serial="s1", hours=1)])) == NOT_JOINED


def test_two_sold_units_need_two_pieces() -> None:
    one, two = seen("v1", serial="s1"), seen("v1", serial="s2")
    assert told(join([sale(Item(ONE, 2))], [one])) == [("v1", Rule.NEAR), ("", None)]
    assert told(join([sale(Item(ONE, 2))], [one, two])) == [("v1", Rule.NEAR)] * 2


def test_only_piece_of_two_visits_is_ambiguous() -> None:
    assert (
        told(join([sale(UNIT)], [seen("v1", serial="s1"), seen("v2", serial="s1")])) == NOT_JOINED
    )


def test_piece_that_is_used_up_leaves_one_visit() -> None:
    """The higher rule goes first for all units, also for one sold later."""
    receipts = [sale(UNIT), sale(Item(ONE, 1, "s2"), basket="b2", hours=1)]
    found = join(receipts, [seen("v1", serial="s1"), seen("v2", serial="s2")])
    assert told(found) == [("v1", Rule.NEAR), ("v2", Rule.SERIAL)]


def test_customer_buys_what_was_not_tried_and_uses_up_what_was() -> None:
    links = [Link("lyon", "v1", "c1", at(-1))]
    receipts = [
        sale(UNIT, Item(TWO, 1), customer="c1"),
        sale(UNIT, basket="b2", hours=0.5),
    ]
    found = join(receipts, [seen("v1")], links)
    assert told(found) == [("v1", Rule.CUSTOMER)] * 2 + NOT_JOINED


def test_garment_that_was_not_theirs_joins_nothing() -> None:
    found = join([sale(UNIT)], [seen("v1"), seen("v1", hours=-0.5, disowned=True)])
    assert told(found) == NOT_JOINED


def test_basket_that_came_two_ways_counts_once_as_the_fuller_receipt() -> None:
    by_hub = sale(UNIT, Item(TWO, 1))
    in_file = replace(by_hub, event=("/stores/lyon/hub", "other"), customer="c1")
    for both in ([by_hub, in_file], [in_file, by_hub]):
        assert [it.unit.customer for it in join(both).sales] == ["c1", "c1"]


def test_return_takes_back_a_sale_and_is_none() -> None:
    sold = sale(Item(ONE, 2, ""), Item(TWO, 1, "s1"))
    back = sale(Item(TWO, -1, "s1"), Item(ONE, -3), basket="b2", hours=24)
    found = join([back, sold])
    assert len(found.sales) == 3
    taken = [(it.unit.gtin, it.sale and it.sale.number) for it in found.returns]
    assert taken == [(TWO, 0), (ONE, 1), (ONE, 0), (ONE, None)]


def test_return_of_another_piece_or_too_late_takes_back_nothing() -> None:
    sold = sale(Item(ONE, 1, "s1"))
    other = sale(Item(ONE, -1, "s2"), basket="b2", hours=1)
    late = sale(Item(ONE, -1, "s1"), basket="b3", hours=24 * 31)
    assert [it.sale for it in join([sold, other, late]).returns] == [None, None]


# ── For any events ──────────────────────────────────────────────────────────────────────────────
_hours = st.sampled_from([-800, -30, -3, -2.5, -1, -0.5, 0, 0.5, 1, 2])
_moments = st.builds(
    lambda hours, timed: at(hours, timed=timed), _hours, st.sampled_from([True] * 4 + [False])
)
_stores = st.sampled_from(["lyon", "lyon", "paris"])
_gtins = st.sampled_from([ONE, TWO])
_serials = st.sampled_from(["", "", "s1", "s2"])
_visits = st.sampled_from([f"v{n}" for n in range(5)])
_customers = st.sampled_from(["", "c1", "c2"])
_items = st.builds(Item, _gtins, st.sampled_from([1, 1, 2, -1]), _serials)
_receipt = st.builds(
    Receipt,
    st.tuples(st.just("/stores/lyon/hub"), st.uuids().map(str)),
    _stores,
    st.sampled_from([f"b{n}" for n in range(6)]),
    _moments,
    st.lists(_items, min_size=1, max_size=3).map(tuple),
    _customers,
    st.one_of(st.just(""), _visits),
)
_receipts = st.lists(_receipt, max_size=6)
_baskets = st.lists(_receipt, max_size=6, unique_by=lambda it: (it.store, it.basket))
_seen = st.lists(
    st.builds(Seen, st.just("lyon"), _visits, _gtins, _serials, st.sampled_from("tu"), _moments,
              st.sampled_from([False] * 5 + [True])),
    max_size=10,
)  # fmt: skip
_links = st.lists(
    st.builds(Link, st.just("lyon"), _visits, st.sampled_from(["c1", "c2"]), _moments), max_size=3
)
_begun = st.lists(st.builds(Begun, st.just("lyon"), _visits, _moments), max_size=4)


@given(_receipts, _seen, _links, _begun, st.randoms(use_true_random=False))
def test_order_of_the_events_plays_no_part(
    receipts: Any, garments: Any, links: Any, begun: Any, random: Any
) -> None:
    expected = join(receipts, garments, links, begun)
    for them in (receipts, garments, links, begun):
        random.shuffle(them)
    # An event that came twice is one event.
    assert join(receipts * 2, garments * 2, links * 2, begun * 2) == expected


@given(_receipts, _seen, _links, _begun)
def test_sold_is_joined_and_not_joined_and_no_unit_counts_twice(
    receipts: Any, garments: Any, links: Any, begun: Any
) -> None:
    found = join(receipts, garments, links, begun)
    units = [it.unit for it in found.sales]
    assert len(set(units)) == len(units)
    assert [it.unit for it in found.sales if (it.rule is None) != (it.visit == "")] == []
    identities = {(u.store, u.basket, u.line, u.number) for u in units}
    assert len(identities) == len(units)
    assert [u for u in units if u.returned] == []
    taken = [it.sale for it in found.returns if it.sale]
    assert len(set(taken)) == len(taken)
    assert [sold for sold in taken if sold not in set(units)] == []


@given(_receipts, _seen, _links, _begun)
def test_no_garment_is_used_up_twice(receipts: Any, garments: Any, links: Any, begun: Any) -> None:
    by_piece = (Rule.SERIAL, Rule.NEAR)
    sales = [it for it in join(receipts, garments, links, begun).sales if it.rule in by_piece]
    won = Counter((it.visit, it.unit.gtin) for it in sales)
    had = Counter((v, g) for v, g, _ in {(it.visit, it.gtin, it.serial) for it in garments})
    assert [key for key, n in won.items() if n > had[key]] == []


@given(_receipts, _seen, _links, _begun)
def test_visit_without_the_gtin_changes_nothing(
    receipts: Any, garments: Any, links: Any, begun: Any
) -> None:
    other = [seen("unrelated", "00614141100033", serial) for serial in ("", "s1")]
    more = join(receipts, garments + other, links, [*begun, Begun("lyon", "unrelated", at(-1))])
    assert more == join(receipts, garments, links, begun)


@given(_baskets, _seen, _links, _begun)
def test_higher_rule_is_never_beaten_by_a_lower_one(
    receipts: Any, garments: Any, links: Any, begun: Any
) -> None:
    """What is joined for certain stays joined so, whatever else would join it too."""
    serial_only = join([replace(it, customer="", code="") for it in receipts], garments)
    whole = join(receipts, garments, links, begun)
    kept = [(it.unit.basket, it.unit.line, it.unit.number) for it in serial_only.sales]
    assert kept == [(it.unit.basket, it.unit.line, it.unit.number) for it in whole.sales]
    pairs = list(zip(serial_only.sales, whole.sales, strict=True))
    sure = [(a, b) for a, b in pairs if a.rule is Rule.SERIAL]
    assert [a for a, b in sure if (b.visit, b.rule) != (a.visit, a.rule)] == []
    linked = join([replace(it, code="") for it in receipts], (), links)
    by_link = {_key(it): it.visit for it in linked.sales if it.rule is Rule.CUSTOMER}
    beaten = [it for it in whole.sales if _key(it) in by_link and it.rule in (Rule.CODE, Rule.NEAR)]
    assert beaten == []


def _key(outcome: Any) -> tuple[str, str, int, int]:
    unit = outcome.unit
    return unit.store, unit.basket, unit.line, unit.number
