"""What both visits say of garments: the same reads and touches become the same events; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from contract.events import GarmentArrived, GarmentLeft, ProductViewed, StockShown
from contract.tags import CODES, Garment
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.sheet import Choice, photos_of
from touchpoint.shelf import Item, Shelf
from touchpoint.touches import (
    ChooseColour,
    ChooseSize,
    ClosePart,
    Leafing,
    OpenPart,
    ShowPhoto,
)

#: Seconds for which a screen says that a tag is not known.
UNKNOWN_SHOWN = 6.0


def begun_by(garment: Garment) -> Literal["tag", "code"]:
    return "code" if garment.by in CODES else "tag"


def arrived(garment: Garment) -> GarmentArrived:
    return GarmentArrived(
        gtin=garment.gtin,
        serial=garment.serial,
        tag=garment.tag,
        by=garment.by,
        rssi=garment.rssi,
    )


def left(garment: Garment, seconds: float) -> GarmentLeft:
    return GarmentLeft(
        gtin=garment.gtin,
        serial=garment.serial,
        tag=garment.tag,
        by=garment.by,
        seconds=round(max(0.0, seconds), 3),
    )


def viewed(garment: Garment) -> ProductViewed:
    return ProductViewed(gtin=garment.gtin, source=begun_by(garment))


def chosen(choice: Choice, touch: Leafing, shelf: Shelf) -> Choice:
    """*choice* after *touch*; unchanged when there is no such colour, size or photograph."""
    item = shelf.find(choice.gtin)
    match touch:
        case ChooseColour(colour) if item and colour in item.colours():
            return replace(choice, colour=colour, wanted=None, photo=0)
        case ChooseSize(gtin) if item and gtin in {v.gtin for v in item.in_colour(choice.colour)}:
            return replace(choice, wanted=gtin)
        case ShowPhoto(photo) if item and 0 <= photo < _photos(item, choice):
            return replace(choice, photo=photo)
        # A part that the page does not have is not shown, whatever is called for.
        case OpenPart(part):
            return replace(choice, part=part)
        case ClosePart():
            return replace(choice, part=None)
    return choice


def _photos(item: Item, choice: Choice) -> int:
    return len(photos_of(item, item.colours().get(choice.colour or "", item.variant.colour)))


def newly_shown(
    known: Known, choice: Choice | None, shown: Mapping[str, int | None], now: Moment
) -> tuple[StockShown, ...]:
    """An event for each size on the page of *choice* whose figure is not yet in *shown*."""
    item = known.shelf.find(choice.gtin) if choice else None
    gtins = [v.gtin for v in item.in_colour(choice.colour)] if item and choice else []
    return tuple(_stock_shown(known, g, now) for g in gtins if _is_new(known, g, shown))


def sisters(shelf: Shelf, gtins: Iterable[str]) -> frozenset[str]:
    """All variants of the styles of *gtins*."""
    items = [item for gtin in gtins if (item := shelf.find(gtin))]
    return frozenset(v.gtin for item in items for v in item.style.variants)


def _is_new(known: Known, gtin: str, shown: Mapping[str, int | None]) -> bool:
    stock = known.stock.get(gtin)
    return stock is not None and not (gtin in shown and shown[gtin] == stock.available)


def _stock_shown(known: Known, gtin: str, now: Moment) -> StockShown:
    stock = known.stock[gtin]
    age = (now.wall - stock.as_of).total_seconds() if stock.as_of else None
    return StockShown(
        gtin=gtin,
        available=stock.available,
        age_seconds=None if age is None else max(0.0, round(age, 1)),
        confidence=stock.confidence if known.is_current(gtin) else "stale",
    )
