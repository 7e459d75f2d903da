"""What somebody should see to this morning, one sentence for each thing."""

from collections.abc import Iterable

from contract.figures import Life
from hub.appointments import Appointment
from hub.briefing import Low, Now, Silent
from hub.commands import Request
from hub.quality import RoomQuality
from hub.reservations import Reservation
from hub.web.counter_cards import spaced
from hub.web.morning import Speaker
from hub.web.ops import LOW
from hub.web.telling import Telling
from telling.sections import Section


def todo(speaker: Speaker) -> Section:
    """Nothing at all when another day than yesterday is told of."""
    t, now = speaker.telling, speaker.morning.now
    title = t.say("This morning")
    if now is None:
        return Section("todo", title, ())
    lines = [line for line in _lines(speaker, now) if line]
    return Section("todo", title, tuple(lines or [t.say("Nothing is left open.")]), bool(lines))


def _lines(speaker: Speaker, now: Now) -> tuple[str, ...]:
    t = speaker.telling
    alone = [life for life in speaker.morning.told.lives if life.left_alone]
    low = [room for room in now.rooms if (value := room.quality.value) is not None and value < LOW]
    return (
        _listed(speaker, "Styling today: %(list)s.", (meeting(t, it) for it in now.coming)),
        _listed(
            speaker,
            "Kept for shoppers: %(list)s.",
            (kept(t, it, speaker.garment(it.gtin)) for it in now.kept),
        ),
        _listed(speaker, "Still open: %(list)s.", (_asked(speaker, it) for it in now.open)),
        _listed(speaker, "Left alone yesterday: %(list)s.", (_alone(speaker, it) for it in alone)),
        _listed(
            speaker,
            "Not heard: %(list)s. Please see whether it is on.",
            (_silent(speaker, it) for it in now.silent),
        ),
        _listed(
            speaker,
            "Does not tell its garments from next door’s: %(list)s. Please calibrate it.",
            (_room(speaker, it) for it in low),
        ),
        _listed(
            speaker,
            "Tried much and nearly gone: %(list)s.",
            (text for it in now.low if (text := _low(speaker, it))),
        ),
    )


def kept(t: Telling, found: Reservation, garment: str | None) -> str:
    """As in `A1B 2C3, Wool coat, until 18:00`."""
    code, what = spaced(found.code), garment or found.gtin
    if found.until is None:
        return f"{code}, {what}"
    until = t.moment(found.until)
    return t.say("%(code)s, %(garment)s, until %(moment)s", code=code, garment=what, moment=until)


def meeting(t: Telling, found: Appointment) -> str:
    """As in `14:00, A1B 2C3`."""
    return f"{t.time(found.begins)}, {spaced(found.code)}" if found.begins else spaced(found.code)


def _listed(speaker: Speaker, message: str, items: Iterable[str]) -> str:
    # A day's short name may end in a full stop of its own.
    found = "; ".join(items).removesuffix(".")
    return speaker.telling.say(message, list=found) if found else ""


def _asked(speaker: Speaker, request: Request) -> str:
    t = speaker.telling
    place, moment = t.place(request.place), t.moment(request.made)
    return t.say("%(place)s, since %(moment)s", place=place, moment=moment)


def _alone(speaker: Speaker, life: Life) -> str:
    t = speaker.telling
    garment = speaker.garment(life.gtin) if life.gtin else None
    place = f"{t.place(life.place)}, {t.time(life.made)}"
    return f"{place} ({garment})" if garment else place


def _silent(speaker: Speaker, found: Silent) -> str:
    t = speaker.telling
    place, moment = t.place(found.touchpoint), t.moment(found.heard)
    return t.say("%(place)s, since %(moment)s", place=place, moment=moment)


def _room(speaker: Speaker, room: RoomQuality) -> str:
    t = speaker.telling
    return f"{t.place(room.touchpoint)}, {t.share(room.quality)}"


def _low(speaker: Speaker, found: Low) -> str:
    t, garment = speaker.telling, speaker.garment(found.gtin)
    if garment is None:
        return ""
    if not found.available:
        return t.say("%(garment)s, none left", garment=garment)
    return t.say("%(garment)s, %(n)s left", garment=garment, n=t.number(found.available))
