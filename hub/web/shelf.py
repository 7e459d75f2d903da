"""The stock look-up: find a style by its title or code, see every size and colour of it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from contract.ids import Uuid, new_id, normal_gtin
from contract.states import StockState
from contract.styles import Catalogue, Style
from hub.web.callers import ForStaff
from hub.web.cards import Picture, picture_of, title_of
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.scan import MOST_BYTES, NothingReadError, gtin_in
from hub.web.words import StockWords

router = APIRouter(include_in_schema=False)

#: More than this no thumb scrolls through.
MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Found:
    """One style in a list of results."""

    style: str
    title: str
    category: str
    picture: Picture | None
    pieces: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One size of one colour."""

    gtin: str
    size: str
    available: int | None
    confidence: str
    age: str
    #: Other stores that said they had it, with how many.
    elsewhere: str


@dataclass(frozen=True, slots=True)
class ColourRow:
    colour: str
    picture: Picture | None
    where: str | None
    cells: tuple[Cell, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether another store has any of it."""
        return any(cell.elsewhere for cell in self.cells)


@router.get("/stock")
def search(who: ForStaff, here: Here, q: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    catalogue = here.desk.catalogue()
    styles = find(catalogue, q) if catalogue else ()
    found = [_found(style, here) for style in styles[:MOST_FOUND]]
    page = here.pages.get_template("stock.html")
    return HTMLResponse(page.render(who=who, q=q, found=found, more=len(styles) > MOST_FOUND))


@router.get("/stock/{gtin}")
def one_style(who: ForStaff, here: Here, gtin: str) -> HTMLResponse:
    """Every size and colour of the style that this variant belongs to."""
    style = here.desk.style_of(gtin)
    if style is None:
        raise _not_ours(gtin)
    page = here.pages.get_template("style.html")
    return HTMLResponse(
        page.render(
            who=who,
            title=title_of(style, here.language),
            style=style,
            rows=_rows(style, here),
            gtin=gtin,
            new_id=new_id,
        )
    )


@router.post("/stock/scan")
def scan(
    _who: ForStaff, here: Here, photo: Annotated[bytes, File(max_length=MOST_BYTES)] = b""
) -> Response:
    """A photograph of a label leads to its style."""
    try:
        gtin = gtin_in(photo)
    except NothingReadError as error:
        raise ProblemError(
            422,
            "No code was read",
            str(error),
            said="Hold the phone closer, straight above the code, in good light.",
        ) from error
    if here.desk.style_of(gtin) is None:
        raise _not_ours(gtin)
    return RedirectResponse(f"/stock/{gtin}", status_code=303)


@router.post("/stock/{gtin}/correct")
def correct(
    _who: ForStaff,
    here: Here,
    gtin: Annotated[str, Path(pattern="^[0-9]{14}$")],
    available: Annotated[int, Form(ge=0, le=9999)],
    cause: Annotated[Uuid, Form()],
) -> Response:
    """Somebody looked and counted; the same form sent twice corrects once."""
    if here.desk.style_of(gtin) is None:
        raise _not_ours(gtin)
    here.desk.correct(gtin, available, cause)
    return RedirectResponse(f"/stock/{gtin}", status_code=303)


def _not_ours(gtin: str) -> ProblemError:
    return ProblemError(
        404,
        "Not in the catalogue",
        "No style has a variant %(gtin)s.",
        said="No style here carries the code %(gtin)s.",
        values={"gtin": gtin},
    )


def find(catalogue: Catalogue, query: str) -> tuple[Style, ...]:
    """Styles whose title, category, colours or codes hold every word of *query*; or its GTIN."""
    gtin = _as_gtin(query)
    if gtin:
        return tuple(s for s in catalogue.styles if any(v.gtin == gtin for v in s.variants))
    words = query.casefold().split()
    return tuple(style for style in catalogue.styles if all(w in _text(style) for w in words))


def _as_gtin(query: str) -> str | None:
    try:
        return normal_gtin(query)
    except ValueError:
        return None


def _text(style: Style) -> str:
    parts = [style.style, style.brand, *style.category]
    parts += [text.title for text in style.texts.values()]
    parts += [f"{variant.colour} {variant.sku}" for variant in style.variants]
    return " ".join(parts).casefold()


def _found(style: Style, here: Parts) -> Found:
    counts = [here.desk.stock(variant.gtin).available for variant in style.variants]
    known = [count for count in counts if count is not None]
    return Found(
        style=style.variants[0].gtin,
        title=title_of(style, here.language),
        category=style.category[-1] if style.category else style.brand,
        picture=picture_of(style, None, here.language),
        pieces=sum(known) if known else None,
    )


def _rows(style: Style, here: Parts) -> list[ColourRow]:
    colours = dict.fromkeys(variant.colour for variant in style.variants)
    return [_row(style, colour, here) for colour in colours]


def _row(style: Style, colour: str, here: Parts) -> ColourRow:
    words = StockWords(here.timezone, here.language)
    variants = [variant for variant in style.variants if variant.colour == colour]
    states = [(variant.size, here.desk.stock(variant.gtin)) for variant in variants]
    return ColourRow(
        colour=colour,
        picture=picture_of(style, colour, here.language),
        where=next((state.where for _, state in states if state.where), None),
        cells=tuple(_cell(size, state, words, here) for size, state in states),
    )


def _cell(size: str, state: StockState, words: StockWords, here: Parts) -> Cell:
    age = words.moment(state.as_of, here.clock.now()) if state.as_of else ""
    if state.confidence == "computed":
        age = words.say("%(moment)s, then sales", moment=age)
    having = (other for other in state.elsewhere if other.available)
    elsewhere = ", ".join(f"{o.name or o.store}: {o.available}" for o in having)
    return Cell(state.gtin, size, state.available, state.confidence, age, elsewhere)
