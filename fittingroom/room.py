"""What comes to a fitting room and leaves it; pure."""

from dataclasses import replace
from typing import Any

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
        case ReaderHealth():
            turn.mirror = replace(turn.mirror, known=turn.mirror.known.learn(happened, turn.now))
            _note_health(turn, happened)


def arrive(turn: Turn, arrived: Arrived) -> None:
    garment = arrived.garment
    known = next((h for h in turn.mirror.room if h.garment.tag == garment.tag), None)
    # What hangs here already stays, though it is sold meanwhile.
    if known is None and worn(garment, turn.mirror.known.shelf, turn.mirror.known.sold):
        return
    if known is None:
        known = Hanging(
            garment, arrived.at, None, arrived.momentary, doubtful=True, reader=arrived.reader
        )
        turn.mirror = replace(turn.mirror, room=(*turn.mirror.room, known))
    else:
        known = _changed(turn, known, unconfirmed=False, reader=arrived.reader)
    # A doubtful one may have been sold since it came.
    if arrived.sure and known in turn.mirror.doubtful:
        _welcome(turn, known)


def answer(turn: Turn, tag: str, *, yes: bool) -> None:
    """The shopper says whether a doubtful garment hangs here."""
    hanging = next((h for h in turn.mirror.doubtful if h.garment.tag == tag), None)
    if hanging is None:
        return
    if yes:
        _welcome(turn, hanging)
    else:
        _refuse(turn, hanging)


def _welcome(turn: Turn, hanging: Hanging) -> None:
    """It hangs here, beyond doubt: since it came, or since this visit began."""
    garment = hanging.garment
    visit = turn.open(facts.begun_by(garment), hanging.since)
    at = max(hanging.since, visit.started_at)
    _changed(turn, hanging, doubtful=False, visit=visit.visit)
    turn.change(active_at=turn.now.seconds, empty_since=None)
    turn.say(facts.arrived(garment), visit.visit, at)
    looking = visit.touched and visit.choice is None and visit.parting is None
    if looking and len(turn.mirror.owned) == 1:
        turn.focus(garment.gtin)


def leave(turn: Turn, hanging: Hanging, seconds: float, at: float) -> None:
    """A garment is gone; of one that was not ours, or perhaps not, nothing more is said."""
    room = tuple(h for h in turn.mirror.room if h is not hanging)
    turn.mirror = replace(turn.mirror, room=room)
    if hanging.doubtful:
        return
    turn.change(active_at=turn.now.seconds)
    turn.note_emptiness()
    if not hanging.disowned:
        turn.say(facts.left(hanging.garment, seconds), hanging.visit, at)


def disown(turn: Turn, gtin: str) -> None:
    """Take a neighbour's garment out of this room until it has really left."""
    hanging = next((h for h in turn.mirror.owned if h.garment.gtin == gtin), None)
    if hanging is not None:
        _refuse(turn, hanging)


def _refuse(turn: Turn, hanging: Hanging) -> None:
    visit, garment = turn.mirror.visit, hanging.garment
    if visit is None:
        return
    _changed(turn, hanging, disowned=True)
    gtin = garment.gtin
    data = GarmentDisowned(gtin=gtin, serial=garment.serial, tag=garment.tag, by=garment.by)
    turn.say(data, visit.visit)
    # Another piece of the same variant may hang here too.
    still_here = any(h.garment.gtin == gtin for h in turn.mirror.owned)
    if visit.choice and visit.choice.gtin == gtin and not still_here:
        turn.change(choice=None)
    turn.note_emptiness()


def _note_health(turn: Turn, health: ReaderHealth) -> None:
    since = {n: at for n, at in turn.mirror.reading_since.items() if n != health.name}
    if health.state == "ok":
        since[health.name] = turn.mirror.reading_since.get(health.name, turn.now.seconds)
    turn.mirror = replace(turn.mirror, reading_since=since)


def forget_unconfirmed(turn: Turn) -> None:
    """After a restart, what its own reader does not read again has left meanwhile.

    A reader that does not work proves nothing, nor does another one that does.
    """
    now = turn.now.seconds
    for hanging in [h for h in turn.mirror.room if h.unconfirmed]:
        since = turn.mirror.reading_since.get(hanging.reader, now)
        if now - since >= turn.rules.rejoin:
            leave(turn, hanging, now - hanging.since, now)


def _changed(turn: Turn, hanging: Hanging, **parts: Any) -> Hanging:
    after = replace(hanging, **parts)
    room = tuple(after if h is hanging else h for h in turn.mirror.room)
    turn.mirror = replace(turn.mirror, room=room)
    return after
