"""Stock feeds: Google's local inventory and a plain CSV, read as counts by store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from catalogue.problems import FileError, Misfit, RowProblem
from catalogue.rows import Row, read_sheet, require
from contract.ids import normal_gtin
from contract.model import instant

GOOGLE = ("store_code", "quantity", "updated_at")
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
    """The counts of one store in the file's order, and the rows that did not fit.

    Of the *unread* gtins the file has a row that says no count. When it is not *whole*, some row
    does not even say its gtin, so that nothing follows from a gtin's absence. *others* has the
    counts of the other stores in the file, by their codes.
    """

    rows: tuple[StockRow, ...]
    problems: tuple[RowProblem, ...]
    unread: frozenset[str] = frozenset()
    whole: bool = True
    others: Mapping[str, StockFeed] = field(default_factory=dict)


def read_stock(
    text: str,
    store: str,
    latest: datetime,
    name: str = "stock",
    ids: Mapping[str, str] | None = None,
) -> StockFeed:
    """The counts of `store` in a feed, and those of other stores.

    The form is told by the header: tab-separated with `store_code`, `id` or `gtin`, `quantity
    updated_at`, or comma-separated `gtin,quantity,where,as_of` which is all of one store. *ids* are
    the gtins of ids; a row that has its own gtin needs none. An empty quantity means
    that nothing is known and gives no row; a row after `latest` does not fit. FileError when the
    file is of neither form, never names the store, or breaks a row over two lines.
    """
    google = "\t" in text.partition("\n")[0]
    # Nothing in a count has two lines: one cell that does has swallowed other counts.
    sheet = read_sheet(text, name, "\t" if google else ",", most_lines=1)
    require(sheet.header, GOOGLE if google else SIMPLE, name)
    if not {"gtin", "id"} & set(sheet.header):
        require(sheet.header, ("gtin",), name)
    rows = defaultdict[str, list[Row]](list)
    for row in sheet.rows:
        rows[(row.get("store_code") or store) if google else store].append(row)
    if sheet.rows and not any(not google or row.get("store_code") for row in rows[store]):
        found = sorted({row.get("store_code") for row in sheet.rows})
        raise FileError(f"{name} has no row of store {store!r}; found {', '.join(found)}")
    own = _feed(rows.pop(store, ()), sheet.problems, ids or {}, google=google, latest=latest)
    others = {code: _theirs(rows[code], ids or {}, latest) for code in sorted(rows)}
    whole = not sheet.problems
    return replace(own, others={c: replace(f, whole=f.whole and whole) for c, f in others.items()})


def _theirs(rows: Iterable[Row], ids: Mapping[str, str], latest: datetime) -> StockFeed:
    """The counts of another store, which may sell what this catalogue does not have."""
    ours = (row for row in rows if row.get("gtin") or row.get("id") in ids)
    return _feed(ours, (), ids, google=True, latest=latest)


def _feed(
    rows: Iterable[Row],
    misfits: tuple[RowProblem, ...],
    ids: Mapping[str, str],
    *,
    google: bool,
    latest: datetime,
) -> StockFeed:
    counts: dict[str, StockRow] = {}
    lines: dict[str, int] = {}
    problems = list(misfits)
    unread: set[str] = set()
    for row in rows:
        gtin = ""
        try:
            gtin = _gtin(row, ids)
            _first_time(gtin, lines)
            count = _count(row, gtin, latest, google=google)
        except Misfit as refused:
            problems.append(refused.at(row.line))
            unread.add(gtin)
            continue
        if count is None:
            unread.add(gtin)
        else:
            counts[gtin], lines[gtin] = count, row.line
    ordered = sorted(problems, key=lambda problem: problem.line)
    whole = not misfits and "" not in unread
    left = frozenset(unread - counts.keys() - {""})
    return StockFeed(tuple(counts.values()), tuple(ordered), left, whole)


def _gtin(row: Row, ids: Mapping[str, str]) -> str:
    found, own = row.get("gtin").removeprefix("'"), row.get("id")
    if not found and own:
        if own not in ids:
            raise Misfit(f"id {own!r} without a gtin", "the id of a variant in the catalogue")
        return ids[own]
    try:
        return normal_gtin(found)
    except ValueError as error:
        raise Misfit(str(error), "a valid GTIN") from None


def _first_time(gtin: str, lines: Mapping[str, int]) -> None:
    if gtin in lines:
        found = f"gtin {gtin} a second time, after line {lines[gtin]}"
        raise Misfit(found, "each gtin once per store")


def _count(row: Row, gtin: str, latest: datetime, *, google: bool) -> StockRow | None:
    if google and not row.get("store_code"):
        raise Misfit("no store_code", "the code of a store")
    found = row.get("quantity")
    if not found:
        return None
    if not (found.isascii() and found.isdigit() and len(found) <= 7):
        raise Misfit(f"quantity {found!r}", "a whole number from 0")
    column = "updated_at" if google else "as_of"
    as_of = _moment(row.get(column), column)
    if as_of > latest:
        wanted = f"a time no later than {instant(latest)} by this computer's clock"
        raise Misfit(f"{column} {row.get(column)!r}", wanted)
    return StockRow(gtin, int(found), row.get("where"), as_of)


def _moment(found: str, column: str) -> datetime:
    wanted = "a time with its offset such as 2026-11-21T07:30:00Z"
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        raise Misfit(f"{column} {found!r}", wanted) from None
    if moment.tzinfo is None:
        raise Misfit(f"{column} {found!r} without an offset", wanted)
    return moment
