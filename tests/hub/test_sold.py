"""What the hub keeps of pieces sold: a mark of each, as long as it is sold, and no serial."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.events import PurchaseCompleted, PurchaseLine
from contract.ids import new_id
from contract.outcomes import Rejected
from contract.sold import Sold
from hub.desk import Desk
from hub.housekeeping import Housekeeping
from hub.store import Database
from messaging.clock import ManualClock

COAT, SCARF = "00614141100019", "00614141100026"
DAY = 24 * 60 * 60.0


def line(gtin: str, serial: str | None, quantity: int = 1) -> PurchaseLine:
    return PurchaseLine(
        gtin=gtin, serial=serial, quantity=quantity, unit_price=Decimal(890), currency="EUR"
    )


def receipt(*lines: PurchaseLine) -> PurchaseCompleted:
    return PurchaseCompleted(basket=new_id(), lines=lines)


@dataclass
class Store:
    """A hub's desk on a real database, and what a Pi has of it."""

    path: Path
    clock: ManualClock

    def __post_init__(self) -> None:
        self.desk = Desk(Database(self.path), "lyon", self.clock, new_id)

    def restart(self) -> None:
        self.desk.db.close()
        self.__post_init__()

    def sell(self, *lines: PurchaseLine) -> PurchaseCompleted:
        return self.again(receipt(*lines))

    def again(self, basket: PurchaseCompleted) -> PurchaseCompleted:
        self.desk.sell(basket, self.clock.now())
        return basket

    def known(self) -> Sold:
        """What a touchpoint makes of the document."""
        return Sold.model_validate_json(self.desk.sold().model_dump_json())

    def has(self, *serials: str) -> list[bool]:
        known = self.known()
        return [known.has(COAT, serial) for serial in serials]

    def rows(self) -> list[tuple[object, ...]]:
        with self.desk.db.read() as rx:
            return [tuple(row) for row in rx.execute("select * from sold")]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    found = Store(tmp_path / "hub.db", clock)
    yield found
    found.desk.db.close()


def test_serial_is_sold_until_it_comes_back(store: Store) -> None:
    store.sell(line(COAT, "A1"), line(COAT, "A2"), line(COAT, None, 3))
    before = store.has("A1", "A2", "A3")
    store.sell(line(COAT, "A1", -1))
    assert (before, store.has("A1", "A2", "A3")) == ([True, True, False], [False, True, False])


def test_last_line_of_an_exchange_counts(store: Store) -> None:
    store.sell(line(COAT, "A1"), line(COAT, "A1", -1))
    store.sell(line(COAT, "A2", -1), line(COAT, "A2"))
    assert store.has("A1", "A2") == [False, True]


def test_receipt_taken_twice_changes_nothing(store: Store) -> None:
    sale = store.sell(line(COAT, "A1"))
    store.sell(line(COAT, "A1", -1))
    before = store.known()
    store.again(sale)
    assert store.known() == before


def test_refused_receipt_marks_nothing(store: Store) -> None:
    sale = store.sell(line(COAT, "A1"))
    before = store.known()
    with pytest.raises(Rejected):
        store.again(sale.model_copy(update={"lines": (line(COAT, "A2"),)}))
    assert store.known() == before


@pytest.mark.parametrize("table", ["events", "sold"])
def test_receipt_and_marks_are_booked_together_or_not_at_all(store: Store, table: str) -> None:
    store.sell(line(COAT, "A1"))
    before = store.known()
    with store.desk.db.transaction() as tx:
        tx.execute(
            f"create trigger forbidden before insert on {table} "
            "begin select raise(abort, 'forbidden'); end"
        )
    sale = receipt(line(COAT, "A2"))
    with pytest.raises(sqlite3.IntegrityError, match="forbidden"):
        store.again(sale)
    after = store.known()
    with store.desk.db.transaction() as tx:
        tx.execute("drop trigger forbidden")
    store.again(sale)
    assert (after, store.has("A2")) == (before, [True])


@pytest.mark.parametrize("lines", [(), (line(COAT, None),), (line(COAT, ""),)])
def test_before_the_first_serial_it_is_known_that_nothing_was_sold(
    store: Store, lines: tuple[PurchaseLine, ...]
) -> None:
    before = store.known()
    store.sell(*lines)
    store.restart()
    assert (len(before.key), before.marks, before.version != "") == (32, frozenset(), True)
    assert (store.known(), store.desk.sold_version()) == (before, before.version)


def test_first_serial_is_a_new_version_under_the_same_key(store: Store) -> None:
    before = store.known()
    store.sell(line(COAT, "A1"))
    after = store.known()
    assert (after.key, after.version == before.version) == (before.key, False)


def test_mark_says_neither_serial_nor_hour(store: Store) -> None:
    store.sell(line(COAT, "A1"))
    ((mark, day),) = store.rows()
    assert (mark, day) == (next(iter(store.known().marks)), "2026-11-21")


def test_each_store_marks_with_a_key_of_its_own(tmp_path: Path, clock: ManualClock) -> None:
    stores = [Store(tmp_path / name, clock) for name in ("lyon.db", "paris.db")]
    for store in stores:
        store.sell(line(COAT, "A1"))
    lyon, paris = (store.known() for store in stores)
    assert (len(lyon.key), len(lyon.marks & paris.marks)) == (32, 0)
    for store in stores:
        store.desk.db.close()


def encodings(text: str) -> list[bytes]:
    """*text* as it might stand in a document: plain, in hexadecimal, in base64 at any offset."""
    plain = text.encode()
    based = [base64.b64encode(b"\0" * n + plain)[4:-4] for n in range(3)]
    number = int(text).to_bytes(8, "big").lstrip(b"\0")
    return [plain, plain[::-1], plain.hex().encode(), number, number[::-1], *based]


def test_document_holds_the_serial_in_no_encoding(store: Store) -> None:
    serial = "271828182845"
    store.sell(line(COAT, serial))
    body = store.desk.sold().model_dump_json().encode()
    packed = [base64.b64decode(json.loads(body)[part]) for part in ("key", "marks")]
    texts = [body, body.lower(), *packed]
    found = [code for code in encodings(serial) + encodings(COAT) for t in texts if code in t]
    assert (store.known().has(COAT, serial), found) == (True, [])


def test_mark_is_let_go_after_two_years(store: Store, clock: ManualClock) -> None:
    housekeeping = Housekeeping(store.desk.db, 90, 400, lambda: None)
    store.sell(line(COAT, "A1"))
    clock.advance(DAY)
    store.sell(line(COAT, "A2"))
    seen = []
    for days in (759, 1):
        clock.advance(days * DAY)
        before = store.desk.sold_version()
        housekeeping.step(clock.now())
        seen.append((store.has("A1", "A2"), store.desk.sold_version() == before))
    assert seen == [([True, True], True), ([False, True], False)]


SERIALS = ("A1", "A2", "7")
PIECES = st.tuples(st.sampled_from((COAT, SCARF)), st.sampled_from((*SERIALS, None)))
LINES = st.lists(st.tuples(PIECES, st.sampled_from((1, -1, 2, 0))), max_size=3)
STEPS = st.lists(st.one_of(LINES, st.integers(0, 9), st.just("restart")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_sold_is_what_moved_last_by_a_sale(
    steps: list[list[tuple[tuple[str, str | None], int]] | int | str],
) -> None:
    """A number is an earlier receipt taken again."""
    with TemporaryDirectory() as folder:
        store, booked = Store(Path(folder) / "hub.db", ManualClock()), list[PurchaseCompleted]()
        expected: dict[tuple[str, str | None], bool] = {}
        # So that there is a receipt to take again.
        booked.append(store.sell(line(COAT, "first")))
        for step in steps:
            if step == "restart":
                store.restart()
            elif isinstance(step, int):
                store.again(booked[step % len(booked)])
            elif isinstance(step, list):
                booked.append(store.sell(*(line(*piece, quantity) for piece, quantity in step)))
                expected |= {piece: quantity > 0 for piece, quantity in step if quantity}
        known = store.known()
        store.desk.db.close()
    pieces = [(gtin, serial) for gtin in (COAT, SCARF) for serial in SERIALS]
    assert [known.has(*p) for p in pieces] == [expected.get(p, False) for p in pieces]
    assert len(known.marks) == 1 + sum(expected.get(p, False) for p in pieces)
