"""What both places show: frozen view models with final texts, which widgets only display."""

from dataclasses import dataclass
from typing import Literal

from contract.access import Aid
from contract.parts import CareSymbol
from touchpoint.touches import PlayFilm, ShowOffer, Touch, Yours


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph: *file* is the rendition for this window's width, *thumb* the smallest one.

    Both are names under the photo folder; *width* and *height* are those of the original.
    """

    file: str
    thumb: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ColourLine:
    """A colour of the style; target `colour.<slug>`."""

    name: str
    slug: str
    picture: Picture | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A size in the chosen colour; target `size.<gtin>`.

    *available* says whether this store has one: nothing means nobody knows. *here* is the garment
    that was tapped or hangs in the room, *wanted* the one the shopper chose.
    """

    gtin: str
    label: str
    stock: str
    available: bool | None
    here: bool
    wanted: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and what it means here: *Fabric*, *100 % merino*."""

    term: str
    words: str


@dataclass(frozen=True, slots=True)
class SizeTableRow:
    """*yours* marks the shopper's size."""

    cells: tuple[str, ...]
    yours: bool


@dataclass(frozen=True, slots=True)
class SizeTable:
    columns: tuple[str, ...]
    rows: tuple[SizeTableRow, ...]


@dataclass(frozen=True, slots=True)
class CareMark:
    symbol: CareSymbol
    words: str


@dataclass(frozen=True, slots=True)
class CareMarks:
    marks: tuple[CareMark, ...]


@dataclass(frozen=True, slots=True)
class Film:
    """A video by its *poster* and its *title*; one of them may be missing.

    *touch* plays it, where films are played, and *play* says so; target `film.<name>`.
    """

    title: str
    poster: Picture | None
    touch: PlayFilm | None = None
    play: str = ""


@dataclass(frozen=True, slots=True)
class Credited:
    picture: Picture
    credit: str


@dataclass(frozen=True, slots=True)
class Worn:
    """Pictures of people who wear it."""

    pictures: tuple[Credited, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Another garment that is here, and why it is offered; target `offer.<gtin>`."""

    gtin: str
    title: str
    detail: str
    reason: str
    picture: Picture | None
    touch: ShowOffer


@dataclass(frozen=True, slots=True)
class Offers:
    cards: tuple[Offer, ...]


Block = Prose | Fact | SizeTable | CareMarks | Film | Worn | Offers
PartName = Literal["about", "fabric", "fit", "where", "with", "similar", "worn", "delivery"]


# A rule writes down the value it sets, and a part may hold pages of text.
@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """What is read when it is opened; target `part.<name>`."""

    name: PartName
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RatingLine:
    """`4.6 · 128 opinions`; *share* is that of the best mean, from 0 to 1."""

    words: str
    share: float


@dataclass(frozen=True, slots=True)
class Action:
    """A quiet word that can be touched; *chosen* says that it was."""

    target: str
    label: str
    touch: Touch
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class GarmentSheet:
    """A garment's page; an empty text is a part the catalogue does not have.

    *known* is false for a garment that is not in the catalogue: then *title* and *lead* say so and
    the rest is empty; *foreign* when its label is of another house. *was* is a price struck
    through, which *struck* says in words, *until* says when the lower one ends. *conversion* has
    the shown size in other systems. *stock_note* says how old the figures are, *stale* to mark it;
    *elsewhere* says in a few words where a size is that is not here, and leads to the part `where`.
    *photo* is the index of the picture shown, *opened* the part that is read. *actions* are what
    can be taken along.
    """

    gtin: str
    known: bool
    brand: str
    title: str
    price: str
    was: str
    until: str
    colour: str
    size: str
    lead: str
    pictures: tuple[Picture, ...]
    colours: tuple[ColourLine, ...]
    sizes: tuple[SizeLine, ...]
    conversion: str
    stock_note: str
    stale: bool
    struck: str = ""
    elsewhere: str = ""
    foreign: bool = False
    rating: RatingLine | None = None
    parts: tuple[Part, ...] = ()
    photo: int = 0
    opened: PartName | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomGarment:
    """A thumbnail of what hangs here; target `garment.<gtin>`, its not-mine `notmine.<gtin>`."""

    gtin: str
    tag: str
    title: str
    detail: str
    picture: Picture | None
    focused: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One of two; *target* is its touch target."""

    target: str
    label: str
    touch: Yours


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether *garment*, which may as well hang next door, is the shopper's.

    Targets `yours.<tag>.yes` and `yours.<tag>.no`.
    """

    question: str
    garment: RoomGarment
    yes: Answer
    no: Answer


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """Target `language.<code>`; *name* is the language's own name."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StillHereView:
    """The question before a time-out; *seconds* left, in *words* what happens then.

    *share* is what is left of the time to answer, from 0 to 1.
    """

    question: str
    answer: str
    seconds: int
    words: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class AidLine:
    """One way to make the screen easier, *said* to be on or off; target `aid.<name>`."""

    aid: Aid
    label: str
    said: str
    on: bool


@dataclass(frozen=True, slots=True)
class AccessSheet:
    """What lies over every page while a shopper chooses."""

    title: str
    lead: str
    aids: tuple[AidLine, ...]
