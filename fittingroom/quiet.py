"""Not to be disturbed, and a mirror that is off: it takes no notice of the room; pure."""

from dataclasses import replace

from contract.events import RoomSwitched
from fittingroom import room
from fittingroom.state import Visit
from fittingroom.turn import Turn
from touchpoint.cabin import TurnOn
from touchpoint.touches import Touch


def undisturb(turn: Turn, visit: Visit, *, on: bool) -> None:
    """For this visit, which takes it along when it ends."""
    if on != visit.undisturbed:
        turn.change(undisturbed=on)
        turn.say(RoomSwitched(what="do_not_disturb", on=on), visit.visit)


def turn_off(turn: Turn, visit: Visit) -> None:
    """End the visit and forget the room: what was told to have come is told to be gone."""
    now = turn.now.seconds
    turn.say(RoomSwitched(what="off", on=True), visit.visit)
    for hanging in [h for h in turn.mirror.room if not h.momentary]:
        room.leave(turn, hanging, now - hanging.since, now)
    turn.end(visit, "done")
    turn.mirror = replace(turn.mirror, room=(), off_since=now, unknown_until=0.0)


def touch(turn: Turn, touched: Touch) -> None:
    """What a finger does to a mirror that is off: whoever turns it on is here."""
    if isinstance(touched, TurnOn):
        turn.mirror = replace(turn.mirror, off_since=None)
        visit = turn.open("touch", turn.now.seconds)
        turn.change(touched=True)
        turn.say(RoomSwitched(what="off", on=False), visit.visit)


def pass_time(turn: Turn) -> None:
    """Who left without turning it on again left it so for nobody else."""
    since = turn.mirror.off_since
    if since is not None and turn.now.seconds - since >= turn.rules.off:
        turn.mirror = replace(turn.mirror, off_since=None)
        turn.say(RoomSwitched(what="off", on=False), None)
