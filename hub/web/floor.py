"""The floor at a glance: each place, what hangs in it, and what its shopper waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from hub.fleet import rank
from hub.floor import Inside, Room, RoomView, Screen
from hub.web.callers import ForStaff, Who
from hub.web.cards import Card, CardMaker, Picture, picture_of, title_of
from hub.web.parts import Here, Parts
from hub.web.reader import card_maker
from hub.web.words import place_name

router = APIRouter(include_in_schema=False)

#: A screen that said nothing for so long was put away, not broken.
FORGOTTEN_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A garment in a room; without a title when the catalogue does not know it."""

    gtin: str
    title: str
    colour: str
    size: str
    #: Whether the style comes in more than one size.
    sized: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Place:
    """*since* the visit began; *heard* last, when that is too long ago to believe the rest."""

    name: str
    since: str
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class Glance:
    """Places with somebody or something in them; the *empty* ones; the *silent* and since when."""

    taken: tuple[Place, ...]
    empty: tuple[str, ...]
    silent: tuple[tuple[str, str], ...]


@router.get("/floor")
def page(who: ForStaff, here: Here) -> HTMLResponse:
    return HTMLResponse(_render(here, who, "floor.html"))


@router.get("/floor/now")
def partial(who: ForStaff, here: Here) -> HTMLResponse:
    """What a nudge fetches: the places and nothing around them."""
    return HTMLResponse(_render(here, who, "floor_inside.html"))


def _render(here: Parts, who: Who, template: str) -> str:
    maker = card_maker(here, who)
    screens = here.desk.floor().screens
    return here.pages.get_template(template).render(
        who=who, glance=glance(here.desk.rooms(), screens.values(), maker)
    )


def glance(rooms: Iterable[RoomView], screens: Iterable[Screen], maker: CardMaker) -> Glance:
    """The floor as a person reads it, each list by the names of its places."""
    known = {screen.touchpoint: screen for screen in screens}
    views = sorted(rooms, key=lambda view: rank(view.room.touchpoint))
    busy = {view.room.touchpoint for view in views}
    idle = [known[name] for name in sorted(known, key=rank) if name not in busy]
    recent = [s for s in idle if maker.now - s.heard < FORGOTTEN_AFTER]
    return Glance(
        taken=tuple(_place(view, known.get(view.room.touchpoint), maker) for view in views),
        empty=tuple(_named(s, maker) for s in recent if not s.silent(maker.now)),
        silent=tuple((_named(s, maker), _heard(s, maker)) for s in recent if s.silent(maker.now)),
    )


def _place(view: RoomView, screen: Screen | None, maker: CardMaker) -> Place:
    return Place(
        name=place_name(view.room.touchpoint, maker.language),
        since=_since(view.room, maker),
        pieces=tuple(_piece(inside, maker) for inside in view.room.garments),
        cards=tuple(maker.card(request) for request in view.requests),
        heard=_heard(screen, maker) if screen and screen.silent(maker.now) else "",
    )


def _since(room: Room, maker: CardMaker) -> str:
    began = room.since or min((inside.since for inside in room.garments), default=None)
    return maker.words.moment(began, maker.now) if began else ""


def _piece(inside: Inside, maker: CardMaker) -> Piece:
    style = maker.shelf.style_of(inside.gtin)
    variant = next((v for v in style.variants if v.gtin == inside.gtin), None) if style else None
    if style is None or variant is None:
        return Piece(inside.gtin, "", "", "", sized=False, picture=None)
    return Piece(
        gtin=inside.gtin,
        title=title_of(style, maker.language),
        colour=variant.colour,
        size=variant.size,
        sized=len({other.size for other in style.variants}) > 1,
        picture=picture_of(style, variant.colour, maker.language),
    )


def _named(screen: Screen, maker: CardMaker) -> str:
    return place_name(screen.touchpoint, maker.language)


def _heard(screen: Screen, maker: CardMaker) -> str:
    return maker.words.moment(screen.heard, maker.now)
