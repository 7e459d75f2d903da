"""Views of looking around, as the kiosk itself makes them from a shelf of twenty styles."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from contract.features import FEATURES, Feature
from contract.ids import check_digit, new_id
from contract.parts import Look, Lookbook, LookText, Money, Photo, Spot, Video
from contract.settings import load
from contract.states import StockState
from contract.styles import Catalogue, Style, StyleText, Variant
from contract.tiers import Tiers, features_at, of_store
from kiosk.state import Kiosk, Rules
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.screens import sample_texts
from tests.screens.sample_languages import sample_words
from tests.screens.sample_texts import LONG
from touchpoint import inputs
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf
from touchpoint.touches import (
    LookAround,
    OnlySize,
    OpenAisle,
    OpenFilms,
    OpenLookbook,
    OpenSearch,
    PlayFilm,
    Service,
    TurnPage,
    Wandering,
    WatchFilm,
    Write,
)
from touchpoint.words import load_words

FILES = ("coat-sevigne-camel.jpg", "coat-sevigne-noir.jpg", "coat-sevigne-gris.jpg",
         "dress-odeon-rubis.jpg", "trousers-varenne-marine.jpg")  # fmt: skip
SIZES = ("34", "36", "38", "40", "42", "44", "Taille unique", "W31 L34")
CATEGORIES = ("Coats", "Jackets", "Knitwear", "Shirts", "Trousers", "Skirts", "Dresses",
              "Vêtements de pluie et coupe-vent techniques")  # fmt: skip
#: Seen in the first two films; the first is called by a title far too long, the third has no photo.
WORN = ("style-1", "style-2", "style-3")
TEXTS = sample_texts.TEXTS | sample_words()
WORDS = load_words(tuple(TEXTS))
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def photo(file: str) -> Photo:
    return Photo(name=file, sizes={320: file}, width=1200, height=1600)


def _gtin(number: int) -> str:
    body = f"0061414{number:06d}"
    return body + check_digit(body)


def _style(number: int) -> Style:
    price = Money(amount="890.00", currency="EUR")
    texts = {
        code: StyleText(
            title=LONG["title"]
            if number == 1
            else TEXTS[code]["garments"][number % 6] + (f" {number}" if number > 5 else "")
        )
        for code in TEXTS
    }
    size = SIZES[number % 8 :] + SIZES[: number % 8]
    return Style(
        style=f"style-{number}",
        brand="Maison",
        category=(CATEGORIES[number % 8],),
        texts=texts,
        # One without a photograph.
        photos=() if number == 2 else (photo(FILES[number % 5]),),
        variants=tuple(
            Variant(gtin=_gtin(number * 10 + n), colour="Noir", size=s, price=price)
            for n, s in enumerate(size[:6])
        ),
    )


def _look(number: int, spots: Sequence[Spot], file: str | None = FILES[3]) -> Look:
    titles = {"en": "Rain on the Rue de Sèvres", "fr": "Pluie rue de Sèvres"}
    texts = {code: LookText(title=title, text="") for code, title in titles.items()}
    return Look(look=f"look-{number}", texts=texts, spots=tuple(spots),
                photo=photo(file) if file else None)  # fmt: skip


def _book(number: int) -> Lookbook:
    said = {
        "en": LookText(title="Autumn on the quays", text="Wool, rain and long evenings. " * 3),
        "fr": LookText(title="L’automne sur les quais", text="Laine, pluie et longs soirs. " * 3),
    }
    full = [Spot(style=f"style-{n}", x=0.2 + 0.1 * n, y=0.1 + 0.12 * n) for n in range(6)]
    looks = (
        _look(1, [*full[:3], Spot(style="style-3"), Spot(style="nowhere", x=0.5, y=0.5)]),
        _look(2, [*full, *(Spot(style=f"style-{n}") for n in range(6, 12))]),
        _look(3, [Spot(style="nowhere")], FILES[1]),
        _look(4, full[:2], None),
    )
    return Lookbook(lookbook=f"book-{number}", texts=said, cover=photo(FILES[0]), looks=looks)


@cache
def shelf(books: int = 1, styles: int = 20) -> Shelf:
    return Shelf(
        Catalogue(
            version="1",
            languages=tuple(TEXTS),
            styles=tuple(map(_style, range(styles))),
            lookbooks=tuple(map(_book, range(books))),
        )
    )


@cache
def cinema(films: int = 5) -> Shelf:
    """The shelf with so many films, the first one called by a title far too long."""
    said = {"en": "How a jumper is folded", "fr": "Comment on plie un pull", "de": "So faltet man"}
    made = tuple(
        Video(
            file=f"film-{number}.mp4",
            name=f"film-{number}",
            kind=("craft", "training", "style")[number % 3],
            poster=Photo(
                name="still", sizes={320: FILES[number % 5]}, width=(1600, 900)[number % 2],
                height=(900, 1200)[number % 2],
            ) if number != 2 else None,
            titles=dict.fromkeys(said, LONG["title"]) if number == 0 else said,
            seconds=65 if number else None,
        )
        for number in range(films)
    )  # fmt: skip
    bare = shelf().catalogue
    shown = tuple(
        style.model_copy(update={"videos": made[:2]}) if style.style in WORN else style
        for style in bare.styles
    )
    return Shelf(bare.model_copy(update={"films": made, "styles": shown}))


def around(language: str, *touches: Wandering | Service, on: Shelf | None = None, counted: int = 0,
           away: bool = False, features: Iterable[Feature] = FEATURES) -> KioskView:  # fmt: skip
    """The glass after *touches*, in a store whose tier has *features*; so many variants of the
    shelf were counted before.
    """
    kiosk, rules, now = Kiosk(), Rules((language,)), Moment(NOW, 1000.0)
    found = on or shelf()
    gtins = [v.gtin for s in found.catalogue.styles for v in s.variants][:counted]
    stocks = [
        StockState(gtin=g, available=2, as_of=NOW.replace(hour=9), confidence="counted")
        for g in gtins
    ]
    happened: list[inputs.Input] = [
        inputs.CatalogueKnown(found),
        inputs.FeaturesKnown(frozenset(features)),
        inputs.HubKnown(online=True),
        *map(inputs.StockKnown, stocks),
        *map(inputs.Touched, touches),
        inputs.HubKnown(online=not away),
    ]
    for one in happened:
        kiosk, _ = step(kiosk, one, now, rules, new_id)
    return view(kiosk, now, rules, WORDS, 320)


def essential() -> frozenset[Feature]:
    """What the smallest of the shipped tiers has."""
    file = Path(__file__).resolve().parents[2] / "config/tiers.toml"
    tiers = load(file.read_text(encoding="utf-8"), file.name, Tiers)
    only = tiers.model_copy(update={"default": "essential"})
    return features_at(of_store(only, "lyon", "UTC"), NOW)


@cache
def every_around(language: str) -> dict[str, KioskView]:
    """Each page by the name its picture gets."""
    home, book = LookAround(), OpenLookbook("book-0")
    search = (home, OpenSearch())
    # The first word of what is read first, as who reads it would type it.
    typed = Write(TEXTS[language]["garments"][0].partition(" ")[0].lower())

    def at(*touches: Wandering | Service, **more: object) -> KioskView:
        return around(language, *touches, **more)  # type: ignore[arg-type]

    return {
        "kiosk-home": at(home),
        "kiosk-home-books": at(home, on=shelf(5), away=True),
        "kiosk-home-no-books": at(home, on=shelf(0)),
        "kiosk-home-nothing": at(home, on=shelf(0, 0)),
        "kiosk-home-essential": at(home, features=essential()),
        "kiosk-home-books-alone": at(home, features={"lookbooks"}, on=shelf(2)),
        "kiosk-home-books-search": at(home, features={"lookbooks", "search"}),
        "kiosk-home-no-books-search": at(home, features={"browse", "search"}),
        "kiosk-list": at(home, OpenAisle(())),
        "kiosk-list-no-sizes": at(home, OpenAisle(()), features={"browse"}),
        "kiosk-search-alone": at(home, features={"search"}),
        "kiosk-list-leaf": at(home, OpenAisle((CATEGORIES[7],)), away=True),
        "kiosk-list-one": at(home, OpenAisle(("Knitwear",))),
        "kiosk-list-here": at(home, OpenAisle(()), OnlySize("38"), counted=60),
        "kiosk-list-here-none": at(home, OpenAisle(()), OnlySize("38")),
        "kiosk-list-nothing": at(home, OpenAisle(("Nowhere",))),
        "kiosk-search": at(*search),
        "kiosk-search-found": at(*search, typed),
        "kiosk-search-nothing": at(*search, Write("x" * 200)),
        "kiosk-search-here": at(*search, typed, OnlySize("36"), counted=30),
        "kiosk-films": at(home, OpenFilms(), on=cinema(), away=True),
        "kiosk-films-on": at(home, OpenFilms(), TurnPage(1), on=cinema()),
        "kiosk-film": at(PlayFilm("film-0"), on=cinema()),
        "kiosk-film-tall": at(PlayFilm("film-1"), on=cinema(), away=True),
        "kiosk-film-over": at(PlayFilm("film-0"), WatchFilm("film-0", 1, 9.0, True), on=cinema()),
        "kiosk-look-cover": at(home, book),
        "kiosk-look": at(home, book, TurnPage(1)),
        "kiosk-look-many": at(home, book, TurnPage(2)),
        "kiosk-look-nothing": at(home, book, TurnPage(3)),
        "kiosk-look-no-photo": at(home, book, TurnPage(4)),
    }
