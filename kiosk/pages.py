"""What the pages of looking around show: frozen view models with final texts."""

from dataclasses import dataclass

from touchpoint.touches import (
    OnlySize,
    OpenAisle,
    OpenFilms,
    OpenLookbook,
    PlayFilm,
    ShowStyle,
    TurnPage,
    Write,
)
from touchpoint.views import Action, Picture


@dataclass(frozen=True, slots=True)
class Card:
    """A photograph with its words below; without one the title stands in its place."""

    target: str
    title: str
    detail: str
    picture: Picture | None
    touch: ShowStyle | OpenLookbook | OpenAisle | PlayFilm


@dataclass(frozen=True, slots=True)
class Door:
    """A word that leads on; *chosen* where it is where one is."""

    target: str
    label: str
    touch: OpenAisle | OnlySize | OpenFilms
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Turner:
    """Which of how many pages; targets `page.back` and `page.on`, where there is one."""

    label: str
    back: TurnPage | None
    on: TurnPage | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """Lookbooks, or categories where there are none, as *cards*; categories in words as *doors*.

    *note* says why there is nothing at all, and what can be done. *services* lie beside the wares.
    """

    cards: tuple[Card, ...]
    doors: tuple[Door, ...]
    search: str
    note: str
    turner: Turner
    services: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A letter of the keyboard; target `key.<letter>`."""

    label: str
    touch: Write


@dataclass(frozen=True, slots=True)
class Board:
    """The keyboard, row by row, and the words of its wide keys."""

    rows: tuple[tuple[Key, ...], ...]
    space: str
    erase: str
    clear: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A category, or what was found for *heading*; *board* is there exactly for a search.

    *hint* stands where nothing was typed yet. *sizes* choose what is here in a size.
    """

    heading: str
    hint: str
    note: str
    cards: tuple[Card, ...]
    doors: tuple[Door, ...]
    sizes: tuple[Door, ...]
    size_label: str
    turner: Turner
    board: Board | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """A garment of a look by its *number*; *x* and *y* from the photograph's top left, if it has
    a spot there. Targets `spot.<style>` on the photograph, `style.<style>` below it.
    """

    style: str
    number: str
    title: str
    price: str
    x: float | None
    y: float | None
    touch: ShowStyle


@dataclass(frozen=True, slots=True)
class LookView:
    """One page of a lookbook, edge to edge.

    A look without a *picture* of its own shows those of its garments as *cards*.
    """

    title: str
    text: str
    picture: Picture | None
    captions: tuple[Caption, ...]
    cards: tuple[Card, ...]
    turner: Turner


@dataclass(frozen=True, slots=True)
class FilmsView:
    """The films of the house, by their posters."""

    heading: str
    cards: tuple[Card, ...]
    turner: Turner


@dataclass(frozen=True, slots=True)
class FilmView:
    """One film, edge to edge; *number* tells its showings apart, which begin anew.

    *file* and *captions* are names under the photo folder, *captions* of the shopper's language;
    empty without any. *shape* is width by height. It *starts* by itself, or at a touch. Once it is
    *over*, *cards* are the garments it shows. *sorry* is said where it cannot be played.
    """

    film: str
    number: int
    file: str
    captions: str
    poster: Picture | None
    title: str
    shape: float
    starts: bool
    over: bool
    play: str
    pause: str
    again: str
    sorry: str
    worn: str
    cards: tuple[Card, ...]


Strolling = HomeView | ListView | LookView | FilmsView | FilmView
