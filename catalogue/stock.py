"""Stock feeds: Google's local inventory and a plain CSV, read as counts of one store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from catalogue.problems import FileError, RowProblem
from catalogue.rows import Row, read_sheet, require
from contract.ids import normal_gtin

GOOGLE = ("store_code", "gtin", "quantity", "updated_at")
SIMPLE = ("gtin", "quantity", "as_of")


@dataclass(frozen=True, slots=True)
class StockRow:
    """How many of a variant a store counted, where they lie, and when that was true (aware)."""

    gtin: str
    quantity: int
    where: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class StockFeed:
    """The counts of one store in the file's order, and the rows that did not fit."""

    rows: tuple[StockRow, ...]
    problems: tuple[RowProblem, ...]


class _RowError(Exception):
    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found)
        self.found, self.wanted = found, wanted


def read_stock(text: str, store: str, name: str = "stock") -> StockFeed:
    """The counts of `store` in a feed; rows of other stores are passed over.

    The form is told by the header: tab-separated with `store_code gtin quantity updated_at`, or
    comma-separated `gtin,quantity,where,as_of` which is all of one store. An empty quantity means
    that nothing is known and gives no row. FileError when the file is of neither form or never
    names the store.
    """
    google = "\t" in text.partition("\n")[0]
    sheet = read_sheet(text, name, "\t" if google else ",")
    require(sheet.header, GOOGLE if google else SIMPLE, name)
    stores = {row.get("store_code") for row in sheet.rows} if google else {store}
    if sheet.rows and store not in stores:
        raise FileError(f"{name} has no row of store {store!r}; found {', '.join(sorted(stores))}")
    counts: dict[str, StockRow] = {}
    lines: dict[str, int] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        if google and row.get("store_code") != store:
            continue
        try:
            count = _count(row, "updated_at" if google else "as_of")
        except _RowError as refused:
            problems.append(RowProblem(row.line, refused.found, refused.wanted))
            continue
        if count is not None and count.gtin in counts:
            found = f"gtin {count.gtin} a second time, after line {lines[count.gtin]}"
            problems.append(RowProblem(row.line, found, "each gtin once per store"))
        elif count is not None:
            counts[count.gtin], lines[count.gtin] = count, row.line
    ordered = sorted(problems, key=lambda problem: problem.line)
    return StockFeed(tuple(counts.values()), tuple(ordered))


def _count(row: Row, time_column: str) -> StockRow | None:
    try:
        gtin = normal_gtin(row.get("gtin").removeprefix("'"))
    except ValueError as error:
        raise _RowError(str(error), "a valid GTIN") from None
    found = row.get("quantity")
    if not found:
        return None
    if not (found.isascii() and found.isdigit() and len(found) <= 7):
        raise _RowError(f"quantity {found!r}", "a whole number from 0")
    return StockRow(gtin, int(found), row.get("where"), _moment(row.get(time_column), time_column))


def _moment(found: str, column: str) -> datetime:
    wanted = "a time with its offset such as 2026-11-21T07:30:00Z"
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        raise _RowError(f"{column} {found!r}", wanted) from None
    if moment.tzinfo is None:
        raise _RowError(f"{column} {found!r} without an offset", wanted)
    return moment
