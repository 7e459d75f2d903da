"""A shopper before a coat that is here, while a stylist has time, and what is told of them."""

from dataclasses import replace
from datetime import timedelta

from contract.ids import new_id
from contract.states import Slot
from tests.kiosk.taking import COAT_PAGE, Shopper, Told
from tests.touchpoint.sample import NAVY_40, NOON, stock
from touchpoint import inputs
from touchpoint.touches import ChooseSize

SLOTS = tuple(
    Slot(slot=name, begins=NOON + timedelta(hours=hours), ends=NOON + timedelta(hours=hours + 1))
    for name, hours in (("past", -1), ("two", 1), ("three", 2), ("monday", 47))
)


def shopper(*happened: inputs.Input, online: bool = True) -> Shopper:
    """Who looks at the coat in 40, of which one is here."""
    made = Shopper()
    made.floor.new_id = new_id
    made.floor.rules = replace(made.floor.rules, store="lyon", place="floor")
    made.feel(inputs.HubKnown(online), inputs.SlotsKnown(SLOTS))
    made.touch(*COAT_PAGE, ChooseSize(NAVY_40))
    made.feel(inputs.StockKnown(stock(NAVY_40, 1)), *happened)
    made.told()
    return made


def names(told: Told) -> list[str]:
    return [name for name, _ in told]
