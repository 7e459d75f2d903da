"""What the kiosk shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from contract.access import PLAIN, Access
from kiosk.guide import Guide
from kiosk.offer import to_see
from kiosk.pages import Around
from kiosk.state import Kiosk, Rules, Visit
from kiosk.visit import welcomes
from kiosk.walk import Browsing, Home, Leafing, Searching, Walk
from kiosk.wandering import sight
from touchpoint import lines
from touchpoint.aids import access_sheet, asked_for
from touchpoint.moment import Moment
from touchpoint.sheet import Writer
from touchpoint.views import AccessSheet, GarmentSheet, LanguageChoice, StillHereView
from touchpoint.words import Speech, Words


@dataclass(frozen=True, slots=True)
class KioskView:
    """One state of the glass. *sheet* is there exactly when *screen* is `garment`, *around* when it
    is a page of looking around.

    *look_around* leads there from the resting screen; empty where there is nothing to look at.
    *back* says that a page lies behind this one.
    *welcoming* is the resting screen with somebody before it.
    *notice* is a line for every screen (a code nobody knows, another device of that name),
    *away* marks that the store's computer cannot be reached; both empty when all is well.
    """

    screen: Literal["rest", "garment", "home", "list", "search", "look"]
    language: str
    languages: tuple[LanguageChoice, ...]
    headline: str
    invitation: str
    privacy: str
    sheet: GarmentSheet | None
    notice: str
    away: str
    still_here: StillHereView | None
    #: Files of the resting screen, changing slowly against burn-in.
    pictures: tuple[str, ...] = ()
    welcoming: bool = False
    look_around: str = ""
    around: Around | None = None
    back: bool = False
    access: Access = PLAIN
    #: The ways to make the screen easier, while they lie over it.
    aids: AccessSheet | None = None


def view(kiosk: Kiosk, now: Moment, rules: Rules, words: Words, width: int) -> KioskView:
    """The glass at *now*; *width* is that of the window in pixels."""
    visit, known = kiosk.visit, kiosk.known
    speech = words.speech(visit.language if visit else rules.languages[0])
    writer = Writer(speech, now.wall, known, width)
    sheet = writer.sheet(visit.choice) if visit and visit.choice else None
    welcoming = welcomes(kiosk, now)
    headline, invitation, privacy = _at_rest(speech, welcoming=welcoming)
    around = None
    if kiosk.walk and not sheet:
        around = Guide(writer, sight(kiosk, now)).page(kiosk.walk[-1])
    return KioskView(
        screen="garment" if sheet else _screen(kiosk.walk),
        language=speech.language,
        languages=lines.languages(words, speech.language),
        headline=headline,
        invitation=invitation,
        privacy=privacy,
        sheet=sheet,
        notice=lines.notice(speech, known, now, unknown=now.seconds < kiosk.unknown_until),
        away=lines.away_line(speech, known, now),
        still_here=_still_here(visit, speech, now, rules) if visit else None,
        pictures=lines.at_rest(known.shelf, width),
        welcoming=welcoming,
        look_around=speech.say("Look around") if to_see(known) else "",
        around=around,
        back=bool(kiosk.walk),
        access=visit.access if visit else PLAIN,
        aids=access_sheet(speech, visit.access, speaks=rules.speaks)
        if visit and visit.choosing
        else None,
    )


def _still_here(visit: Visit, speech: Speech, now: Moment, rules: Rules) -> StillHereView | None:
    warn = asked_for(rules.still_here, visit.access)
    return lines.still_here(speech, visit.ends_at(rules), warn, now)


def _screen(walk: Walk) -> Literal["rest", "home", "list", "search", "look"]:
    match walk:
        case (*_, Home()):
            return "home"
        case (*_, Browsing()):
            return "list"
        case (*_, Searching()):
            return "search"
        case (*_, Leafing()):
            return "look"
    return "rest"


def _at_rest(speech: Speech, *, welcoming: bool) -> tuple[str, str, str]:
    """Headline, invitation and privacy line. Who is noticed is told so, there and then."""
    if welcoming:
        return (
            speech.say("Hold a label to the reader"),
            speech.say("See its colours, its sizes and what we have here today"),
            speech.say(
                "This screen reads clothing tags and notices that you are here.\n"
                "It keeps nothing about you."
            ),
        )
    return (
        speech.say("Tap a garment"),
        speech.say("Hold its label to the reader and see it here"),
        speech.say("This screen reads clothing tags. It keeps nothing about you."),
    )
