"""Everything that head office keeps of one customer, as a document that they can read."""

from datetime import datetime
from typing import Any, Final

from contract.model import instant
from headoffice.erasure.belonging import events_of
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.refusals import Refusals
from headoffice.unsigned import unsigned

_WHAT: Final = {
    "visits": "Every event of the visits that are linked to this customer, from the first to the "
    "last; of a visit that was unlinked again, from visit.linked to visit.unlinked. Each event "
    "says what happened (type), when (time), at which screen (source), and with what (data).",
    "purchases": "Receipts that name this customer.",
    "refused": "Events that could not be kept as such, and in whose words this customer stands.",
    "left_out": "Which associate did something: that is theirs. Events are described in "
    "docs/events.md of Parcours.",
}


def document(
    customer: str, journeys: Journeys, refusals: Refusals, now: datetime
) -> dict[str, Any] | None:
    """What there is of *customer*; nothing when no event names them. Raises StoreError."""
    visits = [events_of(customer, visit) for visit in journeys.visits(customer)]
    purchases = journeys.purchases(customer)
    refused = refusals.of(customer)
    if not (visits or purchases or refused or journeys.name(customer)):
        return None
    return {
        "customer": customer,
        "made_at": instant(now),
        "what_this_is": _WHAT,
        "visits": [
            {"visit": events[0].get("visitid"), "events": [unsigned(it) for it in events]}
            for events in visits
            if events
        ],
        "purchases": [unsigned(it) for it in purchases],
        "refused": refused,
    }
