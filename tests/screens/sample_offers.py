"""A coat beside which six other garments are here, or two, or none; and nobody knows."""

from contract.advice import Advice, Advised, Reason, StyleAdvice
from contract.parts import Money
from contract.styles import Catalogue, Style, StyleText, Variant
from fittingroom.view import MirrorView
from kiosk.view import KioskView
from tests.screens.sample_parts import CHART, COAT, NOW, SERVICES, WORDS, photo
from tests.screens.sample_texts import LONG
from tests.screens.samples import TEXTS, kiosk, mirror
from tests.touchpoint.sample import gtin, stock
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.offers import page
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.views import GarmentSheet

#: What is beside it: a photograph, sizes, and why.
_BESIDE: tuple[tuple[str, tuple[str, ...], Reason], ...] = (
    ("trousers-varenne-marine.jpg", ("36", "38"), "stylist"),
    ("bag-madeleine-cognac.jpg", ("One size",), "stylist"),
    ("skirt-mabillon-sapin.jpg", ("36",), "category"),
    ("sailor-cancale-marine.jpg", ("S", "M"), "together"),
    ("dress-odeon-rubis.jpg", ("36", "40"), "alike"),
    ("none.jpg", ("36",), "bestseller"),
)
_NAMED = (2, 5, 4, 3, 1, 0)
FILES = tuple(file for file, _, _ in _BESIDE[:5])
_MOMENT = Moment(NOW, 0.0)
#: In which state the part is met.
STATES = ("six", "two", "asked", "none", "unknown")


def _style(n: int, file: str, sizes: tuple[str, ...], *, long: bool) -> Style:
    titles = {code: TEXTS[code]["garments"][_NAMED[n]] for code in TEXTS}
    if long:
        titles = dict.fromkeys(TEXTS, LONG["title"])
    price = Money(amount="1290.00" if long else f"{190 + 30 * n}.00", currency="EUR")
    return Style(
        style=f"beside-{n}",
        brand="Maison",
        texts={code: StyleText(title=title) for code, title in titles.items()},
        photos=() if file == "none.jpg" else (photo(file),),
        variants=tuple(
            Variant(gtin=gtin(300 + 10 * n + i), colour="Marine", size=size, price=price)
            for i, size in enumerate(sizes)
        ),
    )


def sheet(language: str, part: str, state: str, *, long: bool = False) -> GarmentSheet:
    """The page of the coat with *part* open, when so much is known."""
    beside = [_style(n, *b[:2], long=long) for n, b in enumerate(_BESIDE)]
    said = tuple(Advised(s.style, b[2]) for s, b in zip(beside, _BESIDE, strict=True))
    catalogue = Catalogue(
        version="1", languages=tuple(TEXTS), styles=(COAT, *beside), charts=(CHART,),
        services=SERVICES,
    )  # fmt: skip
    here = {"six": 6, "two": 2, "none": 0}.get(state)
    figures = {
        v.gtin: stock(v.gtin, int(n < here))
        for n, style in enumerate(beside)
        for v in style.variants
        if here is not None
    }
    advice = Advice(
        version="1", styles={COAT.style: StyleAdvice(goes_with=said, similar=said[::-1])}
    )
    known = Known(Shelf(catalogue), stock=figures, online=True, advice=advice)
    known = known.watching(frozenset(figures), _MOMENT)
    asked = {} if state == "asked" else {v.gtin: 0.0 for s in beside for v in s.variants}
    writer = Writer(WORDS.speech(language), NOW, known, 1080)
    return page(writer, Choice(COAT.variants[1].gtin, part=part), asked, 60.0)


def views(language: str) -> dict[str, KioskView | MirrorView]:
    """Each state of what is offered by the name its picture gets."""

    def shown(state: str, *, long: bool = False) -> GarmentSheet:
        return sheet(language, "with", state, long=long)

    return {
        "kiosk-with-six": kiosk(language, "garment", sheet=shown("six")),
        "kiosk-with-long": kiosk(language, "garment", sheet=shown("six", long=True)),
        "kiosk-with-none": kiosk(language, "garment", sheet=shown("none")),
        "mirror-with-long": mirror(language, "garment", 3, sheet=shown("six", long=True)),
    }
