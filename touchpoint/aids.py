"""How a shopper sets the screen for one visit: five words, each on or off, gone with it; pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from contract.access import PLAIN, Access, Aid
from touchpoint.touches import CloseAccess, OpenAccess, SetAid
from touchpoint.using import Turning, Using, use
from touchpoint.views import AccessSheet, AidLine
from touchpoint.words import Speech

#: With aids on, everything waits so many times as long, and a question at least so many seconds.
_SLOWER, _TO_ANSWER = 2.0, 20.0

#: What a finger may do here.
Aiding = OpenAccess | CloseAccess | SetAid


class Aided(Using, Protocol):
    """A visit, as far as it goes with *access*."""

    @property
    def access(self) -> Access: ...


def heed(turn: Turning, visit: Aided, touch: Aiding, *, speaks: bool) -> None:
    """Take *touch* up; reading aloud is there only where the screen *speaks*."""
    match touch:
        case OpenAccess() | CloseAccess():
            turn.change(choosing=isinstance(touch, OpenAccess))
        case SetAid("spoken") if not speaks:
            return
        case SetAid(aid, on):
            values: Mapping[str, bool] = {aid: on}
            turn.change(access=replace(visit.access, **values))
            if on:
                use(turn, visit, aid)


def idle_for(seconds: float, access: Access) -> float:
    """For how many seconds nothing need happen."""
    return seconds if access == PLAIN else seconds * _SLOWER


def asked_for(seconds: float, access: Access) -> float:
    """For how many seconds the last question stands."""
    return seconds if access == PLAIN else max(seconds * _SLOWER, _TO_ANSWER)


def access_sheet(speech: Speech, access: Access, *, speaks: bool) -> AccessSheet:
    say = speech.say
    names: list[tuple[Aid, str]] = [
        ("large", say("Larger text")),
        ("contrast", say("Stronger contrast")),
        ("seated", say("Everything within seated reach")),
        ("spoken", say("Read aloud")),
        ("calm", say("Without motion")),
    ]
    lines = (
        AidLine(aid, label, say("on") if getattr(access, aid) else say("off"), getattr(access, aid))
        for aid, label in names
        if aid != "spoken" or speaks
    )
    return AccessSheet(
        title=say("Easier to read"),
        lead=say("For this visit only. Afterwards all is as it was."),
        aids=tuple(lines),
    )
