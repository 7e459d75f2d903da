"""Which events of a visit are a customer's (pure)."""

from collections.abc import Sequence
from typing import Any, Final

_LINKED: Final = "parcours.visit.linked.v1"
_UNLINKED: Final = "parcours.visit.unlinked.v1"


def events_of(customer: str, visit: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of one *visit*, in order, that can be tied to *customer*.

    A visit that stays linked is theirs from its first event on, as they agreed to. One that was
    unlinked is nobody's again: then what lies between the two, which name them, and no more.
    """
    owner, owners, kept = "", set[str](), list[dict[str, Any]]()
    for event in visit:
        if event["type"] == _LINKED:
            owner = str(event.get("customerid"))
            owners.add(owner)
        if customer in {owner, event.get("customerid")}:
            kept.append(event)
        if event["type"] == _UNLINKED:
            owner = ""
            owners.add(owner)
    return list(visit) if owners == {customer} else kept
