"""What the mirror shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from touchpoint.views import (
    Ask,
    GarmentSheet,
    LanguageChoice,
    RequestLine,
    RoomGarment,
    StillHereView,
)


@dataclass(frozen=True, slots=True)
class MirrorView:
    """One state of the glass. Nothing of a garment is shown before a touch: *room* and *sheet* are
    empty on `rest` and `invite`.

    `invite` says that something was hung here and waits for a touch. On `room` the room's garments
    are listed (perhaps none) and none is in focus; on `garment` *sheet* is the one in focus.
    *ask* is there when another size or colour than the one in the room is chosen.
    """

    screen: Literal["rest", "invite", "room", "garment"]
    language: str
    languages: tuple[LanguageChoice, ...]
    headline: str
    invitation: str
    privacy: str
    room: tuple[RoomGarment, ...]
    sheet: GarmentSheet | None
    ask: Ask | None
    requests: tuple[RequestLine, ...]
    notice: str
    away: str
    still_here: StillHereView | None
    #: Files of the resting screen, changing slowly against burn-in.
    pictures: tuple[str, ...] = ()
