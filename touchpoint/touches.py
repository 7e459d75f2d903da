"""What a finger on the glass can mean; screens send these, visits understand them."""

from dataclasses import dataclass
from typing import Literal

from contract.access import Aid
from touchpoint.cabin import Cabin
from touchpoint.counter_touches import AtCounter


@dataclass(frozen=True, slots=True)
class Begin:
    """The resting or inviting screen was touched."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """A touch that changes nothing but says that somebody is here."""


@dataclass(frozen=True, slots=True)
class ShowGarment:
    """A thumbnail of a garment in the room was touched."""

    gtin: str


@dataclass(frozen=True, slots=True)
class ChooseColour:
    """*colour* is the slug of a `ColourLine`."""

    colour: str


@dataclass(frozen=True, slots=True)
class ChooseSize:
    gtin: str


@dataclass(frozen=True, slots=True)
class ShowPhoto:
    """The photograph with this index among those of the chosen colour."""

    photo: int


@dataclass(frozen=True, slots=True)
class OpenPart:
    """*part* is the name of a `Part` of the garment's page."""

    part: str


@dataclass(frozen=True, slots=True)
class ClosePart:
    """What was opened has been read."""


@dataclass(frozen=True, slots=True)
class ShowOffer:
    """A card in *part*, which is `with` or `similar`, was touched; *gtin* is what it offers."""

    gtin: str
    part: Literal["with", "similar"]


@dataclass(frozen=True, slots=True)
class AskOther:
    """Bring the variant *gtin*; *after* is the request whose alternative this is."""

    gtin: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CancelRequest:
    request: str


@dataclass(frozen=True, slots=True)
class DismissRequest:
    """The shopper has read how a request ended."""

    request: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    code: str


@dataclass(frozen=True, slots=True)
class NotMine:
    """The garment *gtin* belongs to a neighbour."""

    gtin: str


@dataclass(frozen=True, slots=True)
class Yours:
    """The answer to whether the garment with this *tag* hangs here."""

    tag: str
    yes: bool


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class Done:
    pass


@dataclass(frozen=True, slots=True)
class StillHere:
    """The answer to "Are you still here?"."""


@dataclass(frozen=True, slots=True)
class LookAround:
    """Lookbooks, categories and search, with no garment at hand."""


@dataclass(frozen=True, slots=True)
class OpenLookbook:
    lookbook: str


@dataclass(frozen=True, slots=True)
class OpenAisle:
    """*path* is a category of the catalogue; everything when it is empty."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSearch:
    pass


@dataclass(frozen=True, slots=True)
class Write:
    """Letters typed on the screen's own keyboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Erase:
    """The last letter, or *everything*."""

    everything: bool = False


@dataclass(frozen=True, slots=True)
class OnlySize:
    """Only what this store is known to have in *size*; everything when it is nothing."""

    size: str | None


@dataclass(frozen=True, slots=True)
class TurnPage:
    """So many pages on; back when it is less than 0."""

    by: int


@dataclass(frozen=True, slots=True)
class ShowStyle:
    """A style in a list or in a look was touched."""

    style: str


@dataclass(frozen=True, slots=True)
class Keep:
    """The variant *gtin* goes on the wish list, or off it when it is not *kept*."""

    gtin: str
    kept: bool = True


@dataclass(frozen=True, slots=True)
class OpenWishes:
    """The wish list, to be carried to a phone."""


#: What the brand's own form, opened on the shopper's phone, may be for.
FormKind = Literal["notice", "gift", "collectors"]


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The code of the brand's own form for *gtin*."""

    kind: FormKind
    gtin: str


@dataclass(frozen=True, slots=True)
class OpenWifi:
    """The code with which a phone joins the store's guest network."""


@dataclass(frozen=True, slots=True)
class OpenWaiting:
    """The corner for those who wait."""


@dataclass(frozen=True, slots=True)
class OpenFilms:
    """Films of the house, with no garment at hand."""


@dataclass(frozen=True, slots=True)
class PlayFilm:
    """*film* is the name of a video of the catalogue; touched again, it begins anew."""

    film: str


@dataclass(frozen=True, slots=True)
class WatchFilm:
    """*film* has shown its first *seconds*, *completed* when that is all of it.

    The screen says so by itself: when the film begins, every few seconds, before any other touch,
    and when it ends. *play* is which showing of the visit it is.
    """

    film: str
    play: int
    seconds: float
    completed: bool = False


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """How the screen can be made easier to read and reach."""


@dataclass(frozen=True, slots=True)
class CloseAccess:
    """The screen is as it should be."""


@dataclass(frozen=True, slots=True)
class SetAid:
    aid: Aid
    on: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """The answer to whether this visit may be linked to the loyalty card that was read."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class Unlink:
    """The consent is taken back."""


#: What a shopper does who looks around.
Wandering = (
    LookAround | OpenLookbook | OpenAisle | OpenSearch | Write | Erase | OnlySize | TurnPage
    | ShowStyle
)  # fmt: skip
#: What a shopper takes along, asks for or sees besides.
Service = (
    Keep | OpenWishes | OpenForm | OpenWifi | OpenWaiting | OpenFilms | PlayFilm | WatchFilm
    | OpenAccess | CloseAccess | SetAid | Consent | Unlink | AtCounter
)  # fmt: skip
#: What changes only which part of a garment's page is seen.
Leafing = ChooseColour | ChooseSize | ShowPhoto | OpenPart | ClosePart
#: What others hear of.
Asking = AskOther | CancelRequest | DismissRequest | NotMine | Yours
Leaving = Back | Done | StillHere
Touch = (
    Begin
    | Anywhere
    | ShowGarment
    | Leafing
    | ShowOffer
    | Asking
    | ChooseLanguage
    | Leaving
    | Wandering
    | Service
    | Cabin
)
