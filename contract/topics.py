"""Every MQTT topic, what it carries and who speaks to whom on it; no topic is spelt elsewhere."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel

from contract.envelope import Event
from contract.states import (
    MAX_SIGHTINGS,
    Ack,
    AppointmentState,
    Claim,
    HubState,
    Pointer,
    RequestState,
    ReservationState,
    RoomSound,
    Sighting,
    StockState,
    StylingSlots,
    TouchpointState,
)

ROOT = "parcours/v1"


@dataclass(frozen=True, slots=True)
class Topic:
    """A family of topics; the names in braces are its parts."""

    pattern: str
    payload: type[BaseModel] | None
    who: str
    what: str
    qos: Literal[0, 1] = 1
    retained: bool = False
    #: Seconds after which the broker drops it undelivered.
    expiry: int | None = None
    #: The most of them that one message carries, as an array; nothing for one that stands alone.
    most: int | None = None

    def name(self, **parts: str) -> str:
        return f"{ROOT}/{self.pattern.format(**parts)}"

    def filter(self, **parts: str) -> str:
        """The subscription for these parts; a missing one is any."""
        return ROOT + "/" + re.sub(r"\{(\w+)\}", lambda m: parts.get(m.group(1), "+"), self.pattern)

    def match(self, topic: str) -> dict[str, str] | None:
        """The parts of *topic*, or nothing when it is another one."""
        found = _expression(self.pattern).fullmatch(topic)
        return found.groupdict() if found else None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", f"{ROOT}/{pattern}"))


EVENT = Topic("{store}/{touchpoint}/event/{name}", Event, "touchpoint → hub", "One CloudEvent.")
ACK = Topic("{store}/{touchpoint}/ack", Ack, "hub → touchpoint", "What the hub has safe, by id.")
READS = Topic(
    "{store}/{touchpoint}/reads",
    Sighting,
    "reader → screens",
    "A JSON array of at most 100 raw sightings, empty when nothing was read; never events.",
    qos=0,
    most=MAX_SIGHTINGS,
)
SOUND = Topic(
    "{store}/{touchpoint}/sound",
    RoomSound,
    "screen → screens",
    "How its room sounds to the reader of its zone, learned by a calibration.",
    retained=True,
)
CLAIM = Topic(
    "{store}/{touchpoint}/claim",
    Claim,
    "screen → screens",
    "What hangs in its room for certain, or surely does not; a shopper may have said so.",
)
STATE = Topic(
    "{store}/{touchpoint}/state",
    TouchpointState,
    "touchpoint → all",
    "Whether it is there; also its last will (delay 20 s). A hint only.",
    retained=True,
)
COMMAND = Topic(
    "{store}/{touchpoint}/command/{verb}",
    None,
    "hub → touchpoint",
    "identify, reload, screenshot (only at rest), end_visit; without a payload. What became of it "
    "is said by `touchpoint.obeyed`, which names the user property `id`.",
    expiry=60,
)
HUB_STATE = Topic(
    "{store}/hub/state",
    HubState,
    "hub → all",
    "The application lives, not only the broker; also its last will.",
    retained=True,
)
STOCK = Topic(
    "{store}/stock/{gtin}",
    StockState,
    "hub → all",
    "What is available to sell of one variant, with age and confidence.",
    retained=True,
)
REQUEST = Topic(
    "{store}/{place}/request/{request}",
    RequestState,
    "hub → that place",
    "A request's state; retained while open, its final state expires after 600 s.",
    retained=True,
)
RESERVATION = Topic(
    "{store}/{place}/reservation/{reservation}",
    ReservationState,
    "hub → that place",
    "A reservation's state; retained while open, its final state expires after 600 s.",
    retained=True,
)
APPOINTMENT = Topic(
    "{store}/{place}/appointment/{appointment}",
    AppointmentState,
    "hub → that place",
    "A styling session's state; retained while open, its final state expires after 600 s.",
    retained=True,
)
STYLING = Topic(
    "{store}/styling",
    StylingSlots,
    "hub → all",
    "The times at which a styling session can still be booked.",
    retained=True,
)
CATALOGUE = Topic(
    "{store}/catalogue", Pointer, "hub → all", "Where the catalogue is fetched.", retained=True
)
SETTINGS = Topic(
    "{store}/settings", Pointer, "hub → all", "Where the settings are fetched.", retained=True
)
SOLD = Topic(
    "{store}/sold",
    Pointer,
    "hub → all",
    "Where the marks of sold pieces are fetched; a new version at most once a minute.",
    retained=True,
)
ADVICE = Topic(
    "{store}/advice",
    Pointer,
    "hub → all",
    "Where what goes with what is fetched; a new version at most every 5 minutes.",
    retained=True,
)

TOPICS: dict[str, Topic] = {
    "event": EVENT,
    "ack": ACK,
    "reads": READS,
    "sound": SOUND,
    "claim": CLAIM,
    "state": STATE,
    "command": COMMAND,
    "hub_state": HUB_STATE,
    "stock": STOCK,
    "request": REQUEST,
    "reservation": RESERVATION,
    "appointment": APPOINTMENT,
    "styling": STYLING,
    "catalogue": CATALOGUE,
    "settings": SETTINGS,
    "sold": SOLD,
    "advice": ADVICE,
}

#: The command's id on its message: without it a touchpoint obeys and says nothing.
COMMAND_ID = "id"
#: Seconds for which the final state of a request, and of all like it, stays retained.
FINAL_REQUEST_EXPIRY = 600
