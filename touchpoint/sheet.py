"""From catalogue, stock and language to a garment's page; pure, every text final."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.numbers import format_decimal

from contract.parts import Money, Photo, Rating
from contract.states import StockState
from contract.styles import Catalogue, Variant
from touchpoint.charts import conversion
from touchpoint.known import Known
from touchpoint.parts import Compositor, chart_of, lead
from touchpoint.prices import asked, struck, until
from touchpoint.shelf import Item
from touchpoint.short import short_colour, short_size
from touchpoint.strangers import of_another_house, unknown_sheet
from touchpoint.views import ColourLine, GarmentSheet, Picture, RatingLine, RoomGarment, SizeLine
from touchpoint.whereabouts import Figures, Finder, placed
from touchpoint.words import Speech

#: So many a shopper leafs through, and a screen keeps.
MOST_PHOTOS = 10
#: A rating's best.
_BEST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The garment in question, the colour (slug) and variant chosen instead of its own, and how
    far its page was leafed through: *photo* by index, *part* by name.

    One that is not *held* was found by looking around: nobody has it in their hands. *trail* has
    the pages that led to it, each without a trail of its own.
    """

    gtin: str
    colour: str | None = None
    wanted: str | None = None
    photo: int = 0
    part: str | None = None
    held: bool = True
    trail: tuple["Choice", ...] = ()


def rendition(photo: Photo, width: int) -> str:
    """The smallest file of *photo* that fills *width* pixels, else the largest there is."""
    wide_enough = [w for w in photo.sizes if w >= width]
    return photo.sizes[min(wide_enough) if wide_enough else max(photo.sizes)]


def pictures_for(catalogue: Catalogue, width: int) -> list[str]:
    """The photographs that a window of *width* pixels may show, each style's first one first."""
    photos = [photo for photo in catalogue.photographs() if photo.sizes]
    files = (file for p in photos for file in (rendition(p, width), p.sizes[min(p.sizes)]))
    return list(dict.fromkeys(files))


def films_for(catalogue: Catalogue) -> list[str]:
    """Captions, which are small, and then the films, those of the house first."""
    every = (catalogue.films, *(style.videos for style in catalogue.styles))
    videos = [video for some in every for video in some if video.file]
    captions = [file for video in videos for file in video.captions.values()]
    return list(dict.fromkeys([*captions, *(video.file for video in videos)]))


def photos_of(item: Item, colour: str) -> tuple[Photo, ...]:
    """The photographs a page of *colour* leafs through."""
    return tuple(p for p in item.photos(colour) if p.sizes)[:MOST_PHOTOS]


@dataclass(frozen=True, slots=True)
class Writer:
    """What every text needs: the language, the time, what is known; *width* in pixels."""

    speech: Speech
    now: datetime
    known: Known
    width: int
    #: GS1 company prefixes of the house, beside those of the shelf.
    prefixes: tuple[str, ...] = ()
    #: Whether this place plays films.
    plays: bool = False

    def picture(self, photo: Photo) -> Picture:
        thumb = photo.sizes[min(photo.sizes)]
        return Picture(rendition(photo, self.width), thumb, photo.alt, photo.width, photo.height)

    def sheet(self, choice: Choice) -> GarmentSheet:
        """The page of *choice*; of a garment the catalogue does not have, one that says so."""
        item = self.known.shelf.find(choice.gtin)
        if item is None:
            foreign = of_another_house(choice.gtin, self.known.shelf, self.prefixes)
            return unknown_sheet(choice.gtin, self.speech, foreign=foreign)
        text, own = item.text(self.speech.language), item.variant
        colour = item.colours().get(choice.colour or "", own.colour)
        shown = self.variant_of(choice) or own
        # Who only looks around has no size of their own.
        size = shown.size if choice.held or choice.wanted else ""
        cost, catalogue = asked(shown, self.now), self.known.shelf.catalogue
        chart = chart_of(catalogue, item)
        pictures = tuple(map(self.picture, photos_of(item, colour)))
        features = self.known.features
        finder = self._finder(choice, item, colour, shown if size else None)
        read = Compositor(
            self.speech, catalogue, item, size, self.picture, self.plays, features
        ).parts()
        parts = placed(read, finder.part())
        return GarmentSheet(
            gtin=own.gtin,
            known=True,
            brand=item.style.brand,
            title=text.title,
            price=self._price(cost.price),
            was=self.speech.price(cost.was) if cost.was else "",
            struck=struck(self.speech, cost.was),
            until=until(self.speech, cost.until, self.now),
            colour=short_colour(colour),
            size=short_size(size),
            lead=lead(text.description),
            pictures=pictures,
            colours=tuple(self._colours(item, colour)),
            sizes=tuple(self._size(v, choice, shown) for v in item.of_colour(colour)),
            conversion=conversion(chart, size) if chart else "",
            stock_note=self._note(self.known.stock.get(shown.gtin)),
            stale=not self.known.is_current(shown.gtin)
            or self._confidence(shown.gtin) in {"stale", "unknown"},
            rating=self._rating(item.style.rating if "ratings" in features else None),
            elsewhere=finder.lead(),
            parts=parts,
            photo=max(0, min(choice.photo, len(pictures) - 1)),
            opened=next((part.name for part in parts if part.name == choice.part), None),
        )

    def _finder(self, choice: Choice, item: Item, colour: str, shown: Variant | None) -> Finder:
        variants = (shown,) if shown else item.of_colour(colour)
        held = choice.gtin if choice.held else None
        said = Figures(self.stock_words, self._note)
        return Finder(self.speech, self.now, self.known, variants, held, said)

    def variant_of(self, choice: Choice) -> Variant | None:
        """Where *choice* ends: the wanted variant, else the own size in the chosen colour."""
        item = self.known.shelf.find(choice.gtin)
        if item is None:
            return None
        there = item.in_colour(choice.colour)
        wanted = [v for v in there if v.gtin == choice.wanted]
        return next(iter(wanted + [v for v in there if v.size == item.variant.size]), None)

    def garment(self, gtin: str, tag: str, *, focused: bool) -> RoomGarment:
        item = self.known.shelf.find(gtin)
        if item is None:
            return RoomGarment(gtin, tag, self.speech.say("A garment"), "", None, focused)
        photos = [p for p in item.photos(item.variant.colour) if p.sizes]
        return RoomGarment(
            gtin=gtin,
            tag=tag,
            title=item.text(self.speech.language).title,
            detail=f"{short_colour(item.variant.colour)} · {short_size(item.variant.size)}",
            picture=self.picture(photos[0]) if photos else None,
            focused=focused,
        )

    def price_of(self, variant: Variant) -> str:
        """What is asked for *variant* now."""
        return self._price(asked(variant, self.now).price)

    def _price(self, price: Money | None) -> str:
        return self.speech.price(price) if price else self.speech.say("Price on request")

    def _rating(self, rating: Rating | None) -> RatingLine | None:
        if rating is None:
            return None
        mean = format_decimal(rating.mean, "0.0", locale=self.speech.locale)
        count = self.speech.many("{n} opinion", "{n} opinions", rating.count)
        return RatingLine(f"{mean} · {count}", float(rating.mean / _BEST))

    def _colours(self, item: Item, chosen: str) -> Iterable[ColourLine]:
        for slug, name in item.colours().items():
            photos = [p for p in item.style.photos if p.colour == name and p.sizes]
            picture = self.picture(photos[0]) if photos else None
            yield ColourLine(short_colour(name), slug, picture, name == chosen)

    def _size(self, variant: Variant, choice: Choice, shown: Variant) -> SizeLine:
        state = self.known.stock.get(variant.gtin)
        number = state.available if state and state.confidence != "unknown" else None
        here = choice.held and variant.gtin == choice.gtin
        return SizeLine(
            gtin=variant.gtin,
            label=short_size(variant.size),
            stock=self.stock_words(number, here=here),
            available=None if number is None else number > 0,
            here=here,
            wanted=variant.gtin == (shown.gtin if choice.held else choice.wanted),
        )

    def stock_words(self, number: int | None, *, here: bool) -> str:
        if number is None:
            return self.speech.say("please ask")
        if number <= 0:
            # Whoever holds it in their hands is not told that it is not here.
            return self.speech.say("this one") if here else self.speech.say("not here")
        if number == 1:
            return self.speech.say("last one")
        return self.speech.many("{n} here", "{n} here", number)

    def _confidence(self, gtin: str) -> str:
        state = self.known.stock.get(gtin)
        return state.confidence if state else "unknown"

    def _note(self, state: StockState | None) -> str:
        """How old the figures are: never left out, never made younger than they are."""
        say = self.speech.say
        if state is None or state.as_of is None or state.confidence == "unknown":
            return say("We do not know the stock right now. Please ask an associate.")
        if not self.known.is_current(state.gtin):
            at = self.known.current_until(state.gtin, self.now) or state.as_of
            return say("As last known {when}", when=self.speech.when(at, self.now))
        when = self.speech.when(state.as_of, self.now)
        if state.confidence == "counted":
            return say("Counted {when}", when=when)
        if state.confidence == "computed":
            return say("In this store now, counted {when}", when=when)
        return say("Last counted {when}; it may have changed", when=when)
