"""What the sales join needs of a stretch of time, asked of the journey store by name (pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from headoffice.sales.baskets import UUID_TEXT
from headoffice.sales.facts import Begun, Item, Link, Moment, Receipt, Seen
from headoffice.sales.join import CERTAIN, NEAR, Joined, join
from headoffice.sales.returns import LATEST

#: Answers a named statement with its parameters filled in.
Ask = Callable[[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]

#: No visit lasts longer.
_VISIT: Final = timedelta(hours=12)
#: An answer must be the same whatever stretch it is asked in. Two sales may want one garment, so
#: around the sales asked for stand those that could have had theirs.
_SALES: Final = max(CERTAIN, LATEST) + _VISIT + NEAR
_GARMENTS: Final = _SALES + CERTAIN


@dataclass(frozen=True, slots=True)
class Stretch:
    """From *start* to just before *end*, in UTC."""

    start: datetime
    end: datetime

    def wider(self, before: timedelta, after: timedelta) -> "Stretch":
        return Stretch(self.start - before, self.end + after)

    def has(self, moment: Moment) -> bool:
        return self.start <= moment.at < self.end


def joined(ask: Ask, stretch: Stretch) -> Joined:
    """The join of every store's sales in *stretch*, and of those around it that bear on them.

    Whole are the units sold half a day around it and the garments of those; farther away, up to 30
    days after and 60 before, only what a certain rule could join.
    """
    receipts = _receipts(ask, stretch)
    customers = {receipt.customer for receipt in receipts} - {""}
    codes = {receipt.code for receipt in receipts if UUID_TEXT.fullmatch(receipt.code)}
    around = _params(stretch.wider(_GARMENTS, CERTAIN))
    links = [
        _link(row) for row in _asked(ask, "links_of_customers", {"customers": customers}, around)
    ]
    return join(receipts, _seen(ask, stretch, receipts), links, begun(ask, codes, stretch))


def begun(ask: Ask, visits: Iterable[str], stretch: Stretch) -> list[Begun]:
    """When those of *visits* began that did around *stretch*."""
    around = _params(stretch.wider(_GARMENTS, CERTAIN))
    rows = _asked(ask, "visits_begun", {"visits": visits}, around)
    return [Begun(row["store"], str(row["visit"]), _moment(row)) for row in rows]


def _receipts(ask: Ask, stretch: Stretch) -> list[Receipt]:
    """Two questions: the second knows which pieces and returns to ask for farther away."""
    near = stretch.wider(_VISIT, _VISIT + NEAR)
    whole = {"all_from": near.start, "all_until": near.end}
    rows = ask("sold", {**_params(near), **whole, "serials": [], "returned": []})
    items = [item for row in rows for item in _receipt(row).items]
    more = {
        "serials": sorted({it.serial for it in items} - {""}),
        "returned": sorted({it.gtin for it in items if it.quantity < 0}),
    }
    around = _params(stretch.wider(_SALES, CERTAIN))
    return [_receipt(row) for row in ask("sold", {**around, **whole, **more})]


def _seen(ask: Ask, stretch: Stretch, receipts: Iterable[Receipt]) -> list[Seen]:
    near = stretch.wider(_VISIT + NEAR, _VISIT + NEAR)
    items = {item for receipt in receipts for item in receipt.items}
    lists: dict[str, Iterable[int] | Iterable[str]] = {
        "gtins": {int(it.gtin) for it in items},
        "pieces": {int(it.gtin) for it in items if it.serial},
        "serials": {it.serial for it in items} - {""},
    }
    times = _params(stretch.wider(_GARMENTS, 2 * CERTAIN))
    times |= {"all_from": near.start, "all_until": near.end}
    return [_garment(row) for row in _asked(ask, "garments_of_sales", lists, times)]


def _asked(
    ask: Ask, name: str, lists: Mapping[str, Iterable[Any]], times: Mapping[str, datetime]
) -> Sequence[Mapping[str, Any]]:
    """The rows of *name* for what *lists* name; none, unasked, when they name nothing."""
    named = {key: sorted(values) for key, values in lists.items()}
    return ask(name, {**named, **times}) if any(named.values()) else ()


def _params(stretch: Stretch) -> dict[str, datetime]:
    return {"from": stretch.start, "until": stretch.end}


def _receipt(row: Mapping[str, Any]) -> Receipt:
    cells = zip(row["gtins"], row["quantities"], row["serials"], strict=True)
    return Receipt(
        (row["source"], str(row["id"])),
        row["store"],
        row["basket"],
        _moment(row),
        tuple(Item(gtin, quantity, serial) for gtin, quantity, serial in cells),
        row["customer"],
        row["code"],
    )


def _garment(row: Mapping[str, Any]) -> Seen:
    return Seen(
        row["store"],
        str(row["visit"]),
        f"{row['gtin']:014d}",
        row["serial"],
        row["tag"],
        _moment(row),
        bool(row["disowned"]),
    )


def _link(row: Mapping[str, Any]) -> Link:
    at = Moment(row["at"], bool(row["is_timed"]))
    return Link(row["store"], str(row["visit"]), row["of_customer"], at)


def _moment(row: Mapping[str, Any]) -> Moment:
    return Moment(row["at"], bool(row["timed"]))
