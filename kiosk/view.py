"""What the kiosk shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from contract.access import PLAIN, Access
from kiosk.guide import Guide
from kiosk.offer import to_see
from kiosk.pages import Around
from kiosk.state import Kiosk, Rules
from kiosk.visit import welcomes
from kiosk.walk import Browsing, Home, Leafing, Searching, Walk
from kiosk.wandering import sight
from touchpoint import lines
from touchpoint.moment import Moment
from touchpoint.sheet import Writer
from touchpoint.shelf import Shelf
from touchpoint.views import GarmentSheet, LanguageChoice, StillHereView
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


def view(kiosk: Kiosk, now: Moment, rules: Rules, words: Words, width: int) -> KioskView:
    """The glass at *now*; *width* is that of the window in pixels."""
    visit, known = kiosk.visit, kiosk.known
    speech = words.speech(visit.language if visit else rules.languages[0])
    writer = Writer(speech, now.wall, known, width, rules.prefixes)
    sheet = writer.sheet(visit.choice) if visit and visit.choice else None
    ends_at = visit.active_at + rules.idle if visit else 0.0
    welcoming = welcomes(kiosk, now)
    headline, invitation, privacy = _at_rest(speech, known.shelf, welcoming=welcoming)
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
        notice=lines.notice(speech, known, now, unknown=kiosk.unknown(now)),
        away=lines.away_line(speech, known, now),
        still_here=lines.still_here(speech, ends_at, rules.still_here, now) if visit else None,
        pictures=lines.at_rest(known.shelf, width),
        welcoming=welcoming,
        look_around=speech.say("Look around") if to_see(known) else "",
        around=around,
        back=bool(kiosk.walk),
        access=visit.access if visit else PLAIN,
    )


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


def _at_rest(speech: Speech, shelf: Shelf, *, welcoming: bool) -> tuple[str, str, str]:
    """Headline, invitation and privacy line. Who is noticed is told so, there and then."""
    say, headline, invitation = speech.say, *_invitation(speech, welcoming=welcoming)
    if not shelf.styles:
        # Nothing was fetched yet: a tap would lead nowhere.
        headline = say("Just a moment")
        invitation = say(
            "Our collection is on its way to this screen; our team will gladly show it to you"
        )
    privacy = say("This screen reads clothing tags. It keeps nothing about you.")
    if welcoming:
        privacy = say(
            "This screen reads clothing tags and notices that you are here.\n"
            "It keeps nothing about you."
        )
    return headline, invitation, privacy


def _invitation(speech: Speech, *, welcoming: bool) -> tuple[str, str]:
    say = speech.say
    if welcoming:
        invitation = say("See its colours, its sizes and what we have here today")
        return say("Hold a label to the reader"), invitation
    return say("Tap a garment"), say("Hold its label to the reader and see it here")
