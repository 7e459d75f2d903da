"""What a staff page shows of a request: every word and figure ready to be put on the page."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Literal, Protocol

from contract.parts import Photo
from contract.phrases import PHRASES
from contract.requests import RequestKind, RequestStatus
from contract.states import StockState
from contract.styles import Style, Variant
from hub.calling import Told
from hub.commands import Request, Rules
from hub.undoing import Step, until
from hub.web.speech import speech
from hub.web.words import StockWords, display_name, place_name

Level = Literal["calm", "late", "overdue"]


class Shelf(Protocol):
    """What a card asks of the desk."""

    def style_of(self, gtin: str) -> Style | None: ...

    def stock(self, gtin: str) -> StockState: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as an img element wants it; *srcset* of paths below /media/."""

    src: str
    srcset: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One variant that could be brought, and how many there are."""

    gtin: str
    colour: str
    size: str
    available: int | None
    stock: str
    where: str | None
    #: Whether the style comes in more than one size.
    sized: bool
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as a shopper read them."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    request: str
    kind: RequestKind
    state: RequestStatus
    place: str
    #: What the shopper said, as its reader reads it, and as the shopper did in another language.
    phrase: str
    spoken: Spoken | None
    #: The language the shopper reads, when it is another one and nothing they said shows it.
    shopper: str
    #: The style's title, empty when nothing is asked for but a person.
    title: str
    #: What is to be brought.
    wanted: Offer | None
    #: What the shopper has in the room now, when that is another variant.
    held: Offer | None
    alternatives: tuple[Offer, ...]
    picture: Picture | None
    #: Whole seconds of open time since the shopper asked.
    waited: int
    #: Seconds of waiting after which it is late, and after which it is overdue.
    late_after: int
    overdue_after: int
    #: The name of whoever has it.
    by: str | None
    mine: bool
    #: When the shopper asked, by the clock on the wall.
    asked: str
    #: How many steps of the ladder it has climbed, the names of those who were told on the last one
    #: and whether its reader was told on any.
    escalated: int
    told: tuple[str, ...]
    called: bool
    #: What its reader may still take back, and for how many seconds.
    undo: Step | Literal["done", "unavailable"] | None
    undo_seconds: int

    @property
    def taken(self) -> bool:
        return self.by is not None

    @property
    def level(self) -> Level:
        if self.waited >= self.overdue_after:
            return "overdue"
        return "late" if self.waited >= self.late_after else "calm"


Remember = Callable[[str, str, datetime, Callable[[], Offer]], Offer]


@dataclass(frozen=True, slots=True)
class CardMaker:
    """Makes cards for one *reader* (an associate id) at one moment."""

    shelf: Shelf
    words: StockWords
    name_of: Callable[[str], str | None]
    #: Who was told of each open request since nobody has it.
    told: Mapping[str, tuple[Told, ...]]
    rules: Rules
    language: str
    reader: str
    now: datetime
    #: The offer of a gtin in a language at a moment, made anew unless it was a moment ago.
    remember: Remember = lambda _gtin, _language, _now, make: make()

    def card(self, request: Request, alternatives: int = 1) -> Card:
        style, wanted, held = self._garments(request)
        owner = request.associate if request.taken else None
        offer = self.offer(style, wanted) if style and wanted else None
        undo, at = self._undo(request)
        return Card(
            request=request.request,
            kind=request.kind,
            state=request.state,
            place=place_name(request.place, self.language),
            phrase=self._phrase(request.phrase, self.language),
            spoken=self._spoken(request),
            shopper=self._shopper(request.language),
            title=title_of(style, self.language) if style else "",
            wanted=offer,
            held=self.offer(style, held) if style and held else None,
            alternatives=self._alternatives(request.kind, style, wanted, held, alternatives),
            picture=offer.picture if offer else None,
            waited=int(self.rules.waited(request.made, self.now)),
            late_after=int(self.rules.escalate_after_seconds),
            overdue_after=int(self.rules.patience_seconds),
            by=(self.name_of(owner) or owner) if owner else None,
            mine=owner == self.reader,
            asked=self.words.moment(request.made, self.now),
            escalated=request.level if request.waiting else 0,
            told=self._names(request),
            called=self.calls(request),
            undo=undo,
            undo_seconds=max(0, math.ceil((until(at, self.rules) - self.now).total_seconds())),
        )

    def offer(self, style: Style, variant: Variant) -> Offer:
        make = partial(self._offer, style, variant)
        return self.remember(variant.gtin, self.language, self.now, make)

    def _offer(self, style: Style, variant: Variant) -> Offer:
        stock = self.shelf.stock(variant.gtin)
        return Offer(
            gtin=variant.gtin,
            colour=variant.colour,
            size=variant.size,
            available=stock.available,
            stock=self.words.sentence(stock, self.now),
            where=stock.where,
            sized=len({other.size for other in style.variants}) > 1,
            picture=picture_of(style, variant.colour, self.language),
        )

    def calls(self, request: Request) -> bool:
        """Whether its reader was told of it on any step, and nobody has it."""
        return any(one.associate == self.reader for one in self._told(request))

    def rings(self, request: Request) -> bool:
        """Whether it is its reader's to hear of: it calls them, or nobody was called for it."""
        return self.calls(request) or not self._names(request)

    def _told(self, request: Request) -> tuple[Told, ...]:
        return self.told.get(request.request, ()) if request.waiting else ()

    def _names(self, request: Request) -> tuple[str, ...]:
        """Of those who were told on its last step."""
        last = (one for one in self._told(request) if one.level == request.level)
        people = dict.fromkeys(one.associate for one in last if one.associate)
        return tuple(self.name_of(associate) or associate for associate in people)

    def _phrase(self, phrase: str | None, language: str) -> str:
        """Empty for none; a key of a newer mirror as it came."""
        said = {str(key): text for key, text in PHRASES.items()}.get(phrase or "", phrase)
        return speech(language).gettext(said) if said else ""

    def _spoken(self, request: Request) -> Spoken | None:
        language = request.language
        if not language or language == self.language or not request.phrase:
            return None
        return Spoken(language, self._phrase(request.phrase, language))

    def _shopper(self, language: str | None) -> str:
        if not language or language == self.language:
            return ""
        name = display_name(language, self.language)
        return speech(self.language).gettext("Reads %(language)s") % {"language": name}

    def _undo(
        self, request: Request
    ) -> tuple[Step | Literal["done", "unavailable"] | None, datetime]:
        """The last step of its reader, while it may be taken back, and when it was taken."""
        ending, before = request.ending, request.before
        if ending and ending.by == self.reader and self.now < until(ending.at, self.rules):
            return "done" if ending.state is RequestStatus.DONE else "unavailable", ending.at
        if before and before.by == self.reader and self.now < until(before.at, self.rules):
            return before.step, before.at
        return None, self.now

    def _garments(self, request: Request) -> tuple[Style | None, Variant | None, Variant | None]:
        """The style, the variant wanted of it, and the one in the room."""
        gtin = request.wanted_gtin or request.gtin
        style = self.shelf.style_of(gtin) if gtin else None
        if style is None or gtin is None:
            return None, None, None
        held = _variant(style, request.gtin) if request.gtin != gtin else None
        return style, _variant(style, gtin), held

    def _alternatives(
        self,
        kind: RequestKind,
        style: Style | None,
        wanted: Variant | None,
        held: Variant | None,
        most: int,
    ) -> tuple[Offer, ...]:
        if style is None or wanted is None:
            return ()
        # Who asked for a colour knows the size that fits; who asked for a size likes the colour.
        others = nearest(style, wanted, by_colour=kind is not RequestKind.COLOUR)
        offers = (self.offer(style, v) for v in others if held is None or v.gtin != held.gtin)
        # Each offer asks the desk for its stock, so no more are made than are shown.
        return tuple(islice((offer for offer in offers if offer.available), most))


def nearest(style: Style, wanted: Variant, *, by_colour: bool = True) -> list[Variant]:
    """The other variants, nearest first: of the same colour, or else those of the same size."""
    sizes = list(dict.fromkeys(variant.size for variant in style.variants))
    here = sizes.index(wanted.size)

    def distance(variant: Variant) -> tuple[int, int]:
        colour, size = variant.colour != wanted.colour, abs(sizes.index(variant.size) - here)
        return (int(colour), size) if by_colour else (size, int(colour))

    return sorted((v for v in style.variants if v.gtin != wanted.gtin), key=distance)


def title_of(style: Style, language: str) -> str:
    texts = style.texts.get(language) or next(iter(style.texts.values()))
    return texts.title


def picture_of(style: Style, colour: str | None, language: str) -> Picture | None:
    """The first photo of that colour, else the first of no particular colour, else any."""
    photos = [photo for photo in style.photos if photo.sizes]
    ranked = sorted(photos, key=lambda p: (p.colour != colour, p.colour is not None))
    return _picture(ranked[0], title_of(style, language)) if ranked else None


def _picture(photo: Photo, title: str) -> Picture:
    widths = sorted(photo.sizes)
    middle = next((width for width in widths if width >= 480), widths[-1])
    return Picture(
        src=f"/media/{photo.sizes[middle]}",
        srcset=", ".join(f"/media/{photo.sizes[width]} {width}w" for width in widths),
        alt=photo.alt or title,
        width=photo.width,
        height=photo.height,
    )


def _variant(style: Style, gtin: str | None) -> Variant | None:
    return next((variant for variant in style.variants if variant.gtin == gtin), None)
