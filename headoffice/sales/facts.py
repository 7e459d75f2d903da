"""What the sales join is told: receipts, garments seen, links to customers, visits (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When, in UTC; not *timed* when the clock was wrong and *at* is when the hub had it."""

    at: datetime
    timed: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One line of a receipt; a negative *quantity* is a return, no serial an empty text."""

    gtin: str
    quantity: int
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One `purchase.completed`; *event* is its source and id.

    Of a return a *customer* may be named too; *code* is the visit the till names. Empty: none.
    """

    event: tuple[str, str]
    store: str
    basket: str
    moment: Moment
    items: tuple[Item, ...]
    customer: str = ""
    code: str = ""

    def says(self) -> tuple[int, int, int, bool, bool]:
        """How much of the basket it tells: the more, the larger."""
        serials = sum(bool(item.serial) for item in self.items)
        units = sum(abs(item.quantity) for item in self.items)
        return len(self.items), units, serials, bool(self.customer), bool(self.code)


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One sold or returned unit: the *number*th of a line."""

    moment: Moment
    store: str
    basket: str
    line: int
    number: int
    gtin: str
    serial: str
    customer: str
    code: str
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A garment that came to a touchpoint in a visit; *disowned*: the shopper said "not mine"."""

    store: str
    visit: str
    gtin: str
    serial: str
    tag: str
    moment: Moment
    disowned: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The customer that a visit is linked to, as its last link or unlink has it."""

    store: str
    visit: str
    customer: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that began."""

    store: str
    visit: str
    moment: Moment


def units(receipts: Iterable[Receipt]) -> tuple[Unit, ...]:
    """Every unit once, sold and returned, in the order of sale.

    The identity of a sale is (store, basket, line): a basket that came two ways, from the hub and
    in a till's file, counts as the receipt that says most of it.
    """
    kept: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts:
        key = receipt.store, receipt.basket
        kept[key] = max(kept.get(key, receipt), receipt, key=_rank)
    return tuple(sorted(unit for receipt in kept.values() for unit in _units(receipt)))


def _rank(receipt: Receipt) -> tuple[object, ...]:
    # The last words only settle it the same way whatever the order of the events.
    return receipt.says(), receipt.moment.timed, receipt.event, receipt.moment, receipt.items


def _units(receipt: Receipt) -> Iterable[Unit]:
    for line, item in enumerate(receipt.items):
        for number in range(abs(item.quantity)):
            yield Unit(
                receipt.moment,
                receipt.store,
                receipt.basket,
                line,
                number,
                item.gtin,
                item.serial,
                receipt.customer,
                receipt.code,
                item.quantity < 0,
            )


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One garment of a visit, and every moment at which it arrived; one object each."""

    store: str
    visit: str
    gtin: str
    serial: str
    moments: tuple[Moment, ...]


def pieces(seen: Iterable[Seen]) -> tuple[Piece, ...]:
    """The garments of each visit without those a shopper called "not mine" in it."""
    told = set(seen)
    not_mine = {(one.visit, one.gtin, one.tag) for one in told if one.disowned}
    found: dict[tuple[str, str, str, str], set[Moment]] = {}
    for one in told:
        if (one.visit, one.gtin, one.tag) not in not_mine:
            found.setdefault((one.store, one.visit, one.gtin, one.serial), set()).add(one.moment)
    return tuple(Piece(*key, tuple(sorted(found[key]))) for key in sorted(found))
