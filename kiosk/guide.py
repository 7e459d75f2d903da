"""From where a shopper has got to the page that shows it; pure, every text final."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contract.features import Feature
from contract.parts import Look, Lookbook, LookText
from kiosk.around import COVERS, STYLES, Sight
from kiosk.film_pages import Billing
from kiosk.films import programme
from kiosk.keys import rows
from kiosk.lookbooks import leaves, lookbook, told, worn
from kiosk.notes import note
from kiosk.offer import books
from kiosk.pages import (
    Board,
    Caption,
    Card,
    Door,
    FilmView,
    HomeView,
    Key,
    ListView,
    LookView,
    Strolling,
    Turner,
)
from kiosk.state import Visit
from kiosk.taxonomy import Path, below, branches, front, trunk
from kiosk.walk import Browsing, Films, Home, Leafing, Searching, Stroll, Wares
from touchpoint.sheet import Writer
from touchpoint.shelf import Item
from touchpoint.short import TITLE, short_size, shortened
from touchpoint.touches import (
    OnlySize,
    OpenAisle,
    OpenFilms,
    OpenLookbook,
    ShowStyle,
    TurnPage,
    Write,
)
from touchpoint.words import Speech

#: So many words lead on from one page, so many garments stand under a look.
_MOST_DOORS, _MOST_WORN = 12, 10
#: Letters that fit below a photograph, on a door, and on two lines below a look's title.
_DOOR, _TEXT = 28, 120


@dataclass(frozen=True, slots=True)
class Guide:
    """*writer* has the language, the time and what is known."""

    writer: Writer
    sight: Sight

    def page(self, stop: Stroll) -> Strolling:
        match stop:
            case Home():
                return self._home(stop)
            case Leafing():
                return self._look(stop)
            case Browsing():
                return self._aisle(stop)
            case Searching():
                return self._search(stop)
            case Films():
                turner = self._turner(stop.page, self.sight.pages(stop))
                return Billing(self.writer, self._card).films(stop.page, turner)

    def film(self, visit: Visit) -> FilmView | None:
        """The film that lies over the page."""
        own = self.writer.known.shelf.find(visit.choice.gtin) if visit.choice else None
        style, calm = own.style.style if own else None, visit.access.calm
        billing = Billing(self.writer, self._card)
        return billing.film(visit.film, style, calm=calm) if visit.film else None

    def _home(self, stop: Home) -> HomeView:
        shelf, say = self.writer.known.shelf, self.writer.speech.say
        covers = books(self.writer.known)[stop.page * COVERS : (stop.page + 1) * COVERS]
        doors = self._front(_MOST_DOORS - 1)
        everything = Door("aisle.all", say("Everything"), OpenAisle(trunk(shelf)))
        # A catalogue without categories is one room.
        rooms = doors or ((everything,) if shelf.styles and self._has("browse") else ())
        more = tuple(self._films())
        films = Billing(self.writer, self._card).posters(0)[:COVERS]
        cards = tuple(map(self._cover, covers)) or tuple(self._rooms(rooms)) or films
        room = _MOST_DOORS - 1 - len(more)
        others = doors[:room] if covers else doors[COVERS : COVERS + room]
        nothing = say("We have nothing to show here yet. Please ask an associate.")
        return HomeView(
            cards=cards,
            doors=(*others, everything, *more) if doors or (covers and rooms) else more,
            search=say("Search") if shelf.styles and self._has("search") else "",
            note="" if cards else nothing,
            turner=self._turner(stop.page, self.sight.pages(stop)),
        )

    def _films(self) -> Iterable[Door]:
        if programme(self.writer.known):
            yield Door("films", self.writer.speech.say("Films"), OpenFilms())

    def _has(self, feature: Feature) -> bool:
        return feature in self.writer.known.features

    def _front(self, most: int) -> tuple[Door, ...]:
        """The categories to begin with, where one may browse."""
        found = front(self.writer.known.shelf, most) if self._has("browse") else ()
        return self._doors(found, None)

    def _cover(self, book: Lookbook) -> Card:
        first = next((look.photo for look in book.looks if look.photo), None)
        photo = book.cover if book.cover and book.cover.sizes else first
        return Card(
            target=f"lookbook.{book.lookbook}",
            title=shortened(self._told(book.texts).title or book.lookbook, TITLE),
            detail=self.writer.speech.many("{n} look", "{n} looks", len(book.looks)),
            picture=self.writer.picture(photo) if photo and photo.sizes else None,
            touch=OpenLookbook(book.lookbook),
        )

    def _rooms(self, doors: Sequence[Door]) -> Iterable[Card]:
        """The first categories, each with the photograph of the first style that has one."""
        shelf = self.writer.known.shelf
        for door in doors[:COVERS]:
            path = door.touch.path if isinstance(door.touch, OpenAisle) else ()
            styles = below(shelf, path)
            photos = (p for s in styles for p in shelf.styles[s].style.photos if p.sizes)
            photo = next(photos, None)
            detail = self.writer.speech.many("{n} style", "{n} styles", len(styles))
            picture = self.writer.picture(photo) if photo else None
            yield Card(f"room.{'/'.join(path)}", door.label, detail, picture, OpenAisle(path))

    def _doors(self, paths: Sequence[Path], here: Path | None) -> tuple[Door, ...]:
        found = paths[:_MOST_DOORS]
        return tuple(
            Door(f"aisle.{'/'.join(p)}", shortened(p[-1], _DOOR), OpenAisle(p), p == here)
            for p in found
        )

    def _aisle(self, stop: Browsing) -> ListView:
        shelf, path = self.writer.known.shelf, stop.path
        everything = len(path) <= len(trunk(shelf))
        finer = front(shelf, _MOST_DOORS) if everything else branches(shelf, path)
        # At the end of a branch its neighbours lead on.
        paths = finer or branches(shelf, path[:-1])
        heading = self.writer.speech.say("Everything") if everything else path[-1]
        return self._list(stop, shortened(heading, TITLE), self._doors(paths, path))

    def _search(self, stop: Searching) -> ListView:
        doors = () if stop.wares.styles else self._front(_MOST_DOORS)
        return self._list(stop, stop.query, doors, _board(self.writer.speech))

    def _list(
        self,
        stop: Browsing | Searching,
        heading: str,
        doors: tuple[Door, ...],
        board: Board | None = None,
    ) -> ListView:
        say, found = self.writer.speech.say, self.sight.listed(stop)
        shelf, sized = self.writer.known.shelf, self._has("size_filter") and stop.wares.sizes
        # Where nothing leads on, some of what there is does.
        window = () if stop.wares.styles or doors else tuple(shelf.styles.values())[:STYLES]
        return ListView(
            heading=heading,
            hint=say("Name, colour or fabric"),
            note=note(self.writer.speech, self.writer.now, stop, found),
            cards=tuple(map(self._card, window or found.items)),
            doors=doors,
            sizes=tuple(_sizes(stop.wares)) if sized else (),
            size_label=say("Here in size") if sized else "",
            turner=self._turner(found.page, found.pages),
            board=board,
        )

    def _card(self, item: Item) -> Card:
        speech, photos = self.writer.speech, item.photos(item.variant.colour)
        photo = next((p for p in photos if p.sizes), None)
        return Card(
            target=f"style.{item.style.style}",
            title=shortened(item.text(speech.language).title, TITLE),
            detail=self.writer.price_of(item.variant),
            picture=self.writer.picture(photo) if photo else None,
            touch=ShowStyle(item.style.style),
        )

    def _look(self, stop: Leafing) -> LookView:
        shelf = self.writer.known.shelf
        book = lookbook(shelf, stop.lookbook)
        pages = leaves(book) if book else ()
        leaf = pages[stop.page] if stop.page < len(pages) else None
        shown = leaf or book
        texts = self._told(shown.texts if shown else {})
        photo = leaf.photo if leaf else book.cover if book else None
        picture = self.writer.picture(photo) if photo and photo.sizes else None
        items = [item for _, item in worn(shelf, leaf)][:STYLES] if leaf and not picture else []
        return LookView(
            title=shortened(texts.title, TITLE),
            text=shortened(texts.text, _TEXT),
            picture=picture,
            captions=tuple(self._captions(leaf)) if leaf and picture else (),
            cards=tuple(map(self._card, items)),
            turner=self._turner(stop.page, len(pages)),
        )

    def _told(self, texts: Mapping[str, LookText]) -> LookText:
        return told(texts, self.writer.known.shelf.languages(self.writer.speech.language))

    def _captions(self, look: Look) -> Iterable[Caption]:
        speech = self.writer.speech
        for number, (spot, item) in enumerate(worn(self.writer.known.shelf, look), 1):
            if number > _MOST_WORN:
                return
            placed = spot.x is not None and spot.y is not None
            yield Caption(
                style=item.style.style,
                number=str(number),
                title=shortened(item.text(speech.language).title, TITLE),
                price=self.writer.price_of(item.variant),
                x=spot.x if placed else None,
                y=spot.y if placed else None,
                touch=ShowStyle(item.style.style),
            )

    def _turner(self, page: int, pages: int) -> Turner:
        return Turner(
            label=f"{page + 1} / {pages}" if pages > 1 else "",
            back=TurnPage(-1) if page > 0 else None,
            on=TurnPage(1) if page + 1 < pages else None,
        )


def _sizes(wares: Wares) -> Iterable[Door]:
    """Each size; the chosen one, touched again, is let go."""
    for size in wares.sizes:
        chosen = size == wares.size
        yield Door(f"only.{size}", short_size(size), OnlySize(None if chosen else size), chosen)


def _board(speech: Speech) -> Board:
    keys = tuple(tuple(Key(letter, Write(letter)) for letter in r) for r in rows(speech.language))
    say = speech.say
    return Board(keys, say("Space"), say("Delete"), say("Clear"))
