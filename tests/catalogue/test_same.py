"""The same catalogue whichever way it came in, up to what each format cannot say."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.files import Found, Sources, read_sources
from contract.parts import Rating, SizeColumn, Video
from contract.styles import Style, StyleText

HERE = Path(__file__).parent / "same"
SHARED = Path(os.environ.get("PARCOURS_SHARED", Path(__file__).parents[2] / "../shared"))
SAMPLE = SHARED / "data/catalogue"

Cut = Callable[[Style], dict[str, Any]]


def alts(style: Style) -> dict[str, Any]:
    return {"photos": tuple(photo.model_copy(update={"alt": ""}) for photo in style.photos)}


def seconds(style: Style) -> dict[str, Any]:
    return {"videos": tuple(film.model_copy(update={"seconds": None}) for film in style.videos)}


def steps_before_the_last(style: Style) -> dict[str, Any]:
    return {"category": style.category[-1:]}


def fit_and_care(style: Style) -> dict[str, Any]:
    cut = {"fit": "", "care": ""}
    return {"texts": {code: text.model_copy(update=cut) for code, text in style.texts.items()}}


#: Google's pictures have no words, and only schema.org says how long a video is.
CANNOT = [("products.tsv", [alts, seconds]), ("products.jsonld", [seconds])]
#: The sample's files say less than their formats can: only Shopify's has words for its pictures
#: and the whole taxonomy, and Google's has neither fit nor care.
DOES_NOT = [
    ("google_merchant.tsv", [alts, steps_before_the_last, fit_and_care]),
    ("schema_org.jsonld", [alts, steps_before_the_last]),
]
CASES = [(HERE / "products.csv", HERE / name, cuts) for name, cuts in CANNOT]
if SAMPLE.is_dir():
    # The maintainers' own, where it lies beside the project.
    CASES += [(SAMPLE / "shopify_products.csv", SAMPLE / name, cuts) for name, cuts in DOES_NOT]


def read(file: Path) -> Found:
    return read_sources(Sources(file))


def cut(styles: tuple[Style, ...], cuts: list[Cut]) -> list[Style]:
    done = list(styles)
    for one in cuts:
        done = [style.model_copy(update=one(style)) for style in done]
    return done


@pytest.mark.parametrize(("one", "other", "cuts"), CASES, ids=lambda it: getattr(it, "name", ""))
def test_formats_give_one_catalogue(one: Path, other: Path, cuts: list[Cut]) -> None:
    shopify, found = read(one), read(other)
    assert (shopify.problems, found.problems) == ((), ())
    assert cut(found.styles, cuts) == cut(shopify.styles, cuts)
    beside = [(it.charts, it.services, it.lookbooks) for it in (shopify, found)]
    assert beside[0] == beside[1]


def test_what_they_say_is_what_the_sheet_needs() -> None:
    found = read(HERE / "products.jsonld")
    coat, scarf, tee = found.styles
    assert coat.texts["fr"] == StyleText(
        title="Manteau long",
        description="A long coat.\n\nLined & warm.",
        fabric="90% wool, 10% cashmere",
        fit="Straight, to mid-calf",
        care="Dry clean. Brush after wearing",
        editorial="Coupé chez un tailleur.",
    )
    assert coat.rating == Rating(mean="4.6", count=31)
    film = coat.videos[0]
    assert film == Video(
        file="coat.mp4",
        name="coat",
        kind="craft",
        poster=film.poster,
        titles={"en": "Hands at work", "fr": "La main"},
        seconds=65,
    )
    assert [(v.price.amount, v.was and v.was.amount) for v in coat.variants] == [
        (890, None), (890, None), (890, 990), (890, 990),
    ]  # fmt: skip
    offered = scarf.variants[0].promotion
    assert offered
    assert offered.model_dump(mode="json") == {
        "price": {"amount": "99.00", "currency": "EUR"},
        "since": "2026-11-26T23:00:00.000Z",
        "until": "2026-11-30T22:59:00.000Z",
    }
    assert (coat.goes_with, scarf.goes_with, tee.goes_with) == (("scarf",), ("coat",), ())
    assert [v.size for v in tee.variants] == ["S", "M"]
    (chart,) = found.charts
    assert (coat.chart, chart.chart, chart.columns[-1], chart.rows[0]) == (
        "women",
        "women",
        SizeColumn(name="chest", unit="cm"),
        ("36", "38", "8", "84"),
    )
