"""What every event's data has in common, and the register of all events."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from contract.model import Open


class Maker(StrEnum):
    """Who may make an event."""

    TOUCHPOINT = "touchpoint"
    HUB = "hub"


class EventData(Open):
    """The data of one event.

    A subclass is given the *event*'s name as it stands in the type, without `parcours.` and `.v1`;
    without one it is a part that others share.
    """

    name: ClassVar[str]
    makers: ClassVar[frozenset[Maker]]

    def __init_subclass__(
        cls, *, event: str = "", by: tuple[Maker, ...] = (Maker.TOUCHPOINT,)
    ) -> None:
        super().__init_subclass__()
        if not event:
            return
        if event in _REGISTER:
            raise TypeError(f"two events are called {event!r}: {_REGISTER[event]} and {cls}")
        cls.name, cls.makers = event, frozenset(by)
        _REGISTER[event] = cls


_REGISTER: dict[str, type[EventData]] = {}

#: Every event by name, in the order of the contract.
EVENTS: Mapping[str, type[EventData]] = _REGISTER


def type_of(name: str) -> str:
    """The CloudEvents type of an event's *name*."""
    return f"parcours.{name}.v1"
