"""Events without who of a store's team did them: a person's view is no finer than the store."""

from collections.abc import Mapping
from typing import Any

from contract.events import EVENTS, RequestHandedOver, type_of

#: Types in whose data `to` is no associate: all that the contract knows but one.
_TO_NOBODY = frozenset(
    type_of(name) for name, data in EVENTS.items() if data is not RequestHandedOver
)
#: Whoever brought an order about is to be credited with it: the one thing for which a name is read.
_ORDER = type_of("order.started")


def credited(event: Mapping[str, Any]) -> dict[str, Any]:
    """*event* without the ids of associates, but for whom an order is to be credited to."""
    shown, data = unsigned(event), event.get("data")
    if event.get("type") == _ORDER and isinstance(data, Mapping) and "associate" in data:
        shown["data"]["associate"] = data["associate"]
    return shown


def unsigned(event: Mapping[str, Any]) -> dict[str, Any]:
    """*event*, as read from JSON and perhaps no event at all, without the ids of associates."""
    hidden = {"associate"} if str(event.get("type")) in _TO_NOBODY else {"associate", "to"}
    return {key: _without(value, hidden) for key, value in event.items() if key not in hidden}


def _without(value: Any, hidden: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _without(it, hidden) for key, it in value.items() if key not in hidden}
    return [_without(it, hidden) for it in value] if isinstance(value, list) else value
