"""What stands on the bus beside events: acknowledgements, retained states and raw sightings."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from pydantic import Field

from contract.ids import Gtin, Name, Uuid
from contract.model import Instant, Open, Sequence
from contract.outcomes import Reason
from contract.requests import RequestKind, RequestStatus
from contract.reservations import AppointmentStatus, ReservationStatus

Confidence = Literal["counted", "computed", "stale", "unknown"]

#: Nothing heard for three health periods: the touchpoint is down, whatever its state says.
SILENT_AFTER = timedelta(seconds=180)
#: A count is worth its name for so long.
COUNTED_FOR = timedelta(hours=24)
#: The most other stores that one figure names.
MAX_ELSEWHERE = 12

#: The most free times that are told at once.
MAX_SLOTS = 300

#: The most ids one acknowledgement names.
MAX_SETTLED = 500


class RejectedEvent(Open):
    id: str
    sequence: Sequence | None = None
    reason: Reason
    #: For people: which key, what was found, what would be right.
    detail: str = ""


class Ack(Open):
    """What the hub has safe. Only ids named in *settled* or *rejected* are done."""

    outbox: Uuid
    settled: tuple[str, ...] = Field(default=(), max_length=MAX_SETTLED)
    rejected: tuple[RejectedEvent, ...] = ()
    #: Everything up to here has been received; shows progress, settles nothing.
    through: Sequence = 0
    #: Please publish again from here on.
    resend_from: Sequence | None = None
    #: Another event holds one of these sequences: mint a new outbox.
    renumber: bool = False


class TouchpointState(Open):
    """Retained, and the last will of a touchpoint. A hint only."""

    online: bool
    boot: Uuid
    version: str
    since: Instant


class HubState(Open):
    """Retained, and the last will of a hub: the application lives, not only the broker."""

    online: bool
    boot: Uuid
    version: str
    now: Instant


class Elsewhere(Open):
    """What another store said it had; that there is a piece may have changed since *as_of*."""

    store: Name
    #: As people call it.
    name: str = ""
    available: int | None
    as_of: Instant | None = None


class StockState(Open):
    """What is available to sell of one variant; *available* None is unknown, which is not zero."""

    gtin: Gtin
    available: int | None
    as_of: Instant | None
    confidence: Confidence
    #: Where on the floor it hangs.
    where: str | None = None
    #: Stores that have it first, the nearest first; at most MAX_ELSEWHERE.
    elsewhere: tuple[Elsewhere, ...] = ()


class RequestState(Open):
    """A request as its place may see it; *by* is the name the associate chose to show."""

    request: Uuid
    kind: RequestKind
    state: RequestStatus
    by: str | None = None
    #: The honest wait, from and to.
    wait_seconds: tuple[int, int] | None = None
    alternative: Gtin | None = None
    #: How often somebody else was told since nobody has it.
    escalated: int = Field(default=0, ge=0)
    #: Nobody is here to answer just now: the shopper is to ask at the till.
    nobody: bool = False
    updated: Instant


class ReservationState(Open):
    """A reservation as its place may see it.

    *code* is what the shopper shows at the counter; nothing when there is nothing to show it for.
    *until* is when the hub lets go: of a placed one unless it is confirmed, then unless it is
    collected. *reason* of what was declined or lapsed.
    """

    reservation: Uuid
    gtin: Gtin
    quantity: int = Field(ge=1)
    state: ReservationStatus
    code: str | None = None
    until: Instant | None = None
    reason: str | None = None
    updated: Instant


class AppointmentState(Open):
    """A styling session as its place may see it; *code*, *reason* as for a reservation."""

    appointment: Uuid
    slot: str
    begins: Instant | None = None
    ends: Instant | None = None
    state: AppointmentStatus
    code: str | None = None
    reason: str | None = None
    updated: Instant


class Slot(Open):
    """A time at which a styling session can still begin; *slot* is its name in `styling.booked`."""

    slot: str
    begins: Instant
    ends: Instant


class StylingSlots(Open):
    """Retained: what can still be booked, the next first."""

    slots: tuple[Slot, ...] = Field(default=(), max_length=MAX_SLOTS)


class Pointer(Open):
    """Something to be fetched over HTTP; the last good copy is kept."""

    version: str
    url: str


class Sighting(Open):
    """One raw read of a RAIN RFID reader: *rssi* in dBm, *ms* the reader's own clock."""

    epc: str = Field(max_length=124)
    antenna: int = Field(ge=1, le=65535)
    rssi: float = Field(ge=-150, le=50)
    ms: int = Field(ge=0, le=2**53)


#: The most sightings in one message; an empty one says that the reader works and read nothing.
#: Its user properties: `ms`, up to when by the reader's own clock all that was read is said;
#: `boot`, alike as long as the reader's program runs; `number`, one more at each message of a boot.
MAX_SIGHTINGS = 100


class HeardRoom(Open):
    """What one antenna hears of a tag in a room: reads a second, mean and spread of their dBm."""

    rate: float = Field(gt=0, allow_inf_nan=False)
    mean: float = Field(allow_inf_nan=False)
    spread: float = Field(gt=0, allow_inf_nan=False)


class RoomSound(Open):
    """Retained: how a touchpoint's own room sounds to each antenna of *reader*, as calibrated."""

    reader: Name
    antennas: Mapping[int, HeardRoom]
    made: Instant


class Claim(Open):
    """The garment with this *tag* hangs in the room of who says so, or surely not (*here*)."""

    reader: Name
    tag: str = Field(max_length=500)
    here: bool
