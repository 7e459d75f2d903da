"""A till's lines as receipts, each one event whose ids follow from store and basket (pure)."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final
from uuid import UUID, uuid5

from contract.envelope import Event, hub_source
from contract.events import PurchaseCompleted, PurchaseLine, type_of
from headoffice.sales.till import TillLine

#: Makes ids of words: a basket's from `store/basket`, its event's from `store/basket id/event`.
NAMESPACE: Final = UUID("5b7a1a0e-6f0b-5c0e-9d53-9e2b1a6f4c21")
#: As the contract writes one.
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def basket_id(store: str, basket: str) -> str:
    """The contract's id of a basket: itself when it is a UUID, as a hub's till sends it."""
    lowered = basket.lower()
    return lowered if UUID_TEXT.fullmatch(lowered) else str(uuid5(NAMESPACE, f"{store}/{basket}"))


def receipts(lines: Iterable[TillLine], store: str, digest: str) -> Iterator[Event]:
    """One `purchase.completed` a basket, in the order of the file whose *digest* names the outbox.

    The same basket makes the same id from any file. What is said of a whole receipt is what its
    first line that says it says.
    """
    baskets: dict[str, list[TillLine]] = {}
    for line in lines:
        baskets.setdefault(basket_id(store, line.basket), []).append(line)
    outbox = str(uuid5(NAMESPACE, f"{store}/file/{digest}"))
    for sequence, (basket, own) in zip(count(1), baskets.items(), strict=False):
        yield Event(
            id=str(uuid5(NAMESPACE, f"{store}/{basket}/event")),
            source=hub_source(store),
            type=type_of(PurchaseCompleted.name),
            time=own[0].at,
            outbox=outbox,
            sequence=sequence,
            storeid=store,
            customerid=_said(line.customer for line in own),
            data=_purchase(basket, own),
        )


def _purchase(basket: str, lines: Iterable[TillLine]) -> PurchaseCompleted:
    own = tuple(lines)
    return PurchaseCompleted.model_validate(
        {
            "basket": basket,
            "lines": tuple(_line(line) for line in own),
            "visit_code": _said(line.visit_code for line in own),
        }
    )


def _line(line: TillLine) -> PurchaseLine:
    return PurchaseLine.model_validate(
        {
            "gtin": line.gtin,
            "serial": line.serial or None,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "currency": line.currency,
        }
    )


def _said(texts: Iterable[str]) -> str | None:
    return next((text for text in texts if text), None)
