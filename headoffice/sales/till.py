"""One line of a till's file, checked cell by cell, and what a whole file came to (pure)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from catalogue import cells
from catalogue.problems import Misfit, RowProblem

#: More of one line are no shopper's.
MOST_UNITS: Final = 1000
_OLDEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
_SPACED_OFFSET = re.compile(r" (?=[+-]\d\d:?\d\d$|Z$)")
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,20})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)

#: What a line says, by these names; other words for them stand in a format's own table.
NAMES: Final = (
    "store",
    "basket",
    "time",
    "gtin",
    "serial",
    "quantity",
    "unit_price",
    "currency",
    "customer",
    "visit_code",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom a file is read, and what holds where the file does not say it.

    The file may call *store* by one of *known_as* too. *zone* is of times without an offset; *now*
    is the latest time a sale may have. *at_row* is told how far the reading is.
    """

    store: str
    now: datetime
    known_as: frozenset[str] = frozenset()
    zone: ZoneInfo | None = None
    currency: str = ""
    at_row: Callable[[int], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class TillLine:
    """One line of a receipt, from *row* of the file; *unit_price* with tax, as decimal text."""

    row: int
    basket: str
    at: datetime
    gtin: str
    quantity: int
    unit_price: str
    currency: str
    serial: str = ""
    customer: str = ""
    visit_code: str = ""


@dataclass(frozen=True, slots=True)
class TillFile:
    """The lines that are right, the rows that are not, and what was passed over on purpose.

    Of a basket with a row that is not right no line is there: half a receipt would stand for the
    whole one for good.
    """

    lines: tuple[TillLine, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """Takes a file's lines one by one; *words* are the file's own for `NAMES`."""

    reading: Reading
    words: Mapping[str, str]
    problems: list[RowProblem] = field(default_factory=list)
    _lines: list[TillLine] = field(default_factory=list)
    _broken: dict[str, int] = field(default_factory=dict)
    _passed: Counter[str] = field(default_factory=Counter)

    def add(self, row: int, said: Mapping[str, str], serials: Iterable[str] = ()) -> None:
        """A line whose cells are *said*; of several units each of *serials* is one."""
        self.reading.at_row(row)
        try:
            line = _line(row, said, self.words, self.reading)
            self._lines.extend(_by_serial(line, [it for it in serials if it]))
        except Misfit as misfit:
            self.refuse(row, said, misfit)

    def refuse(self, row: int, said: Mapping[str, str], misfit: Misfit) -> None:
        """A line that is not right."""
        self.problems.append(misfit.at(row))
        self._broken.setdefault(said.get("basket", ""), row)

    def passed(self, why: str) -> None:
        """Something that is no sale of this store, left out on purpose."""
        self._passed[why] += 1

    def done(self) -> TillFile:
        broken = {basket: row for basket, row in self._broken.items() if basket}
        good = tuple(line for line in self._lines if line.basket not in broken)
        held = {line.basket for line in self._lines} & broken.keys()
        notes = [f"{n} × {why}" for why, n in self._passed.items()]
        notes += [
            f"basket {basket} waits until row {broken[basket]} is right" for basket in sorted(held)
        ]
        problems = sorted(self.problems, key=lambda problem: problem.line)
        return TillFile(good, tuple(problems), tuple(notes))


def _line(row: int, said: Mapping[str, str], words: Mapping[str, str], to: Reading) -> TillLine:
    """Raises Misfit."""
    _of_store(said.get("store", ""), words["store"], to)
    basket = said.get("basket", "")
    if not basket:
        raise Misfit(f"no {words['basket']}", "the number of the receipt")
    return TillLine(
        row,
        basket,
        moment(said.get("time", ""), words["time"], to),
        cells.gtin(said.get("gtin", "")),
        quantity(said.get("quantity", ""), words["quantity"]),
        price(said.get("unit_price", ""), words["unit_price"]),
        _currency(said.get("currency", "") or to.currency, words["currency"]),
        said.get("serial", ""),
        said.get("customer", ""),
        said.get("visit_code", ""),
    )


def _of_store(found: str, column: str, to: Reading) -> None:
    if found and found != to.store and found not in to.known_as:
        names = " or ".join(repr(name) for name in sorted({to.store, *to.known_as}))
        raise Misfit(
            f"{column} {found!r}", f"{names}; --known-as {found!r} says that it is this store"
        )


def moment(found: str, column: str, to: Reading) -> datetime:
    """A time with its offset, or of the reading's zone. Raises Misfit."""
    wanted = "a time such as 2026-11-21T10:15:00+01:00"
    try:
        # A day alone is no moment, though Python reads one.
        text = found if _MOMENT.fullmatch(found) else ""
        read = datetime.fromisoformat(_SPACED_OFFSET.sub("", text))
    except ValueError:
        raise Misfit(f"{column} {found!r}", wanted) from None
    if read.tzinfo is None and to.zone is None:
        raise Misfit(f"{column} {found!r} without an offset", f"{wanted}, or --zone Europe/Paris")
    at = (read if read.tzinfo else read.replace(tzinfo=to.zone)).astimezone(UTC)
    if not _OLDEST <= at <= to.now:
        raise Misfit(f"{column} {found!r}", "a time since 2000 and not after now")
    return at


def quantity(found: str, column: str) -> int:
    """A whole number of pieces, not 0. Raises Misfit."""
    wanted = f"a whole number from 1 to {MOST_UNITS}, negative for a return"
    number = _decimal(found, column, wanted)
    if number != number.to_integral_value() or not 0 < abs(number) <= MOST_UNITS:
        raise Misfit(f"{column} {found!r}", wanted)
    return int(number)


def price(found: str, column: str) -> str:
    """An amount with tax as decimal text. Raises Misfit."""
    amount = _decimal(found, column, wanted := "a price with tax such as 89.00")
    if amount < 0:
        raise Misfit(f"{column} {found!r}", f"{wanted}; a return has a negative quantity instead")
    return found


def each(total: Decimal, pieces: int) -> str:
    """The price of one of *pieces* that cost *total*, to a hundredth of the smallest coin."""
    text = f"{abs(total / pieces):.4f}".rstrip("0")
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"


def amount(found: str, column: str) -> Decimal:
    """Any amount of money. Raises Misfit."""
    return _decimal(found, column, "an amount such as 89.00")


def _decimal(found: str, column: str, wanted: str) -> Decimal:
    if not _AMOUNT.fullmatch(found):
        raise Misfit(f"{column} {found!r}" if found else f"no {column}", wanted)
    return Decimal(found)


def _currency(found: str, column: str) -> str:
    if not _CURRENCY.fullmatch(found):
        said = f"{column} {found!r}" if found else f"no {column}"
        raise Misfit(said, "a currency such as EUR, or --currency EUR for all lines")
    return found


def _by_serial(line: TillLine, serials: list[str]) -> list[TillLine]:
    """A line of several units cut where their serials are known. Raises Misfit."""
    named = [it for it in (line.serial, *serials) if it]
    pieces, sign = abs(line.quantity), 1 if line.quantity > 0 else -1
    if not named:
        return [line]
    if len(named) > pieces:
        raise Misfit(f"{len(named)} serials for {pieces} units", "one serial a unit")
    cut = [replace(line, quantity=sign, serial=serial) for serial in named]
    rest = sign * (pieces - len(named))
    return [*cut, replace(line, quantity=rest, serial="")] if rest else cut
