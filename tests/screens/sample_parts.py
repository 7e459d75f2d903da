"""A coat whose catalogue fills every part of its page, and one that fills it beyond measure."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contract.features import FEATURES, Feature
from contract.parts import (
    Delivery,
    Money,
    Photo,
    Promotion,
    Rating,
    Services,
    SizeChart,
    SizeColumn,
    SocialPicture,
    Video,
)
from contract.states import Elsewhere, StockState
from contract.styles import Catalogue, Style, StyleText, Variant
from fittingroom.view import MirrorView
from kiosk.view import KioskView
from tests.screens.sample_texts import LONG
from tests.screens.samples import TEXTS, ask, doubt, kiosk, mirror, request
from tests.touchpoint.sample import gtin
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.views import GarmentSheet
from touchpoint.words import load_words

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
COLOURS = ("Camel", "Noir", "Gris")
SIZES = ("34", "36", "38", "40", "42", "44")
FILES = (
    "coat-sevigne-camel.jpg", "coat-sevigne-noir.jpg", "coat-sevigne-gris.jpg",
    *(f"coat-detail-{n}.jpg" for n in range(1, 11)),
)  # fmt: skip
POSTER, *PEOPLE = "film-atelier.jpg", "worn-lea.jpg", "worn-ines.jpg"
WORDS = load_words(tuple(TEXTS))
EDITORIAL = {
    "en": "Each coat takes nineteen hours in the atelier in Roubaix. The cloth rests for two days "
    "before it is cut, so that it keeps its line for years. The buttons are of horn, sewn on with "
    "a waxed thread.",
    "fr": "Chaque manteau demande dix-neuf heures à l’atelier de Roubaix. Le drap repose deux "
    "jours avant la coupe et garde sa ligne pendant des années. Les boutons sont en corne, "
    "cousus au fil ciré.",
}
CHART = SizeChart(
    chart="coats",
    columns=(
        SizeColumn(name="FR"), SizeColumn(name="EU"), SizeColumn(name="UK"), SizeColumn(name="US"),
        SizeColumn(name="bust", unit="cm"), SizeColumn(name="waist", unit="cm"),
    ),
    rows=tuple(
        (size, str(34 + 2 * n - 2), str(6 + 2 * n), str(2 + 2 * n), f"{80 + 4 * n}–{83 + 4 * n}",
         f"{60 + 4 * n}–{63 + 4 * n}")
        for n, size in enumerate(SIZES)
    ),
)  # fmt: skip
SERVICES = Services(
    deliveries=(
        Delivery(
            titles={"en": "To your home", "fr": "À domicile"},
            cost=Money(amount="9.90", currency="EUR"),
            days=(2, 3),
        ),
        Delivery(
            titles={"en": "To this store", "fr": "Dans ce magasin"},
            cost=Money(amount="0", currency="EUR"),
            days=(1, 1),
        ),
    ),
    returns={
        "en": "Within 30 days, in any of our stores or by post, free of charge.",
        "fr": "Sous 30 jours, dans toutes nos boutiques ou par la poste, sans frais.",
    },
)


#: One counted today, one yesterday, one long ago, one whose name is long.
ELSEWHERE = tuple(
    Elsewhere(store=f"store-{n}", name=name, available=pieces, as_of=NOW - timedelta(days=days))
    for n, (name, pieces, days) in enumerate((
        ("Paris Marais", 2, 0), ("Bordeaux Sainte-Catherine", 1, 0.75), ("Milano Brera", 3, 4),
        ("München, Fünf Höfe im Erdgeschoss der Theatinerpassage", 11, 40),
    ))
)  # fmt: skip


def photo(name: str, colour: str | None = None, size: tuple[int, int] = (1200, 1600)) -> Photo:
    return Photo(name=name, colour=colour, sizes={480: name}, width=size[0], height=size[1])


def _text(language: str, long: bool) -> StyleText:
    said = {k: TEXTS[language][k] for k in ("title", "description", "fabric", "fit", "care")}
    if long:
        said |= LONG | {"title": (LONG["title"] + " doublé")[:120]}
        said["description"] = (LONG["description"] * 20)[:5000]
    return StyleText(**said, editorial=EDITORIAL.get(language, EDITORIAL["fr"]))


def style(*, long: bool = False, **changes: Any) -> Style:
    price, colours = Money(amount="1090.00", currency="EUR"), COLOURS[: 3 if not long else None]
    sale = Promotion(
        price=Money(amount="890.00", currency="EUR"),
        until=datetime(2026, 12, 1, tzinfo=UTC),
    )
    pairs = [(c, s) for c in colours for s in (SIZES if not long else (*SIZES, "46", "48", "50"))]
    made = Style(
        style="coat-sevigne",
        brand="Maison",
        texts={language: _text(language, long) for language in TEXTS},
        photos=tuple(photo(f, c) for f, c in zip(FILES, (*COLOURS, *[None] * 10), strict=True)),
        variants=tuple(
            Variant(gtin=gtin(100 + n), colour=c, size=s, price=price, promotion=sale)
            for n, (c, s) in enumerate(pairs)
        ),
        chart="coats",
        care_symbols=("wash_not", "bleach_not", "tumble_not", "iron_low", "clean_gentle"),
        videos=(
            Video(
                file="atelier.mp4",
                kind="craft",
                poster=photo(POSTER, size=(1600, 900)),
                titles={"en": "In the atelier in Roubaix", "fr": "À l’atelier de Roubaix"},
            ),
        ),
        social=tuple(
            SocialPicture(photo=photo(file), credit=credit)
            for file, credit in zip(PEOPLE, ("Léa, Lyon", "@ines.marchand"), strict=True)
        ),
        rating=Rating(mean="4.6", count=128),
    )
    return made.model_copy(update=changes)


def _wordy() -> tuple[Variant, ...]:
    """Colours and sizes as no rail has them, though feeds do."""
    colours = (
        "Bleu marine chiné à fines rayures craie, doublure lie-de-vin et boutons de corne",
        "Schwarzbraunmeliertkariertgestreiftgepunktetundgebändert",
        "Gris",
    )
    sizes = ("Taille unique ajustable, du 34 au 44", "Einheitsgrößeverstellbar", "M / Long / Slim")
    price = Money(amount="1090.00", currency="EUR")
    pairs = [(colour, size) for colour in colours for size in sizes]
    return tuple(
        Variant(gtin=gtin(100 + n), colour=c, size=s, price=price) for n, (c, s) in enumerate(pairs)
    )


COAT = style()


def sheet(
    language: str = "en",
    style: Style = COAT,
    features: frozenset[Feature] = FEATURES,
    **choice: Any,
) -> GarmentSheet:
    """The page that the kiosk makes of it, for the second size of the first colour."""
    catalogue = Catalogue(
        version="1", languages=tuple(TEXTS), styles=(style,), charts=(CHART,), services=SERVICES
    )
    figures = (0, 2, 1, 5, None, 3)
    stock = {
        v.gtin: StockState(
            gtin=v.gtin,
            available=n,
            as_of=datetime(2026, 11, 21, 9, 10, tzinfo=UTC),
            confidence="computed" if n is not None else "unknown",
            where="Femme, 1er étage, portant 4",
            elsewhere=ELSEWHERE,
        )
        for v, n in zip(style.variants, figures, strict=False)
    }
    known = Known(Shelf(catalogue), stock=stock, online=True, features=features)
    writer = Writer(WORDS.speech(language), NOW, known, 1080)
    return writer.sheet(Choice(style.variants[1].gtin, **choice))


def views(language: str) -> dict[str, KioskView | MirrorView]:
    """Each state of the page's parts by the name its picture gets."""
    bare = style(
        photos=(), videos=(), social=(), care_symbols=(), rating=None, chart=None,
        texts={"en": StyleText(title="Sévigné coat")},
    )  # fmt: skip
    long, rest = style(long=True), {"language": language}
    wordy = style(variants=_wordy())
    opened = {
        f"{place}-part-{name}": put(language, "garment", sheet=sheet(language, part=name))
        for place, put in (("kiosk", kiosk), ("mirror", mirror))
        for name in ("about", "fabric", "fit", "where", "worn", "delivery")
    }
    gone, wanted = COAT.variants[0].gtin, COAT.variants[3].gtin
    asking = {"ask": ask(language), "requests": (request(language),)}
    return opened | {
        "kiosk-full": kiosk(language, "garment", sheet=sheet(**rest)),
        "kiosk-elsewhere": kiosk(language, "garment", sheet=sheet(**rest, wanted=gone)),
        "mirror-elsewhere": mirror(language, "garment", 3, sheet=sheet(**rest, wanted=gone)),
        "kiosk-full-last": kiosk(language, "garment", sheet=sheet(**rest, photo=9)),
        "kiosk-full-wordy": kiosk(language, "garment", sheet=sheet(**rest, style=wordy)),
        "mirror-full-wordy": mirror(language, "garment", 3, sheet=sheet(**rest, style=wordy)),
        "kiosk-full-long": kiosk(language, "garment", sheet=sheet(**rest, style=long)),
        "kiosk-part-long": kiosk(
            language, "garment", sheet=sheet(**rest, style=long, part="about")
        ),
        "kiosk-bare": kiosk(language, "garment", sheet=sheet(**rest, style=bare)),
        "kiosk-part-bare": kiosk(
            language, "garment", sheet=sheet(**rest, style=style(photos=()), part="fabric")
        ),
        "mirror-full": mirror(language, "garment", 3, sheet=sheet(**rest)),
        "mirror-part-three": mirror(language, "garment", 3, sheet=sheet(**rest, part="fit")),
        "mirror-part-ask": mirror(
            language, "garment", 3, sheet=sheet(**rest, part="fit", wanted=wanted), **asking
        ),
        "mirror-part-doubt": mirror(
            language, "garment", 3, sheet=sheet(**rest, part="fabric"), doubt=doubt(language)
        ),
    }
