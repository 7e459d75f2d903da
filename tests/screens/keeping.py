"""Views of what is kept for a shopper, as the kiosk itself makes them."""

from datetime import timedelta
from typing import Any

from contract.ids import new_id
from contract.states import AppointmentState, ReservationState, Slot
from kiosk.state import Kiosk, Rules
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.kiosk.taking import OFFERS
from tests.screens.taking import HOME, gtin, page
from tests.screens.wandering import NOW, WORDS, shelf
from tests.touchpoint.sample import stock
from touchpoint import inputs
from touchpoint.counter_touches import BookSlot, OpenStyling, Reserve
from touchpoint.moment import Moment
from touchpoint.touches import Touch

_SHELF = shelf()
_MOMENT = Moment(NOW, 1000.0)
_CODE = "WXY347"
#: A full week of a house that receives from ten to seven.
SLOTS = tuple(
    Slot(
        slot=f"{day}-{hour}",
        begins=NOW + timedelta(days=day, hours=hour),
        ends=NOW + timedelta(days=day, hours=hour + 1),
    )
    for day in range(1, 13)
    for hour in range(10)
)


def at(language: str, *touches: Touch, answer: dict[str, Any] | None = None) -> KioskView:
    """The glass after *touches*, and after the hub's *answer* to the last of them."""
    kiosk, rules, asked = Kiosk(), Rules((language,), offers=OFFERS), ""
    happened: list[inputs.Input] = [
        inputs.CatalogueKnown(_SHELF),
        inputs.HubKnown(online=True),
        inputs.SlotsKnown(SLOTS),
        inputs.StockKnown(stock(gtin(1), 1)),
        *map(inputs.Touched, touches),
    ]
    for one in happened:
        kiosk, drafts = step(kiosk, one, _MOMENT, rules, new_id)
        for draft in drafts:
            found = draft.data.model_dump()
            asked = str(found.get("reservation") or found.get("appointment") or asked)
    if answer is not None:
        kiosk, _ = step(kiosk, _answer(asked, answer), _MOMENT, rules, new_id)
    return view(kiosk, _MOMENT, rules, WORDS, 320)


def _answer(asked: str, said: dict[str, Any]) -> inputs.Input:
    if "slot" in said:
        session = {"appointment": asked, "updated": NOW, **said}
        return inputs.AppointmentKnown(AppointmentState.model_validate(session))
    fields = {"reservation": asked, "gtin": gtin(1), "quantity": 1, "updated": NOW, **said}
    return inputs.ReservationKnown(ReservationState.model_validate(fields))


def views(language: str) -> dict[str, KioskView]:
    """Each page by the name its picture gets."""
    reserve = (*page(1), Reserve(gtin(1)))
    book = (HOME, OpenStyling(), BookSlot(SLOTS[3].slot))
    soon, day = NOW + timedelta(minutes=15), NOW + timedelta(hours=24)
    return {
        "kiosk-garment-reserve": at(language, *page(1)),
        "kiosk-home-services": at(language, HOME),
        "kiosk-reserved-asked": at(
            language, *reserve, answer={"state": "placed", "code": _CODE, "until": soon}
        ),
        "kiosk-reserved": at(
            language, *reserve, answer={"state": "confirmed", "code": _CODE, "until": day}
        ),
        "kiosk-reserved-declined": at(
            language, *reserve, answer={"state": "declined", "reason": "too_late"}
        ),
        "kiosk-styling": at(language, HOME, OpenStyling()),
        "kiosk-booked": at(
            language, *book, answer={"slot": SLOTS[3].slot, "state": "booked", "code": _CODE}
        ),
        "kiosk-booked-taken": at(
            language,
            *book,
            answer={"slot": SLOTS[3].slot, "state": "declined", "reason": "taken"},
        ),
    }
