"""The sample catalogue goes through the real importer, and each picture it names can be drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from catalogue.files import import_products
from catalogue.stock import read_stock
from contract.styles import Style
from simulation.sample.drawing.layers import HEIGHT, WIDTH, draw
from simulation.sample.drawing.paint import PAPER, paint
from simulation.sample.feed import PRODUCTS, stock_text
from simulation.sample.pictures import draw_all, names
from simulation.sample.wardrobe import WARDROBE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def styles() -> tuple[Style, ...]:
    products = import_products(PRODUCTS)
    assert products.problems == ()
    return products.styles


def test_sample_has_every_text_in_both_languages(styles: tuple[Style, ...]) -> None:
    assert len(styles) == 17
    lacking = [
        (style.style, language)
        for style in styles
        for language in ("en", "fr")
        if not all(style.texts[language].model_dump().values())
    ]
    untranslated = [s.style for s in styles if s.texts["en"].care == s.texts["fr"].care]
    assert (lacking, untranslated) == ([], [])


def test_sample_names_exactly_the_pictures_that_are_drawn(styles: tuple[Style, ...]) -> None:
    assert sorted(photo.name for style in styles for photo in style.photos) == sorted(names())
    assert {s.style: {p.colour for p in s.photos} for s in styles} == {
        s.style: {v.colour for v in s.variants} for s in styles
    }


def test_sample_gtins_are_of_their_own_range(styles: tuple[Style, ...]) -> None:
    gtins = [variant.gtin for style in styles for variant in style.variants]
    assert len(gtins) == 232
    assert {gtin[:9] for gtin in gtins} == {"006141412"}


@pytest.mark.parametrize("store", ["lyon", "paris-marais"])
def test_sample_stock_has_some_sold_out_and_some_unknown(
    styles: tuple[Style, ...], store: str
) -> None:
    feed = read_stock(stock_text(NOW), store)
    known = {v.gtin for style in styles for v in style.variants}
    counted = {row.gtin for row in feed.rows}
    assert feed.problems == ()
    assert counted < known
    assert {row.as_of for row in feed.rows} == {NOW}
    assert 20 < sum(row.quantity == 0 for row in feed.rows) < 80


@pytest.mark.parametrize("style", WARDROBE)
def test_garment_fills_the_picture_and_leaves_the_paper(style: str) -> None:
    garment = WARDROBE[style]
    drawing = draw(garment.pieces())
    left, top, right, bottom = drawing.cover.getbbox() or (0, 0, 0, 0)
    assert max((bottom - top) / HEIGHT / 0.78, (right - left) / WIDTH / 0.84) == pytest.approx(
        1, abs=0.02
    )
    picture = paint(drawing, next(iter(garment.colours.values())))
    corners = [(0, 0), (WIDTH - 1, 0), (0, HEIGHT - 1), (WIDTH - 1, HEIGHT - 1)]
    assert [picture.getpixel(corner) for corner in corners] == [PAPER] * 4


def test_pictures_are_drawn_once_and_again_only_when_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.sample.pictures.WARDROBE", {"dress-bac": WARDROBE["dress-bac"]})
    both = ["dress-bac-gris.jpg", "dress-bac-prune.jpg"]
    assert list(draw_all(tmp_path)) == both
    assert list(draw_all(tmp_path)) == []
    (tmp_path / both[1]).unlink()
    assert list(draw_all(tmp_path)) == both[1:]
    with Image.open(tmp_path / both[1]) as picture:
        assert picture.size == (WIDTH, HEIGHT)
