"""A shopper at a kiosk that has everything to take along, and what they see of it."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVar

from kiosk.carrying import CodeView, WaitingView, WishView
from kiosk.takeaway import Network, Offers
from kiosk.view import KioskView, view
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.sample import at
from touchpoint import inputs
from touchpoint.touches import LookAround, OpenAisle, ShowStyle, Touch

BRAND = "https://maison.example"
FORMS: Any = {
    "notice": BRAND + "/back?g={gtin}&t={token}",
    "gift": BRAND + "/gift/{gtin}",
    "collectors": BRAND + "/alert?g={gtin}&t={token}",
}
OFFERS = Offers(
    BRAND + "/wishes?gtins={gtins}", forms=FORMS, network=Network("Guests", "winter walk")
)
OWN_CODES = replace(OFFERS, wish_url="")
COAT_PAGE = (LookAround(), OpenAisle(()), ShowStyle("coat"))
SCARF_PAGE = (LookAround(), OpenAisle(()), ShowStyle("scarf"))
P = TypeVar("P", WishView, CodeView, WaitingView)
Told = list[tuple[str, dict[str, object]]]


@dataclass
class Ids:
    """id-1, id-2 and so on, for whoever asks."""

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"id-{next(self._numbers)}"


class Shopper:
    """Touches the glass; what the kiosk owes for it is told since the last question."""

    def __init__(self, offers: Offers = OFFERS) -> None:
        self.floor = Floor()
        self.floor.rules, self.floor.new_id = replace(RULES, offers=offers), Ids()
        self._told = 0

    def touch(self, *touches: Touch) -> "Shopper":
        return self.feel(*map(inputs.Touched, touches))

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> "Shopper":
        self.floor.feel(*happened, after=after)
        return self

    def told(self) -> Told:
        """Every event since this was asked last, but for pages that were looked at."""
        since, self._told = self._told, len(self.floor.owed)
        new = [(d.data.name, d.data.model_dump(by_alias=True)) for d in self.floor.owed[since:]]
        return [one for one in new if one[0] not in {"visit.started", "stock.shown"}]

    @property
    def glass(self) -> KioskView:
        floor = self.floor
        return view(floor.kiosk, at(floor.seconds), floor.rules, WORDS, 1080)

    def page(self, kind: type[P]) -> P:
        found = self.glass.around
        assert isinstance(found, kind)
        return found

    @property
    def actions(self) -> list[tuple[str, bool]]:
        sheet = self.glass.sheet
        assert sheet
        return [(action.label, action.chosen) for action in sheet.actions]

    def without(self, *features: str) -> "Shopper":
        """In a store whose tier has none of these."""
        left = self.floor.kiosk.known.features - set(features)
        return self.feel(inputs.FeaturesKnown(left))
