"""Whether the hub can be reached, from what the bus and the hub's own state say; pure."""

from dataclasses import dataclass, replace

from contract.states import HubState

#: A link that comes back sooner was never away for a shopper.
_BLINK = 3.0
#: So long after a first connect the hub's retained state must have come.
_SILENCE = 5.0


@dataclass(frozen=True, slots=True)
class Reach:
    """*online* is nothing until it is known; at *doubt_until* the hub counts as away.

    *hub* is what it said last itself. After a break of the link every connect asks for all
    subscriptions anew, so the retained word comes again; until it does, this one stands.
    """

    online: bool | None
    doubt_until: float | None
    hub: bool | None = None
    boot: str | None = None


def unknown(now: float) -> Reach:
    return Reach(None, now + _SILENCE)


def link_changed(reach: Reach, now: float, *, up: bool) -> Reach:
    """The link came or went; when it goes, the last known answer stands for a moment."""
    if up and reach.hub is not None:
        return replace(reach, online=reach.hub, doubt_until=None)
    if up:
        return replace(reach, doubt_until=now + _SILENCE)
    if reach.online is False or reach.doubt_until is not None:
        return reach
    return replace(reach, doubt_until=now + _BLINK)


def hub_said(reach: Reach, state: HubState) -> Reach:
    """A hub's last will speaks for its own boot only."""
    if not state.online and reach.boot not in {None, state.boot}:
        return reach
    return Reach(state.online, None, state.online, state.boot)


def passed(reach: Reach, now: float) -> Reach:
    if reach.doubt_until is not None and now >= reach.doubt_until:
        return replace(reach, online=False, doubt_until=None)
    return reach
