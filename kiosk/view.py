"""What the kiosk shows, made from the visit's state; pure."""

from dataclasses import dataclass
from typing import Literal

from contract.access import PLAIN, Access
from kiosk import consent
from kiosk.consent import ConsentView, LinkLine
from kiosk.guide import Guide
from kiosk.loyalty import offered as takes_cards
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
    is a page of looking around, *consent* when it asks about a loyalty card.

    *look_around* leads there from the resting screen; empty where there is nothing to look at.
    *back* says that a page lies behind this one. *linked* stands over every page.
    *welcoming* is the resting screen with somebody before it.
    *notice* is a line for every screen (a code nobody knows, another device of that name),
    *away* marks that the store's computer cannot be reached; both empty when all is well.
    """

    screen: Literal["rest", "garment", "home", "list", "search", "look", "consent"]
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
    consent: ConsentView | None = None
    linked: LinkLine | None = None


def view(kiosk: Kiosk, now: Moment, rules: Rules, words: Words, width: int) -> KioskView:
    """The glass at *now*; *width* is that of the window in pixels."""
    visit, known = kiosk.visit, kiosk.known
    card = visit.card if visit else None
    speech = words.speech(visit.language if visit else rules.languages[0])
    writer = Writer(speech, now.wall, known, width, rules.prefixes)
    asking = consent.page(card, speech)
    sheet = writer.sheet(visit.choice) if visit and visit.choice and not asking else None
    ends_at = visit.active_at + rules.idle if visit else 0.0
    welcoming = welcomes(kiosk, now)
    headline, invitation = _invitation(speech, known.shelf, welcoming=welcoming)
    privacy = consent.promise(speech, welcoming=welcoming, cards=takes_cards(kiosk, rules))
    around = None
    if kiosk.walk and not (sheet or asking):
        around = Guide(writer, sight(kiosk, now)).page(kiosk.walk[-1])
    return KioskView(
        screen="garment" if sheet else "consent" if asking else _screen(kiosk.walk),
        language=speech.language,
        languages=lines.languages(words, speech.language),
        headline=headline,
        invitation=invitation,
        privacy=privacy,
        sheet=sheet,
        notice=consent.notice(card, speech, now)
        or lines.notice(speech, known, now, unknown=kiosk.unknown(now)),
        away=lines.away_line(speech, known, now),
        still_here=lines.still_here(speech, ends_at, rules.still_here, now) if visit else None,
        pictures=lines.at_rest(known.shelf, width),
        welcoming=welcoming,
        look_around=speech.say("Look around") if to_see(known) else "",
        around=around,
        back=bool(kiosk.walk),
        access=visit.access if visit else PLAIN,
        consent=asking,
        linked=None if asking else consent.line(card, speech),
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


def _invitation(speech: Speech, shelf: Shelf, *, welcoming: bool) -> tuple[str, str]:
    """Headline and invitation."""
    say = speech.say
    if not shelf.styles:
        # Nothing was fetched yet: a tap would lead nowhere.
        invitation = say(
            "Our collection is on its way to this screen; our team will gladly show it to you"
        )
        return say("Just a moment"), invitation
    if welcoming:
        invitation = say("See its colours, its sizes and what we have here today")
        return say("Hold a label to the reader"), invitation
    return say("Tap a garment"), say("Hold its label to the reader and see it here")
