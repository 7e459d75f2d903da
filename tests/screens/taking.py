"""Views of what is taken along, as the kiosk itself makes them."""

from dataclasses import replace
from functools import cache
from typing import Any

from contract.ids import new_id
from contract.states import StockState
from kiosk.state import Kiosk, Rules
from kiosk.stops import Waiting
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.kiosk.taking import OFFERS, OWN_CODES
from tests.screens.wandering import NOW, WORDS, shelf
from touchpoint import inputs
from touchpoint.moment import Moment
from touchpoint.touches import (
    ChooseSize,
    Keep,
    LookAround,
    OpenAisle,
    OpenForm,
    OpenLookbook,
    OpenWaiting,
    OpenWifi,
    OpenWishes,
    ShowStyle,
    Touch,
    TurnPage,
)

HOME = LookAround()
_SHELF = shelf()
_MOMENT = Moment(NOW, 1000.0)


def gtin(number: int, size: int = 1) -> str:
    """Of style *number* in its *size*."""
    return _SHELF.styles[f"style-{number}"].style.variants[size].gtin


def page(number: int) -> tuple[Touch, ...]:
    """To the page of style *number*, in a size that is not here."""
    style = ShowStyle(f"style-{number}")
    return (HOME, OpenAisle(()), style, ChooseSize(gtin(number)))


def kept(count: int) -> tuple[Touch, ...]:
    """One with a title far too long, one without a photograph, and others."""
    return tuple(touch for n in range(1, count + 1) for touch in (*page(n), Keep(gtin(n))))


@cache
def taken(language: str, *touches: Touch, own: bool = False) -> tuple[Kiosk, KioskView]:
    """The kiosk after *touches*, and its glass; nothing is left in the second size."""
    kiosk, rules = Kiosk(), Rules((language,), offers=OWN_CODES if own else OFFERS)
    missing = [
        StockState(gtin=gtin(n), available=0, as_of=NOW, confidence="counted") for n in range(14)
    ]
    happened: list[inputs.Input] = [
        inputs.CatalogueKnown(_SHELF),
        inputs.HubKnown(online=True),
        *map(inputs.StockKnown, missing),
        *map(inputs.Touched, touches),
    ]
    for one in happened:
        kiosk, _ = step(kiosk, one, _MOMENT, rules, new_id)
    return kiosk, view(kiosk, _MOMENT, rules, WORDS, 320)


def solved(language: str) -> KioskView:
    """A round of which everything was touched."""
    kiosk, _ = taken(language, HOME, OpenWaiting())
    stop = kiosk.walk[-1]
    assert isinstance(stop, Waiting)
    right = stop.round.partner.style
    tried = (*(s for s in stop.round.choices if s != right), right)
    walk = (*kiosk.walk[:-1], replace(stop, touched=tried))
    return view(replace(kiosk, walk=walk), _MOMENT, Rules((language,), offers=OFFERS), WORDS, 320)


def every_taking(language: str) -> dict[str, KioskView]:
    """Each page by the name its picture gets."""

    def at(*touches: Touch, **more: Any) -> KioskView:
        return taken(language, *touches, **more)[1]

    return {
        "kiosk-home-kept": at(*kept(12), HOME),
        "kiosk-garment-taking": at(*kept(12), *page(1)),
        "kiosk-look-kept": at(*kept(12), HOME, OpenLookbook("book-0"), TurnPage(1)),
        "kiosk-wishes-full": at(*kept(12), OpenWishes()),
        "kiosk-wishes-own": at(*kept(6), OpenWishes(), own=True),
        "kiosk-form": at(*kept(12), *page(1), OpenForm("notice", gtin(1))),
        "kiosk-wifi": at(*kept(12), HOME, OpenWifi()),
        "kiosk-waiting": solved(language),
    }
