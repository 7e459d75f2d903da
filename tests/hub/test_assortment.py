"""A stock file into the hub: what it cannot say is never believed to be zero."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalogue.problems import FileError
from contract.ids import new_id
from hub.assortment import ImportedStock, read_counts
from hub.desk import Desk
from hub.stock import Count, Feed, OlderFeed
from hub.store import Database
from messaging.clock import ManualClock

COAT, SHIRT, SCARF = "00614141100019", "00614141100026", "00614141100033"
EIGHT = datetime(2026, 11, 21, 8, tzinfo=UTC)
NINE = "2026-11-21T09:00:00Z"
HEADER = "gtin,quantity,where,as_of\n"


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    """Five of each were here at eight; now it is ten."""
    db = Database(tmp_path / "hub.db")
    found = Desk(db, "lyon", clock, new_id)
    found.put_stock(Feed({gtin: Count(5, EIGHT) for gtin in (COAT, SHIRT, SCARF)}, EIGHT))
    yield found
    db.close()


def read(desk: Desk, folder: Path, *rows: str) -> ImportedStock:
    file = folder / "stock.csv"
    file.write_text(HEADER + "".join(row + "\n" for row in rows))
    return read_counts(file, "lyon", desk.clock.now())


def available(desk: Desk) -> list[tuple[int | None, str]]:
    return [(found.available, found.confidence) for found in map(desk.stock, (COAT, SHIRT, SCARF))]


@pytest.mark.parametrize("quantity", ["", "3.0", "-1", "lots"])
def test_row_without_a_count_keeps_its_figure_until_it_is_stale(
    desk: Desk, clock: ManualClock, tmp_path: Path, quantity: str
) -> None:
    desk.put_stock(read(desk, tmp_path, f"{COAT},2,,{NINE}", f"{SHIRT},{quantity},,{NINE}").feed)
    assert available(desk) == [(2, "counted"), (5, "counted"), (0, "counted")]
    clock.advance(22 * 3600 + 1)
    assert available(desk) == [(2, "counted"), (5, "stale"), (0, "counted")]


def test_feed_with_a_row_of_nobody_knows_what_leaves_the_others_alone(
    desk: Desk, tmp_path: Path
) -> None:
    found = read(desk, tmp_path, f"{COAT},2,,{NINE}", f"0614141100020,1,,{NINE}")
    desk.put_stock(found.feed)
    assert available(desk) == [(2, "counted"), (5, "counted"), (5, "counted")]
    row, whole = found.problems
    assert row == (
        "stock.csv line 3: found '0614141100020' ends in check digit 0, which would have to be 6; "
        "wanted a valid GTIN"
    )
    assert whole == (
        "stock.csv: found a row without its gtin; what this feed leaves out keeps its count, "
        "for it may be that row"
    )


def test_row_dated_ahead_is_refused_and_the_rest_goes_on(
    desk: Desk, clock: ManualClock, tmp_path: Path
) -> None:
    ahead, fast = "2026-11-21T10:05:00.001Z", "2026-11-21T10:05:00Z"
    found = read(desk, tmp_path, f"{COAT},2,,{fast}", f"{SHIRT},1,,{ahead}")
    desk.put_stock(found.feed)
    assert available(desk) == [(2, "counted"), (5, "counted"), (0, "counted")]
    (problem,) = found.problems
    assert problem == (
        f"stock.csv line 3: found as_of '{ahead}'; wanted a time no later than "
        "2026-11-21T10:05:00.000Z by this computer's clock"
    )
    clock.advance(3600)
    desk.put_stock(read(desk, tmp_path, f"{COAT},7,,2026-11-21T10:30:00Z").feed)
    assert available(desk) == [(7, "counted"), (0, "counted"), (0, "counted")]


def test_what_was_taken_from_the_future_bars_the_store_no_longer(
    desk: Desk, clock: ManualClock, tmp_path: Path
) -> None:
    clock.advance(365 * 24 * 3600)
    desk.put_stock(Feed({COAT: Count(9, clock.now())}, clock.now()))
    clock.advance(-365 * 24 * 3600)
    desk.put_stock(read(desk, tmp_path, f"{COAT},2,,{NINE}", f"{SHIRT},1,,{NINE}").feed)
    assert available(desk) == [(2, "counted"), (1, "counted"), (0, "counted")]
    with pytest.raises(OlderFeed):
        desk.put_stock(Feed({}, EIGHT))


def test_older_delta_is_taken_where_the_full_feed_said_nothing(desk: Desk, tmp_path: Path) -> None:
    other = "00614141100040"
    desk.put_stock(read(desk, tmp_path, f"{COAT},2,,{NINE}", f"{other},,,{NINE}").feed)
    desk.put_stock(Feed({other: Count(4, EIGHT)}, EIGHT, full=False))
    assert desk.stock(other).available == 4


def test_file_of_which_nothing_fits_is_refused_with_its_first_reason(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=r"stay; stock\.csv line 2: found quantity '3\.0'; wanted"):
        read(desk, tmp_path, f"{COAT},3.0,,{NINE}")


@pytest.mark.parametrize(
    ("changed", "as_of"),
    [
        ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"),
        # What was changed after now, by a clock that went wrong, was brought in now.
        ("2026-11-22T09:30:00Z", "2026-11-21T10:00:00Z"),
    ],
)
def test_count_without_a_time_is_of_when_its_file_was_changed(
    desk: Desk, tmp_path: Path, changed: str, as_of: str
) -> None:
    file = tmp_path / "local.tsv"
    file.write_text(
        "store_code\tid\tquantity\tavailability\tprice\n"
        "lyon\tcoat\t2\tin_stock\t89.00 EUR\n"
        "lyon\tshirt\t\tin_stock\t19.00 EUR\n"
        "lyon\tscarf\t\tout_of_stock\t9.00 EUR\n"
    )
    moment = datetime.fromisoformat(changed).timestamp()
    os.utime(file, (moment, moment))
    ids = {"coat": COAT, "shirt": SHIRT, "scarf": SCARF}
    then = datetime.fromisoformat(as_of)
    wanted = Feed({COAT: Count(2, then), SCARF: Count(0, then)}, then, unread=frozenset({SHIRT}))
    found = read_counts(file, "lyon", desk.clock.now(), ids)
    assert found == ImportedStock(wanted, ())
    desk.put_stock(found.feed)
    assert available(desk) == [(2, "counted"), (5, "counted"), (0, "counted")]
