"""Events of a visit: one shopper at one touchpoint, from the first touch to the last."""

from typing import Literal

from contract.events.base import EventData
from contract.ids import Uuid


class VisitStarted(EventData, event="visit.started"):
    """Somebody is here."""

    how: Literal["touch", "tag", "code", "presence"]
    #: The language the screen speaks, as in `fr`.
    language: str


class VisitEnded(EventData, event="visit.ended"):
    """Nobody is here any more; what is open for the visit is cancelled."""

    why: Literal["idle", "left", "done", "staff"]
    #: From start to end, by the device's monotonic clock.
    seconds: float


class VisitLinked(EventData, event="visit.linked"):
    """The shopper agreed to be recognised; the envelope carries `customerid`, always.

    From its first event to its last the visit is that customer's.
    """

    #: The version of the text that was agreed to and the language it was read in, as in `1-fr`.
    consent: str


class VisitUnlinked(EventData, event="visit.unlinked"):
    """The shopper took the consent back: the visit is nobody's again, from its first event on."""


class VisitContinued(EventData, event="visit.continued"):
    """This visit goes on from another one, at another touchpoint."""

    visit: Uuid
    by: Literal["code", "consent"]


class RoomSwitched(EventData, event="room.switched"):
    """The shopper does not want to be disturbed, or has turned the mirror off; or no longer.

    The first ends with the visit. Of a mirror that is off nothing is heard; one that turns itself
    on again says so outside of any visit.
    """

    what: Literal["do_not_disturb", "off"]
    on: bool
