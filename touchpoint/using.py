"""What is told of a visit beside its garments: parts that were read, ways to read; pure."""

from collections.abc import Iterator
from typing import Any, Protocol, cast, get_args

from contract.access import Aid
from contract.events import EventData, FeatureUsed
from contract.features import Used
from touchpoint.touches import ChooseLanguage, OpenPart, ShowPhoto, Touch
from touchpoint.views import PartName

_AIDS: frozenset[str] = frozenset(get_args(Aid))
#: Of a garment's page.
_PARTS: frozenset[str] = frozenset(get_args(PartName))


class Using(Protocol):
    """A visit, with all that was *used* in it so far."""

    @property
    def visit(self) -> str: ...
    @property
    def used(self) -> frozenset[Used]: ...


class Turning(Protocol):
    """A step being made, at the kiosk or at the mirror."""

    def change(self, **parts: Any) -> None: ...
    def say(self, data: EventData, visit: str) -> None: ...


def use(turn: Turning, visit: Using, feature: Used) -> None:
    """Tell of *feature*, once a visit; of an aid nothing yet."""
    if feature in visit.used:
        return
    turn.change(used=visit.used | {feature})
    if feature not in _AIDS:
        turn.say(FeatureUsed(feature=feature), visit.visit)


def note(turn: Turning, visit: Using, touch: Touch) -> None:
    """Tell of what *touch* opened, where no event of its own does."""
    match touch:
        case OpenPart(part) if part in _PARTS:
            use(turn, visit, cast("Used", part))
        case ShowPhoto():
            use(turn, visit, "photos")
        case ChooseLanguage():
            use(turn, visit, "language")


def aids_of(visit: Using, *, named: bool) -> Iterator[FeatureUsed]:
    """What is told of the aids as *visit* ends: nothing of a visit that was ever somebody's.

    That a customer reads large type or sits says more of them than they agreed to.
    """
    if not named:
        yield from (FeatureUsed(feature=aid) for aid in sorted(visit.used & _AIDS))
