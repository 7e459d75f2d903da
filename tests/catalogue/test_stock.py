"""Stock feeds of both forms, and what is said of rows that do not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalogue.problems import FileError, RowProblem
from catalogue.rows import read_text
from catalogue.stock import StockFeed, StockRow, read_stock

REAL = Path(__file__).parents[2] / "../shared/data/catalogue/google_local_inventory.tsv"
SEVEN = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
COAT, SHIRT = "00614141100019", "00614141100026"


def test_real_feed_gives_each_store_its_own_counts() -> None:
    text = read_text(REAL)
    feeds = {store: read_stock(text, store) for store in ("lyon", "milano", "paris-marais")}
    assert {store: (len(feed.rows), feed.problems) for store, feed in feeds.items()} == {
        "lyon": (147, ()),
        "milano": (147, ()),
        "paris-marais": (147, ()),
    }
    assert feeds["milano"].rows[0] == StockRow(COAT, 8, "", SEVEN)


def test_simple_feed_is_all_of_one_store() -> None:
    text = (
        "gtin,quantity,where,as_of\n"
        "0614141100019,3,stockroom,2026-11-21T07:30:00Z\n"
        "0614141100026,,floor,2026-11-21T07:30:00Z\n"
    )
    assert read_stock(text, "lyon") == StockFeed((StockRow(COAT, 3, "stockroom", SEVEN),), ())


@pytest.mark.parametrize(
    ("broken", "found", "wanted"),
    [
        (
            "0614141100020,1,,2026-11-21T07:30:00Z",
            "'0614141100020' ends in check digit 0, which would have to be 6",
            "a valid GTIN",
        ),
        ("0614141100026,-1,,2026-11-21T07:30:00Z", "quantity '-1'", "a whole number from 0"),
        ("0614141100026,1.5,,2026-11-21T07:30:00Z", "quantity '1.5'", "a whole number from 0"),
        (
            "0614141100026,1,,yesterday",
            "as_of 'yesterday'",
            "a time with its offset such as 2026-11-21T07:30:00Z",
        ),
        (
            "0614141100026,1,,2026-11-21T07:30:00",
            "as_of '2026-11-21T07:30:00' without an offset",
            "a time with its offset such as 2026-11-21T07:30:00Z",
        ),
        (
            "0614141100019,1,,2026-11-21T07:30:00Z",
            f"gtin {COAT} a second time, after line 2",
            "each gtin once per store",
        ),
    ],
)
def test_row_that_does_not_fit_is_reported(broken: str, found: str, wanted: str) -> None:
    text = f"gtin,quantity,where,as_of\n{COAT},3,,2026-11-21T07:30:00Z\n{broken}\n"
    assert read_stock(text, "lyon") == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),), (RowProblem(3, found, wanted),)
    )


def test_feed_that_never_names_the_store_is_refused() -> None:
    with pytest.raises(FileError, match="no row of store 'nice'; found lyon, milano, paris-marais"):
        read_stock(read_text(REAL), "nice", "feed.tsv")


def test_feed_without_its_columns_is_refused() -> None:
    with pytest.raises(FileError, match=r"feed\.csv has no column as_of; found gtin, quantity"):
        read_stock("gtin,quantity\n", "lyon", "feed.csv")
