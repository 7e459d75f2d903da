"""Drafts for tests of the outbox, and what an outbox would publish."""

from contract.envelope import Event, read_event
from contract.events import GarmentLeft, RequestMade, VisitStarted
from contract.ids import new_id as real_id
from messaging.draft import Draft
from messaging.outbox import Outbox

GTIN = "00614141100019"


def started(at: float = 1000.0) -> Draft:
    return Draft(VisitStarted(how="touch", language="fr"), made_at=at)


def left(n: int = 0) -> Draft:
    tag = f"https://id.example/01/{GTIN}/21/{n}"
    return Draft(GarmentLeft(gtin=GTIN, tag=tag, by="uhf", seconds=n), made_at=1000.0)


def asked() -> Draft:
    data = RequestMade(request=real_id(), kind="help", place="cabin-3")
    return Draft(data, made_at=1000.0, urgent=True)


def said(outbox: Outbox) -> list[Event]:
    """What the outbox would publish, by sequence."""
    rows = outbox.fix(outbox.window(1000))
    return sorted((read_event(row.body) for row in rows), key=lambda event: event.sequence)
