"""The floor at a glance: each place, what hangs in it, and what its shopper waits for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hub import upkeep
from hub.fleet import rank
from hub.floor import Behind, Inside, Room, RoomView, Screen
from hub.web.callers import ForStaff, Who
from hub.web.cards import Card, CardMaker, Picture, picture_of, title_of
from hub.web.parts import Here, Parts
from hub.web.reader import card_maker
from hub.web.ways import asks_for_part
from hub.web.words import place_name

router = APIRouter(include_in_schema=False)


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
    #: Whether its shopper wants nobody to come.
    undisturbed: bool


@dataclass(frozen=True, slots=True)
class LeftPiece:
    """What stayed in the emptied room *place*, called *name*, *since* then."""

    place: str
    name: str
    tag: str
    since: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Glance:
    """Places with somebody or something in them; the *empty* ones; the *silent* and since when.

    *left* is to be put away, the longest first.
    """

    taken: tuple[Place, ...]
    left: tuple[LeftPiece, ...]
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
    enrolled = here.access.holders("touchpoint")
    found = glance(
        here.desk.rooms(),
        _screens(here, enrolled),
        here.desk.behind(),
        card_maker(here, who),
        enrolled,
    )
    return here.pages.get_template(template).render(who=who, glance=found)


def _screens(here: Parts, enrolled: Collection[str]) -> Iterable[Screen]:
    """Those heard since the hub started or not long before; and the enrolled, however long ago."""
    with here.desk.db.read() as rx:
        heard = upkeep.last_health(rx)
    long_ago = {name: Screen(name, heard[name]) for name in enrolled if name in heard}
    return {**long_ago, **here.desk.floor().screens}.values()


@router.post("/floor/put-away")
def put_away(
    who: ForStaff,
    here: Here,
    request: Request,
    place: Annotated[str, Form(max_length=40)],
    tag: Annotated[str, Form(max_length=500)],
) -> Response:
    """What stayed behind was taken away; again, or by two at once, it is no mistake."""
    here.desk.put_away(place, tag)
    if asks_for_part(request):
        return HTMLResponse(_render(here, who, "floor_inside.html"))
    return RedirectResponse("/floor", status_code=303)


def glance(
    rooms: Iterable[RoomView],
    screens: Iterable[Screen],
    behind: Iterable[Behind],
    maker: CardMaker,
    enrolled: Collection[str] = (),
) -> Glance:
    """The floor as a person reads it, each list by the names of its places.

    A silent screen that is not *enrolled* was retired: nobody is to look for it.
    """
    known = {screen.touchpoint: screen for screen in screens}
    views = sorted(rooms, key=lambda view: rank(view.room.touchpoint))
    busy = {view.room.touchpoint for view in views}
    idle = [known[name] for name in sorted(known, key=rank) if name not in busy]
    silent = [s for s in idle if s.silent(maker.now) and s.touchpoint in enrolled]
    return Glance(
        taken=tuple(_place(view, known.get(view.room.touchpoint), maker) for view in views),
        left=left_pieces(behind, maker),
        empty=tuple(_named(s, maker) for s in idle if not s.silent(maker.now)),
        silent=tuple((_named(s, maker), _heard(s, maker)) for s in silent),
    )


def left_pieces(behind: Iterable[Behind], maker: CardMaker) -> tuple[LeftPiece, ...]:
    return tuple(
        LeftPiece(
            place=it.place,
            name=place_name(it.place, maker.language),
            tag=it.left.tag,
            since=maker.words.moment(it.left.since, maker.now),
            piece=piece_of(it.left, maker),
        )
        for it in behind
    )


def _place(view: RoomView, screen: Screen | None, maker: CardMaker) -> Place:
    return Place(
        name=place_name(view.room.touchpoint, maker.language),
        since=_since(view.room, maker),
        pieces=tuple(piece_of(inside, maker) for inside in view.room.garments),
        cards=tuple(maker.card(request) for request in view.requests),
        heard=_heard(screen, maker) if screen and screen.silent(maker.now) else "",
        undisturbed=view.room.undisturbed,
    )


def _since(room: Room, maker: CardMaker) -> str:
    began = room.since or min((inside.since for inside in room.garments), default=None)
    return maker.words.moment(began, maker.now) if began else ""


def piece_of(inside: Inside, maker: CardMaker) -> Piece:
    """A garment as its room shows it."""
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
