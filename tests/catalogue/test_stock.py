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
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
COAT, SHIRT = "00614141100019", "00614141100026"


def test_real_feed_gives_each_store_its_own_counts() -> None:
    text = read_text(REAL)
    feeds = {store: read_stock(text, store, NOW) for store in ("lyon", "milano", "paris-marais")}
    assert {store: (len(feed.rows), feed.problems) for store, feed in feeds.items()} == {
        "lyon": (147, ()),
        "milano": (147, ()),
        "paris-marais": (147, ()),
    }
    assert feeds["milano"].rows[0] == StockRow(COAT, 8, "", SEVEN)


def test_feed_has_the_counts_of_other_stores_beside_its_own() -> None:
    text = (
        "store_code\tid\tgtin\tquantity\tupdated_at\n"
        f"lyon\t\t{COAT}\t3\t2026-11-21T07:30:00Z\n"
        f"nice\t\t{COAT}\t2\t2026-11-21T07:30:00Z\n"
        f"nice\t\t{SHIRT}\tmany\t2026-11-21T07:30:00Z\n"
        "nice\tnot-sold-here\t\t5\t2026-11-21T07:30:00Z\n"
        "milano\tshirt\t\t0\t2026-11-21T07:30:00Z\n"
    )
    misfit = RowProblem(4, "quantity 'many'", "a whole number from 0")
    assert read_stock(text, "lyon", NOW, ids={"shirt": SHIRT}) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),),
        (),
        others={
            "nice": StockFeed((StockRow(COAT, 2, "", SEVEN),), (misfit,), frozenset({SHIRT})),
            "milano": StockFeed((StockRow(SHIRT, 0, "", SEVEN),), ()),
        },
    )


def test_simple_feed_is_all_of_one_store() -> None:
    text = (
        "gtin,quantity,where,as_of\n"
        "0614141100019,3,stockroom,2026-11-21T07:30:00Z\n"
        "0614141100026,,floor,2026-11-21T07:30:00Z\n"
    )
    rows = (StockRow(COAT, 3, "stockroom", SEVEN),)
    assert read_stock(text, "lyon", NOW) == StockFeed(rows, (), frozenset({SHIRT}))


WHEN = "a time with its offset such as 2026-11-21T07:30:00Z"


@pytest.mark.parametrize(
    ("broken", "found", "wanted"),
    [
        (f"{SHIRT},-1,,2026-11-21T07:30:00Z", "quantity '-1'", "a whole number from 0"),
        (f"{SHIRT},3.0,,2026-11-21T07:30:00Z", "quantity '3.0'", "a whole number from 0"),
        (f"{SHIRT},1,,yesterday", "as_of 'yesterday'", WHEN),
        (f"{SHIRT},1,,2026-11-21T07:30:00", "as_of '2026-11-21T07:30:00' without an offset", WHEN),
        (
            f"{SHIRT},1,,2026-11-21T08:00:01Z",
            "as_of '2026-11-21T08:00:01Z'",
            "a time no later than 2026-11-21T08:00:00.000Z by this computer's clock",
        ),
    ],
)
def test_row_that_does_not_fit_is_reported_and_says_nothing_of_its_gtin(
    broken: str, found: str, wanted: str
) -> None:
    text = f"gtin,quantity,where,as_of\n{COAT},3,,2026-11-21T07:30:00Z\n{broken}\n"
    assert read_stock(text, "lyon", NOW) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),), (RowProblem(3, found, wanted),), frozenset({SHIRT})
    )


def test_second_row_of_a_gtin_is_reported_and_the_first_stands() -> None:
    text = f"gtin,quantity,where,as_of\n{COAT},3,,2026-11-21T07:30:00Z\n{COAT},,,\n"
    problem = RowProblem(3, f"gtin {COAT} a second time, after line 2", "each gtin once per store")
    assert read_stock(text, "lyon", NOW) == StockFeed((StockRow(COAT, 3, "", SEVEN),), (problem,))


@pytest.mark.parametrize(
    ("broken", "found", "wanted"),
    [
        (
            "0614141100020,1,,2026-11-21T07:30:00Z",
            "'0614141100020' ends in check digit 0, which would have to be 6",
            "a valid GTIN",
        ),
        (
            ",1,,2026-11-21T07:30:00Z",
            "'' is no GTIN: 8, 12, 13 or 14 digits are",
            "a valid GTIN",
        ),
        (f"{SHIRT},1,2026-11-21T07:30:00Z", "3 cells", "4 cells, as in the header"),
    ],
)
def test_feed_with_a_row_that_does_not_say_its_gtin_is_not_whole(
    broken: str, found: str, wanted: str
) -> None:
    text = f"gtin,quantity,where,as_of\n{COAT},3,,2026-11-21T07:30:00Z\n{broken}\n"
    assert read_stock(text, "lyon", NOW) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),), (RowProblem(3, found, wanted),), whole=False
    )


def test_row_without_a_gtin_goes_by_the_shop_s_id() -> None:
    text = (
        "store_code\tid\tquantity\tprice\tupdated_at\n"
        "lyon\tcoat-36\t3\t89.00 EUR\t2026-11-21T07:30:00Z\n"
        "lyon\tcoat-99\t1\t89.00 EUR\t2026-11-21T07:30:00Z\n"
    )
    wanted = "the id of a variant in the catalogue"
    assert read_stock(text, "lyon", NOW, ids={"coat-36": COAT}) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),),
        (RowProblem(3, "id 'coat-99' without a gtin", wanted),),
        whole=False,
    )
    with pytest.raises(FileError, match="has no column gtin"):
        read_stock("store_code\tquantity\tupdated_at\n", "lyon", NOW)
    with pytest.raises(FileError, match="has no column quantity; found"):
        read_stock("store_code\tid\tprice\n", "lyon", NOW)


STANDARD = "store_code\tid\tquantity\tavailability\tprice\tinstore_product_location\n"
IDS = {"coat": COAT, "shirt": SHIRT}


def test_google_s_own_columns_are_enough_and_the_file_says_when() -> None:
    rows = "lyon\tcoat\t3\tin stock\t89.00 EUR\tRail 4\nnice\tshirt\t2\tin_stock\t9.00 EUR\t\n"
    wanted = StockFeed(
        (StockRow(COAT, 3, "Rail 4", SEVEN),),
        (),
        others={"nice": StockFeed((StockRow(SHIRT, 2, "", SEVEN),), ())},
    )
    assert read_stock(STANDARD + rows, "lyon", NOW, ids=IDS, undated=SEVEN) == wanted
    spoken = STANDARD.replace("_", " ").capitalize()
    assert read_stock(spoken + rows, "lyon", NOW, ids=IDS, undated=SEVEN) == wanted


def test_row_s_own_time_goes_before_the_file_s() -> None:
    text = (
        "store_code\tid\tquantity\tupdated_at\n"
        "lyon\tcoat\t3\t2026-11-21T07:30:00Z\n"
        "lyon\tshirt\t1\t\n"
    )
    both = read_stock(text, "lyon", NOW, ids=IDS, undated=NOW)
    assert both.rows == (StockRow(COAT, 3, "", SEVEN), StockRow(SHIRT, 1, "", NOW))
    assert read_stock(text, "lyon", NOW, ids=IDS) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),), (RowProblem(3, "updated_at ''", WHEN),), frozenset({SHIRT})
    )


@pytest.mark.parametrize("said", ["out of stock", "out_of_stock", "Out of stock"])
def test_out_of_stock_without_a_number_is_known_to_be_none(said: str) -> None:
    text = f"{STANDARD}lyon\tcoat\t\t{said}\t89.00 EUR\t\n"
    feed = read_stock(text, "lyon", NOW, ids=IDS, undated=SEVEN)
    assert feed == StockFeed((StockRow(COAT, 0, "", SEVEN),), ())


@pytest.mark.parametrize(
    "said", ["in stock", "in_stock", "limited availability", "on_display_to_order", ""]
)
def test_stock_of_unknown_number_stays_unknown(said: str) -> None:
    text = f"{STANDARD}lyon\tcoat\t\t{said}\t89.00 EUR\t\n"
    feed = read_stock(text, "lyon", NOW, ids=IDS, undated=SEVEN)
    assert feed == StockFeed((), (), frozenset({COAT}))


def test_availability_alone_will_do_and_a_word_nobody_knows_is_told() -> None:
    text = "store_code\tid\tavailability\nlyon\tcoat\tout_of_stock\nlyon\tshirt\tgone\n"
    wanted = (
        "a quantity, or one of in_stock, limited_availability, on_display_to_order, out_of_stock"
    )
    assert read_stock(text, "lyon", NOW, ids=IDS, undated=SEVEN) == StockFeed(
        (StockRow(COAT, 0, "", SEVEN),),
        (RowProblem(3, "availability 'gone'", wanted),),
        frozenset({SHIRT}),
    )


def test_row_that_does_not_say_its_store_may_be_of_this_one() -> None:
    text = (
        "store_code\tgtin\tquantity\tupdated_at\n"
        f"lyon\t{COAT}\t3\t2026-11-21T07:30:00Z\n"
        f"\t{SHIRT}\t5\t2026-11-21T07:30:00Z\n"
    )
    assert read_stock(text, "lyon", NOW) == StockFeed(
        (StockRow(COAT, 3, "", SEVEN),),
        (RowProblem(3, "no store_code", "the code of a store"),),
        frozenset({SHIRT}),
    )


def test_quotation_mark_left_open_refuses_the_feed_rather_than_lose_counts() -> None:
    text = (
        "gtin,quantity,where,as_of\n"
        f'{COAT},3,"rail 4,2026-11-21T07:30:00Z\n'
        f'{SHIRT},5,"rail 5",2026-11-21T07:30:00Z\n'
    )
    said = r'line 2: a quotation mark opens there and closes 1 .* wanted a closing " .* one line$'
    with pytest.raises(FileError, match=said):
        read_stock(text, "lyon", NOW)
    well_formed = text.replace('"rail 5"', 'rail 5"')
    with pytest.raises(FileError, match=r"closes 1 line further down; wanted"):
        read_stock(well_formed, "lyon", NOW)


def test_feed_that_never_names_the_store_is_refused() -> None:
    with pytest.raises(FileError, match="no row of store 'nice'; found lyon, milano, paris-marais"):
        read_stock(read_text(REAL), "nice", NOW, "feed.tsv")


def test_feed_without_its_columns_is_refused() -> None:
    with pytest.raises(FileError, match=r"feed\.csv has no column as_of; found gtin, quantity"):
        read_stock("gtin,quantity\n", "lyon", NOW, "feed.csv")
