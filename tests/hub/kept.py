"""A story put into a hub's database, as the inbox and the hub itself would have."""

from collections.abc import Iterable
from datetime import timedelta

from contract.envelope import Event, fingerprint, write_event
from contract.ids import check_digit
from hub import journal
from hub.store import Database


def gtin(number: int) -> str:
    body = f"{6141419000 + number:013d}"
    return body + check_digit(body)


def keep(db: Database, events: Iterable[Event], late: timedelta = timedelta()) -> None:
    """Each of *events*, received so *late* after it was made."""
    with db.transaction() as tx:
        for event in events:
            body = write_event(event)
            journal.keep(tx, event, body, fingerprint(body), event.time + late)
