"""What the kiosk shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from touchpoint.views import GarmentSheet, LanguageChoice, StillHereView


@dataclass(frozen=True, slots=True)
class KioskView:
    """One state of the glass. *sheet* is there exactly when *screen* is `garment`.

    *notice* is a line to be shown on every screen (a code nobody knows, another device of that name),
    *away* marks that the store's computer cannot be reached; both empty when all is well.
    """

    screen: Literal["rest", "garment"]
    language: str
    languages: tuple[LanguageChoice, ...]
    headline: str
    invitation: str
    privacy: str
    sheet: GarmentSheet | None
    notice: str
    away: str
    still_here: StillHereView | None
    #: Files of the resting screen, changing slowly against burn-in.
    pictures: tuple[str, ...] = ()
