"""What comes to a fitting room and leaves it; pure."""

from dataclasses import replace

from contract.events import GarmentDisowned
from fittingroom.state import Hanging
from fittingroom.turn import Turn
from touchpoint import facts
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.worn import worn


def sense(turn: Turn, happened: Arrived | Left | ReaderHealth) -> None:
    """What a reader tells."""
    match happened:
        case Arrived():
            arrive(turn, happened)
        case Left(tag, seconds, at):
            for hanging in [h for h in turn.mirror.room if h.garment.tag == tag]:
                leave(turn, hanging, seconds, at)
        case ReaderHealth(state=state):
            turn.mirror = replace(turn.mirror, known=turn.mirror.known.learn(happened, turn.now))
            if state == "ok":
                reader_works(turn)


def arrive(turn: Turn, arrived: Arrived) -> None:
    garment = arrived.garment
    # Asked first: what hangs here already stays, though it is sold meanwhile.
    if any(h.garment.tag == garment.tag for h in turn.mirror.room):
        _confirm(turn, garment.tag)
        return
    if worn(garment, turn.mirror.known.shelf, turn.mirror.known.sold):
        return
    visit = turn.open(facts.begun_by(garment), arrived.at)
    hanging = Hanging(garment, arrived.at, visit.visit, arrived.momentary)
    turn.mirror = replace(turn.mirror, room=(*turn.mirror.room, hanging))
    turn.change(active_at=turn.now.seconds, empty_since=None)
    turn.say(facts.arrived(garment), visit.visit, arrived.at)
    if visit.touched and visit.choice is None and len(turn.mirror.owned) == 1:
        turn.focus(garment.gtin)


def leave(turn: Turn, hanging: Hanging, seconds: float, at: float) -> None:
    """A garment is gone; of a disowned one nothing more is said."""
    room = tuple(h for h in turn.mirror.room if h is not hanging)
    turn.mirror = replace(turn.mirror, room=room)
    turn.change(active_at=turn.now.seconds)
    turn.note_emptiness()
    if not hanging.disowned:
        turn.say(facts.left(hanging.garment, seconds), hanging.visit, at)


def disown(turn: Turn, gtin: str) -> None:
    """Take a neighbour's garment out of this room until it has really left."""
    hanging = next((h for h in turn.mirror.owned if h.garment.gtin == gtin), None)
    visit = turn.mirror.visit
    if hanging is None or visit is None:
        return
    room = tuple(replace(h, disowned=True) if h is hanging else h for h in turn.mirror.room)
    turn.mirror = replace(turn.mirror, room=room)
    garment = hanging.garment
    data = GarmentDisowned(gtin=gtin, serial=garment.serial, tag=garment.tag, by=garment.by)
    turn.say(data, visit.visit)
    if visit.choice and visit.choice.gtin == gtin:
        turn.change(choice=None)
    turn.note_emptiness()


def reader_works(turn: Turn) -> None:
    """From now on a garment of before a restart is read, or it is gone."""
    if any(h.unconfirmed for h in turn.mirror.room) and turn.mirror.reading_since is None:
        turn.mirror = replace(turn.mirror, reading_since=turn.now.seconds)


def forget_unconfirmed(turn: Turn) -> None:
    """After a restart, what was here before and is not read again has left meanwhile."""
    since = turn.mirror.reading_since
    if since is None or turn.now.seconds - since < turn.rules.rejoin:
        return
    turn.mirror = replace(turn.mirror, reading_since=None)
    for hanging in [h for h in turn.mirror.room if h.unconfirmed]:
        leave(turn, hanging, turn.now.seconds - hanging.since, turn.now.seconds)


def _confirm(turn: Turn, tag: str) -> None:
    room = tuple(
        replace(h, unconfirmed=False) if h.garment.tag == tag else h for h in turn.mirror.room
    )
    turn.mirror = replace(turn.mirror, room=room)
