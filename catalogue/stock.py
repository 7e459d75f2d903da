"""Stock feeds: Google's local inventory and a plain CSV, read as counts by store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from catalogue.problems import FileError, Misfit, RowProblem
from catalogue.rows import Row, Sheet, plain_names, read_sheet, require
from contract.ids import normal_gtin
from contract.model import instant

SIMPLE = ("gtin", "quantity", "as_of")
#: What Google lets a shop say instead of a number; only the last one is a count.
AVAILABILITY = ("in_stock", "limited_availability", "on_display_to_order", "out_of_stock")


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


@dataclass(frozen=True, slots=True)
class _Times:
    """The last moment of which a count may be, and that of a count which does not say its own."""

    latest: datetime
    undated: datetime | None


def read_stock(
    text: str,
    store: str,
    latest: datetime,
    name: str = "stock",
    ids: Mapping[str, str] | None = None,
    undated: datetime | None = None,
) -> StockFeed:
    """The counts of `store` in a feed, and those of other stores.

    The form is told by the header: tab-separated with `store_code`, `id` or `gtin`, `quantity` or
    `availability`, or comma-separated `gtin,quantity,where,as_of` which is all of one store. *ids*
    are the gtins of ids; a row that has its own gtin needs none. An empty quantity means that
    nothing is known and gives no row, unless it is out of stock; a row after `latest` does not fit.
    Google's file need not say when: such a count is of *undated*. FileError when the file is of
    neither form, never names the store, or breaks a row over two lines.
    """
    google = "\t" in text.partition("\n")[0]
    # Nothing in a count has two lines: one cell that does has swallowed other counts.
    sheet = read_sheet(text, name, "\t" if google else ",", most_lines=1)
    sheet = plain_names(sheet) if google else sheet
    _check_header(sheet, name, google=google)
    times = _Times(latest, undated)
    rows = defaultdict[str, list[Row]](list)
    for row in sheet.rows:
        rows[(row.get("store_code") or store) if google else store].append(row)
    if sheet.rows and not any(not google or row.get("store_code") for row in rows[store]):
        found = sorted({row.get("store_code") for row in sheet.rows})
        raise FileError(f"{name} has no row of store {store!r}; found {', '.join(found)}")
    own = _feed(rows.pop(store, ()), sheet.problems, ids or {}, google=google, times=times)
    others = {code: _theirs(rows[code], ids or {}, times) for code in sorted(rows)}
    whole = not sheet.problems
    return replace(own, others={c: replace(f, whole=f.whole and whole) for c, f in others.items()})


def _check_header(sheet: Sheet, name: str, *, google: bool) -> None:
    present = set(sheet.header)
    either = [("gtin", "id"), ("quantity", "availability")] if google else []
    lacking = [names[0] for names in either if not present & set(names)]
    require(sheet.header, ("store_code", *lacking) if google else SIMPLE, name)


def _theirs(rows: Iterable[Row], ids: Mapping[str, str], times: _Times) -> StockFeed:
    """The counts of another store, which may sell what this catalogue does not have."""
    ours = (row for row in rows if row.get("gtin") or row.get("id") in ids)
    return _feed(ours, (), ids, google=True, times=times)


def _feed(
    rows: Iterable[Row],
    misfits: tuple[RowProblem, ...],
    ids: Mapping[str, str],
    *,
    google: bool,
    times: _Times,
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
            count = _count(row, gtin, times, google=google)
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


def _count(row: Row, gtin: str, times: _Times, *, google: bool) -> StockRow | None:
    if google and not row.get("store_code"):
        raise Misfit("no store_code", "the code of a store")
    found = row.get("quantity") or _in_words(row)
    if not found:
        return None
    if not (found.isascii() and found.isdigit() and len(found) <= 7):
        raise Misfit(f"quantity {found!r}", "a whole number from 0")
    where = row.get("where") or (row.get("instore_product_location") if google else "")
    return StockRow(gtin, int(found), where, _as_of(row, times, google=google))


def _in_words(row: Row) -> str:
    """`0` where none is left; of what is there in an unknown number, nothing."""
    found = row.get("availability")
    word = found.lower().replace(" ", "_")
    if word and word not in AVAILABILITY:
        raise Misfit(f"availability {found!r}", f"a quantity, or one of {', '.join(AVAILABILITY)}")
    return "0" if word == "out_of_stock" else ""


def _as_of(row: Row, times: _Times, *, google: bool) -> datetime:
    column = "updated_at" if google else "as_of"
    found = row.get(column)
    if google and not found and times.undated:
        return times.undated
    as_of = _moment(found, column)
    if as_of > times.latest:
        wanted = f"a time no later than {instant(times.latest)} by this computer's clock"
        raise Misfit(f"{column} {found!r}", wanted)
    return as_of


def _moment(found: str, column: str) -> datetime:
    wanted = "a time with its offset such as 2026-11-21T07:30:00Z"
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        raise Misfit(f"{column} {found!r}", wanted) from None
    if moment.tzinfo is None:
        raise Misfit(f"{column} {found!r} without an offset", wanted)
    return moment
