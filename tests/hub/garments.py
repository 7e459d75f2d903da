"""What rooms told of garments, put into a hub's database as the inbox would have."""

from datetime import datetime
from typing import Literal

from contract.envelope import Event, fingerprint, touchpoint_source, write_event
from contract.events import GarmentArrived, GarmentDisowned, type_of
from contract.ids import check_digit, new_id
from contract.tags import By
from hub import journal
from hub.store import Database

_BODY = "0061414100001"
GTIN = _BODY + check_digit(_BODY)
Word = Literal["arrived", "disowned"]


def tell(
    db: Database,
    at: datetime,
    room: str,
    tag: str,
    *words: Word,
    visit: str | None = None,
    by: By = By.UHF,
    body: bytes | None = None,
    gtin: str = GTIN,
) -> None:
    """*room* says *words* of *tag*, one after the other, or an arrival in another *body*."""
    for word in words:
        kind = {"arrived": GarmentArrived, "disowned": GarmentDisowned}[word]
        data = kind(gtin=gtin, tag=tag, by=by)
        event = Event(
            id=new_id(),
            source=touchpoint_source("lyon", room),
            type=type_of(data.name),
            time=at,
            outbox=new_id(),
            sequence=1,
            storeid="lyon",
            touchpointid=room,
            visitid=visit,
            data=data,
        )
        written = body or write_event(event)
        with db.transaction() as tx:
            journal.keep(tx, event, written, fingerprint(written), at)


def tell_many(db: Database, at: datetime, room: str, told: int, disowned: int) -> None:
    """*told* garments hung in *room*, and shoppers said of *disowned* that they are not theirs."""
    for number in range(told):
        words: tuple[Word, ...] = ("arrived", "disowned") if number < disowned else ("arrived",)
        tell(db, at, room, f"tag-{number}", *words, visit=new_id())
