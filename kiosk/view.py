"""What the kiosk shows, made from the visit's state; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from contract.access import PLAIN, Access
from kiosk import consent
from kiosk.carrying import Carrying, CodeView, StylingView, WaitingView, WishView
from kiosk.consent import ConsentView, LinkLine
from kiosk.guide import Guide
from kiosk.loyalty import offered as takes_cards
from kiosk.offer import to_see
from kiosk.pages import FilmsView, HomeView, ListView, Strolling
from kiosk.porter import Porter
from kiosk.state import Kiosk, Rules, Visit
from kiosk.stops import Aside
from kiosk.visit import welcomes
from kiosk.walk import Stop
from kiosk.wandering import sight
from touchpoint import lines, offers
from touchpoint.aids import access_sheet, asked_for
from touchpoint.moment import Moment
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.views import AccessSheet, GarmentSheet, LanguageChoice, StillHereView
from touchpoint.words import Speech, Words

Around = Strolling | Carrying
#: What lies over the page of looking around, or over the resting screen.
Over = Literal["film", "garment", "consent"]
Screen = Over | Literal[
    "rest", "home", "list", "search", "look", "films", "wishes", "code", "waiting", "styling"
]  # fmt: skip


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
    #: The ways to make the screen easier, while they lie over it.
    aids: AccessSheet | None = None
    consent: ConsentView | None = None
    linked: LinkLine | None = None


def view(kiosk: Kiosk, now: Moment, rules: Rules, words: Words, width: int) -> KioskView:
    """The glass at *now*; *width* is that of the window in pixels."""
    visit, known = kiosk.visit, kiosk.known
    card = visit.card if visit else None
    speech = words.speech(visit.language if visit else rules.languages[0])
    writer = Writer(speech, now.wall, known, width, rules.prefixes, plays=True)
    porter = Porter(writer, rules.offers, kiosk)
    choice, asking = visit.choice if visit else None, consent.page(card, speech)
    guide = Guide(writer, sight(kiosk, now))
    around: Around | None = guide.film(visit) if visit and not asking else None
    covered = asking or around
    sheet = _sheet(porter, choice, now) if choice and not covered else None
    welcoming = welcomes(kiosk, now)
    headline, invitation = _invitation(speech, known.shelf, welcoming=welcoming)
    privacy = consent.promise(speech, welcoming=welcoming, cards=takes_cards(kiosk, rules))
    over: Over | None = "film" if around else "garment" if sheet else "consent" if asking else None
    if kiosk.walk and not (sheet or covered):
        around = _around(porter, guide, kiosk.walk[-1])
    return KioskView(
        screen=over or _screen(around),
        language=speech.language,
        languages=lines.languages(words, speech.language),
        headline=headline,
        invitation=invitation,
        privacy=privacy,
        sheet=sheet,
        notice=consent.notice(card, speech, now)
        or lines.notice(speech, known, now, unknown=kiosk.unknown(now)),
        away=lines.away_line(speech, known, now),
        still_here=_still_here(visit, speech, now, rules) if visit else None,
        pictures=lines.at_rest(known.shelf, width),
        welcoming=welcoming,
        look_around=speech.say("Look around") if to_see(known) else "",
        around=around,
        wishes="" if isinstance(around, WishView) else porter.list_word(),
        back=bool(kiosk.walk or (choice and choice.trail)),
        access=visit.access if visit else PLAIN,
        aids=access_sheet(speech, visit.access, speaks=rules.speaks)
        if visit and visit.choosing
        else None,
        consent=asking,
        linked=None if asking else consent.line(card, speech),
    )


def _still_here(visit: Visit, speech: Speech, now: Moment, rules: Rules) -> StillHereView | None:
    warn = asked_for(rules.still_here, visit.access)
    return lines.still_here(speech, visit.ends_at(rules), warn, now)


def _sheet(porter: Porter, choice: Choice, now: Moment) -> GarmentSheet:
    sheet = offers.page(porter.writer, choice, porter.kiosk.asked, now.seconds)
    return replace(sheet, actions=porter.actions(choice))


def _around(porter: Porter, guide: Guide, stop: Stop) -> Around:
    if isinstance(stop, Aside):
        return porter.page(stop)
    page = guide.page(stop)
    return replace(page, services=porter.services()) if isinstance(page, HomeView) else page


_SCREENS: Final[Mapping[type[Around], Screen]] = {
    HomeView: "home",
    FilmsView: "films",
    WishView: "wishes",
    CodeView: "code",
    WaitingView: "waiting",
    StylingView: "styling",
}


def _screen(around: Around | None) -> Screen:
    if around is None:
        return "rest"
    if isinstance(around, ListView):
        return "search" if around.board else "list"
    return _SCREENS.get(type(around), "look")


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
