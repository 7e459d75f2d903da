"""What one customer did, as a hub would tell it, and where her id can be found again."""

from pathlib import Path
from typing import Any
from uuid import UUID

from headoffice.erasure.journeys import STATEMENTS
from headoffice.store import JourneyStore
from tests.headoffice.office import GTIN, event

#: As a CRM gives them; the second begins like the first.
ANNA, BERTA = "crm-7f3a9c51e0", "crm-7f3a9c51e0b2"

LINKED, LINKED_NOT, OF_BERTA, NOBODYS = (str(UUID(int=n)) for n in (101, 102, 103, 104))


def history(customer: str) -> list[dict[str, Any]]:
    """Twelve good events and two that are refused; nine belong to *customer*, seven by name."""
    link = {"consent": "1-fr"}
    line = {"gtin": GTIN, "quantity": 1, "unit_price": "10.00", "currency": "EUR"}
    receipt = {"basket": str(UUID(int=77)), "lines": [line]}
    hub = {"source": "/stores/lyon/hub", "touchpointid": "kiosk-1"}
    start = {"how": "touch", "language": "fr"}
    return [
        event(1, "visit.started", visitid=LINKED, data=start),
        event(2, "visit.linked", visitid=LINKED, customerid=customer, data=link),
        event(3, visitid=LINKED),
        event(4, "visit.started", visitid=LINKED_NOT, data=start),
        event(5, "visit.linked", visitid=LINKED_NOT, customerid=customer, data=link),
        event(6, visitid=LINKED_NOT),
        event(7, "visit.unlinked", visitid=LINKED_NOT, customerid=customer),
        event(8, visitid=LINKED_NOT),
        event(9, "visit.linked", visitid=OF_BERTA, customerid=BERTA, data=link),
        # Against the contract, which lets unknown words pass.
        event(10, visitid=NOBODYS, data={"note": f"for {customer}, see crm:{customer}"}),
        event(11, "purchase.completed", **hub, customerid=customer, data=receipt),
        event(12, "visit.started", visitid=NOBODYS, data=start),
        # Refused: a name where none may stand, and a type that nobody knows.
        event(13, customerid=customer, id=f"about {customer}"),
        event(14, "visit.dreamt", customerid=customer),
    ]


def traces(folder: Path, customer: str) -> list[str]:
    """The files below *folder* that hold the bytes of *customer*, and of nobody who begins so."""
    mark, longer = customer.encode(), BERTA.encode()
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [str(it) for it in found if mark in it.read_bytes().replace(longer, b"")]


def prepared(store: JourneyStore) -> None:
    """Uncompressed, so that a search for bytes misses nothing; from its next opening on, the engine
    takes away old parts soon, as after the first erasure.
    """
    store.each_shard(
        "ALTER TABLE events_local MODIFY COLUMN body String CODEC(NONE), "
        "MODIFY COLUMN customer String CODEC(NONE)"
    )
    store.each_shard(STATEMENTS["forget_soon"].sql)
    store.each_shard(STATEMENTS["forget_as_usual"].sql)
