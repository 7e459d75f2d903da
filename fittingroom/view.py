"""What the mirror shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from contract.access import PLAIN, Access
from fittingroom.comparing import compared
from fittingroom.goodbye import farewell
from fittingroom.request_lines import ask, request_lines
from fittingroom.sheets import choices, room_sheet, services
from fittingroom.state import Mirror, Rules, Visit
from fittingroom.views import Ask, Compared, Farewell, RequestLine, RoomSheet
from touchpoint import lines, offers
from touchpoint.aids import access_sheet, asked_for
from touchpoint.moment import Moment
from touchpoint.sheet import Writer
from touchpoint.touches import Yours
from touchpoint.views import (
    AccessSheet,
    Action,
    Answer,
    Doubt,
    GarmentSheet,
    LanguageChoice,
    RoomGarment,
    StillHereView,
)
from touchpoint.words import Speech, Words

Screen = Literal["rest", "invite", "room", "garment", "compare", "farewell", "off"]


@dataclass(frozen=True, slots=True)
class MirrorView:
    """One state of the glass. Nothing of a garment is shown before a touch: *room* and *sheet* are
    empty on `rest` and `invite`.

    `invite` says that something was hung here and waits for a touch. On `room` the room's garments
    are listed (perhaps none) and none is in focus; on `garment` *sheet* is the one in focus.
    *ask* is there when another size or colour than the one in the room is chosen. *doubt* asks
    about the oldest garment that may as well hang next door.
    """

    screen: Screen
    language: str
    languages: tuple[LanguageChoice, ...]
    headline: str
    invitation: str
    privacy: str
    room: tuple[RoomGarment, ...]
    sheet: GarmentSheet | None
    ask: Ask | None
    doubt: Doubt | None
    requests: tuple[RequestLine, ...]
    notice: str
    away: str
    still_here: StillHereView | None
    #: Files of the resting screen, changing slowly against burn-in; while *doubt* asks, of what it
    #: asks about, so that nothing else can be meant.
    pictures: tuple[str, ...] = ()
    access: Access = PLAIN
    #: The ways to make the screen easier, while they lie over it.
    aids: AccessSheet | None = None
    #: What the room offers, and what can be done with its garments; what lies over its page.
    services: tuple[Action, ...] = ()
    choices: tuple[Action, ...] = ()
    over: RoomSheet | None = None
    compared: tuple[Compared, ...] = ()
    farewell: Farewell | None = None


def view(mirror: Mirror, now: Moment, rules: Rules, words: Words, width: int) -> MirrorView:
    """The glass at *now*; *width* is that of the window in pixels."""
    visit, known = mirror.visit, mirror.known
    speech = words.speech(visit.language if visit else rules.languages[0])
    writer = Writer(speech, now.wall, known, width, rules.prefixes)
    screen = screen_of(mirror)
    headline, invitation = _invitation(screen, speech, empty=not mirror.owned)
    choice = visit.choice if visit and screen == "garment" else None
    here = frozenset(h.garment.gtin for h in mirror.owned)
    open_room = screen in {"room", "garment"}
    at_room = visit if screen == "room" else None
    leaving = visit.parting if visit else None
    doubt = _doubt(mirror, writer) if open_room else None
    return MirrorView(
        screen=screen,
        language=speech.language,
        languages=lines.languages(words, speech.language),
        headline=headline,
        invitation=invitation,
        privacy=_privacy(visit, speech),
        room=_room(mirror, writer) if open_room else (),
        sheet=offers.page(writer, choice, mirror.asked, now.seconds) if choice else None,
        ask=ask(choice, here, visit, writer, now, rules) if visit and choice else None,
        doubt=doubt,
        requests=request_lines(visit, writer, now, rules) if visit and open_room else (),
        notice="" if mirror.off else lines.notice(speech, known, now, unknown=mirror.unknown(now)),
        away="" if mirror.off else lines.away_line(speech, known, now),
        still_here=_still_here(visit, speech, now, rules) if visit and not leaving else None,
        pictures=_pictures(doubt, mirror, width),
        access=visit.access if visit else PLAIN,
        aids=access_sheet(speech, visit.access, speaks=rules.speaks)
        if visit and visit.choosing
        else None,
        services=services(at_room, speech, rules) if at_room else (),
        choices=choices(mirror, speech, now.seconds) if at_room else (),
        over=room_sheet(at_room, speech, rules) if at_room else None,
        compared=compared(mirror, visit.comparing, writer)
        if visit and visit.comparing and screen == "compare"
        else (),
        farewell=farewell(leaving, writer) if leaving else None,
    )


def screen_of(mirror: Mirror) -> Screen:
    visit = mirror.visit
    if visit is None:
        return "off" if mirror.off else "rest"
    if not visit.touched:
        return "invite"
    if visit.parting:
        return "farewell"
    if visit.choice:
        return "garment"
    return "compare" if visit.comparing else "room"


def _privacy(visit: Visit | None, speech: Speech) -> str:
    """What this room reads; before it, quietly, that nobody is to disturb."""
    reads = speech.say("This room reads clothing tags. No camera, no microphone.")
    quiet = speech.say("Do not disturb") if visit and visit.undisturbed else ""
    return " · ".join(filter(None, (quiet, reads)))


def _invitation(screen: Screen, speech: Speech, *, empty: bool) -> tuple[str, str]:
    if screen == "invite":
        return speech.say("Welcome"), speech.say("Touch to see what you brought")
    if screen == "room" and empty:
        return speech.say("Hang up what you try on"), speech.say("You will see it here")
    if screen == "off":
        return speech.say("This mirror is off"), speech.say("Touch to turn it on")
    if screen == "compare":
        return speech.say("Side by side"), ""
    if screen == "room":
        return speech.say("In this room"), speech.say("Touch a garment to see more")
    return speech.say("Hang up what you try on"), speech.say("Touch to begin")


def _room(mirror: Mirror, writer: Writer) -> tuple[RoomGarment, ...]:
    """One thumbnail for each variant, whichever and however many pieces of it hang here."""
    focus = mirror.visit.choice.gtin if mirror.visit and mirror.visit.choice else None
    tags = {h.garment.gtin: h.garment.tag for h in reversed(mirror.owned)}
    gtins = dict.fromkeys(h.garment.gtin for h in mirror.owned)
    return tuple(writer.garment(g, tags[g], focused=g == focus) for g in gtins)


def _doubt(mirror: Mirror, writer: Writer) -> Doubt | None:
    """Only of what the catalogue has: nobody can answer for a garment without a name."""
    found = (h.garment for h in mirror.doubtful if writer.known.shelf.find(h.garment.gtin))
    garment, say = next(found, None), writer.speech.say
    if garment is None:
        return None
    tag = garment.tag
    return Doubt(
        question=say("Is this yours?"),
        garment=writer.garment(garment.gtin, tag, focused=False),
        yes=Answer(f"yours.{tag}.yes", say("Yes"), Yours(tag, yes=True)),
        no=Answer(f"yours.{tag}.no", say("No"), Yours(tag, yes=False)),
    )


def _pictures(doubt: Doubt | None, mirror: Mirror, width: int) -> tuple[str, ...]:
    if doubt and doubt.garment.picture:
        return (doubt.garment.picture.file,)
    return lines.at_rest(mirror.known.shelf, width)


def _still_here(visit: Visit, speech: Speech, now: Moment, rules: Rules) -> StillHereView | None:
    """Only asked of somebody who has touched, before whichever end comes first."""
    ends = [] if visit.waiting else [visit.idle_at(rules)]
    if visit.empty_since is not None:
        ends.append(visit.left_at(rules))
    if not ends or not visit.touched:
        return None
    return lines.still_here(speech, min(ends), asked_for(rules.still_here, visit.access), now)
