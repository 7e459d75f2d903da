"""What the kiosk shows, made from the visit's state; pure."""

from dataclasses import dataclass, replace
from typing import Literal

from contract.access import PLAIN, Access
from kiosk import consent
from kiosk.carrying import Carrying, CodeView, WaitingView, WishView
from kiosk.consent import ConsentView, LinkLine
from kiosk.guide import Guide
from kiosk.loyalty import offered as takes_cards
from kiosk.offer import to_see
from kiosk.pages import HomeView, ListView, Strolling
from kiosk.porter import Porter
from kiosk.state import Kiosk, Rules
from kiosk.stops import Aside
from kiosk.visit import welcomes
from kiosk.wandering import sight
from touchpoint import lines
from touchpoint.moment import Moment
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.views import GarmentSheet, LanguageChoice, StillHereView
from touchpoint.words import Speech, Words

Around = Strolling | Carrying
Screen = Literal[
    "rest", "garment", "home", "list", "search", "look", "consent", "wishes", "code", "waiting"
]


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

    screen: Screen
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
    #: Leads to the wish list from every page, as soon as something is on it.
    wishes: str = ""
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
    porter = Porter(writer, rules.offers, kiosk)
    asking = consent.page(card, speech)
    sheet = _sheet(porter, visit.choice) if visit and visit.choice and not asking else None
    ends_at = visit.active_at + rules.idle if visit else 0.0
    welcoming = welcomes(kiosk, now)
    headline, invitation = _invitation(speech, known.shelf, welcoming=welcoming)
    privacy = consent.promise(speech, welcoming=welcoming, cards=takes_cards(kiosk, rules))
    shown = bool(sheet or asking)
    around = _around(porter, kiosk, now) if kiosk.walk and not shown else None
    return KioskView(
        screen="garment" if sheet else "consent" if asking else _screen(around),
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
        wishes="" if isinstance(around, WishView) else porter.list_word(),
        back=bool(kiosk.walk),
        access=visit.access if visit else PLAIN,
        consent=asking,
        linked=None if asking else consent.line(card, speech),
    )


def _sheet(porter: Porter, choice: Choice) -> GarmentSheet:
    return replace(porter.writer.sheet(choice), actions=porter.actions(choice))


def _around(porter: Porter, kiosk: Kiosk, now: Moment) -> Around:
    stop = kiosk.walk[-1]
    if isinstance(stop, Aside):
        return porter.page(stop)
    page = Guide(porter.writer, sight(kiosk, now)).page(stop)
    return replace(page, services=porter.services()) if isinstance(page, HomeView) else page


def _screen(around: Around | None) -> Screen:
    match around:
        case None:
            return "rest"
        case HomeView():
            return "home"
        case ListView(board=board):
            return "search" if board else "list"
        case WishView():
            return "wishes"
        case CodeView():
            return "code"
        case WaitingView():
            return "waiting"
    return "look"


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
