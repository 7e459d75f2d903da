"""The conversion figure of a small day and night, counted by hand over the real engine."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from headoffice.batches import check_batch
from headoffice.figures import FIGURES, Ask, Span
from headoffice.ingest import Writer
from headoffice.sales.conversion import MEANING, Conversion, Part, conversion
from headoffice.store import STATEMENTS, ClickHouseStore
from tests.headoffice.office import Office, event

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
ONE, TWO = "00614141100019", "00614141100026"
NO_CLOCK = {"clock": "unsynced"}


def day(n: int, days: int = 1) -> Span:
    start = datetime(2026, 11, n, tzinfo=ZONE)
    return Span(start, start + timedelta(days=days), ZONE)


class Store:
    """What a store's hub sends, numbered as it comes; times are in UTC on a day of November."""

    def __init__(self, name: str) -> None:
        self.name, self.events = name, list[dict[str, Any]]()

    def visit(self, visit: int, name: str, at: str, data: Any = None, **more: Any) -> "Store":
        return self._add(name, at, data or {}, visitid=str(UUID(int=visit)), **more)

    def begin(self, visit: int, at: str) -> "Store":
        return self.visit(visit, "visit.started", at, {"how": "touch", "language": "fr"})

    def garment(
        self, visit: int, at: str, gtin: str = ONE, serial: str = "", **more: Any
    ) -> "Store":
        data = {"gtin": gtin, "tag": f"{gtin}{serial}", "by": "uhf", "serial": serial or None}
        return self.visit(visit, more.pop("name", "garment.arrived"), at, data, **more)

    def linked(self, visit: int, at: str, customer: str) -> "Store":
        return self.visit(visit, "visit.linked", at, {"consent": "1-fr"}, customerid=customer)

    def sale(self, basket: int, at: str, *lines: tuple[str, int, str], **more: Any) -> "Store":
        data = {
            "basket": str(UUID(int=basket)),
            "visit_code": more.pop("code", None),
            "lines": [
                {"gtin": gtin, "quantity": n, "serial": serial or None}
                | {"unit_price": "89.00", "currency": "EUR"}
                for gtin, n, serial in lines
            ],
        }
        source = f"/stores/{self.name}/hub"
        return self._add("purchase.completed", at, data, source=source, **more)

    def _add(self, name: str, at: str, data: dict[str, Any], **more: Any) -> "Store":
        time = f"2026-11-{at}:00.000Z"
        n = len(self.events) + 1
        if more.get("visitid") is None:
            more["visitid"] = None
        self.events.append(event(n, name, self.name, time=time, data=data, **more))
        return self


@pytest.fixture
def ask(store: ClickHouseStore) -> Ask:
    return lambda name, params: store.query(STATEMENTS[name].sql, params, timeout=60)


def keep(writer: Writer, *stores: Store) -> None:
    for store in stores:
        batch = check_batch(json.loads(json.dumps(store.events)), store.name, datetime.now(UTC))
        assert batch.refused == ()
        writer.submit(batch).result(timeout=60)


def lyon() -> Store:
    """Four visits of the 21st: won by serial, customer, code, and a guess past midnight."""
    lyon = Store("lyon")
    for visit, at in ((1, "21T10:00"), (2, "21T11:00"), (3, "21T12:00"), (4, "21T22:10")):
        lyon.begin(visit, at)
    lyon.garment(1, "21T10:05", ONE, "s1").linked(2, "21T11:05", "c2")
    lyon.garment(4, "21T22:20", TWO)
    lyon.sale(901, "21T14:00", (ONE, 1, "s1"))
    lyon.sale(902, "21T14:10", (ONE, 2, ""), customerid="c2")
    lyon.sale(903, "21T14:20", (TWO, 1, ""), code=str(UUID(int=3)))
    # Half past midnight in Paris is the next day.
    return lyon.sale(904, "21T23:30", (TWO, 1, ""), (ONE, 1, ""))


def counted(one: Conversion) -> dict[str, Any]:
    return {
        "visits": (one.with_purchase.of, one.visits),
        "visits_by_rule": [it.share.of for it in one.visits_by_rule],
        "sold": one.sold,
        "joined_by_rule": [it.share.of for it in one.joined_by_rule],
        "not_joined": one.not_joined.of,
    }


def test_day_is_as_counted_by_hand(writer: Writer, ask: Ask) -> None:
    keep(writer, lyon())
    (found,) = conversion(ask, day(21), "lyon")
    assert counted(found) == {
        "visits": (4, 4),
        "visits_by_rule": [1, 1, 1, 1],
        "sold": 4,
        "joined_by_rule": [1, 2, 1, 0],
        "not_joined": 0,
    }
    assert found.estimated == Part(0, 4, 0.0)
    (next_day,) = conversion(ask, day(22), "lyon")
    assert counted(next_day) == {
        "visits": (0, 0),
        "visits_by_rule": [0, 0, 0, 0],
        "sold": 2,
        "joined_by_rule": [0, 0, 0, 1],
        "not_joined": 1,
    }
    assert next_day.estimated == Part(1, 1, 1.0)
    assert [it.rule for it in next_day.joined_by_rule if it.estimated] == ["estimated"]


def test_days_add_up_to_the_week(writer: Writer, ask: Ask) -> None:
    """A sale far away that used up a garment bears on a day in which it does not stand."""
    store = lyon()
    store.begin(5, "20T15:00").garment(5, "20T15:10", ONE, "s5")
    store.sale(905, "20T16:00", (ONE, 1, ""))
    store.sale(906, "24T16:00", (ONE, 1, "s5"))
    keep(writer, store)
    (week,) = conversion(ask, day(19, 7), "lyon")
    days = [one for n in range(19, 26) for one in conversion(ask, day(n), "lyon")]
    assert week.sold == sum(one.sold for one in days) == 8
    by_rule = [[it.share.of for it in one.joined_by_rule] for one in days]
    assert [sum(column) for column in zip(*by_rule, strict=True)] == [2, 2, 1, 1]
    assert counted(week)["joined_by_rule"] == [2, 2, 1, 1]
    assert week.with_purchase.of == sum(one.with_purchase.of for one in days) == 5


def test_stores_are_apart_and_all_of_them_come_first(writer: Writer, ask: Ask) -> None:
    paris = Store("paris").begin(51, "21T10:00").sale(951, "21T11:00", (ONE, 1, ""))
    keep(writer, lyon(), paris)
    found = conversion(ask, day(21))
    assert [(it.store, it.visits, it.sold, it.not_joined.of) for it in found] == [
        ("", 5, 5, 1),
        ("lyon", 4, 4, 0),
        ("paris", 1, 1, 1),
    ]


def test_basket_of_hub_and_file_counts_once(writer: Writer, ask: Ask) -> None:
    store = Store("lyon").sale(901, "21T14:00", (ONE, 2, "")).sale(901, "21T13:58", (ONE, 2, ""))
    keep(writer, store)
    assert [it.sold for it in conversion(ask, day(21), "lyon")] == [2]


def test_return_of_an_earlier_day_is_matched_and_no_sale(writer: Writer, ask: Ask) -> None:
    store = Store("lyon").sale(901, "10T14:00", (ONE, 1, ""))
    store.sale(902, "21T14:00", (ONE, -1, ""), (TWO, -1, ""))
    keep(writer, store)
    (found,) = conversion(ask, day(21), "lyon")
    assert (found.sold, found.returned) == (0, Part(1, 2, 0.5))


def test_consent_taken_back_and_garment_not_mine_join_nothing(writer: Writer, ask: Ask) -> None:
    store = Store("lyon").begin(1, "21T10:00").garment(1, "21T10:05").linked(1, "21T10:06", "c1")
    store.visit(1, "visit.unlinked", "21T10:07", customerid="c1")
    store.garment(1, "21T10:08", name="garment.disowned")
    store.sale(901, "21T11:00", (ONE, 1, ""), customerid="c1")
    keep(writer, store)
    (found,) = conversion(ask, day(21), "lyon")
    assert (found.sold, found.not_joined.of) == (1, 1)


def test_wrong_clock_is_joined_by_the_piece_alone(writer: Writer, ask: Ask) -> None:
    recorded = {"recordedtime": "2026-11-21T10:05:00.000Z", **NO_CLOCK}
    store = Store("lyon").begin(1, "21T10:00").garment(1, "01T00:00", ONE, "s1", **recorded)
    store.garment(1, "21T10:05", TWO, "s2", **NO_CLOCK)
    store.sale(901, "21T11:00", (ONE, 1, "s1"), (TWO, 1, ""))
    keep(writer, store)
    (found,) = conversion(ask, day(21), "lyon")
    assert counted(found)["joined_by_rule"] == [1, 0, 0, 0]
    assert found.not_joined.of == 1


def test_day_without_anything_is_nothing(writer: Writer, ask: Ask) -> None:
    del writer
    (found,) = conversion(ask, day(21))
    assert (found.store, found.visits, found.sold, found.joined) == ("", 0, 0, Part(0, 0, None))


def test_figure_is_served_with_its_definition(office: Office) -> None:
    batch = check_batch(json.loads(json.dumps(lyon().events)), "lyon", datetime.now(UTC))
    office.parts.writer.submit(batch).result(timeout=60)
    answer = (
        office.person().get(f"{office.url}/v1/figures/conversion?store=lyon", timeout=60).json()
    )
    assert answer["definition"] == MEANING == FIGURES["conversion"].definition
    (value,) = answer["value"]
    assert value["with_purchase"] == {"of": 3, "n": 3, "rate": 1.0}
    assert value["joined_by_rule"][3] == {
        "rule": "estimated",
        "estimated": True,
        "share": {"of": 0, "n": 4, "rate": 0.0},
    }
