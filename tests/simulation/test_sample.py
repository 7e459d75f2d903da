"""The sample catalogue goes through the real importer, and each picture it names can be drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from catalogue.files import Sources, import_products
from catalogue.stock import read_stock
from contract.styles import Style
from simulation.sample.drawing.layers import FILL_HEIGHT, FILL_WIDTH, HEIGHT, WIDTH, draw, fit
from simulation.sample.drawing.paint import PAPER, paint, rgb
from simulation.sample.feed import PRODUCTS, stock_text
from simulation.sample.pictures import draw_all, names
from simulation.sample.wardrobe import WARDROBE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def styles() -> tuple[Style, ...]:
    products = import_products(Sources(PRODUCTS))
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
    feed = read_stock(stock_text(NOW), store, NOW)
    known = {v.gtin for style in styles for v in style.variants}
    counted = {row.gtin for row in feed.rows}
    assert feed.problems == ()
    assert counted < known
    assert {row.as_of for row in feed.rows} == {NOW}
    assert 20 < sum(row.quantity == 0 for row in feed.rows) < 80


@pytest.mark.parametrize("style", WARDROBE)
def test_garment_fills_the_picture_and_stays_within(style: str) -> None:
    pieces = WARDROBE[style].pieces()
    fitted = fit(pieces)
    xs, ys = zip(*(xy for piece in pieces for xy in fitted.to(piece.outline)), strict=True)
    wide, tall = (max(xs) - min(xs)) / WIDTH, (max(ys) - min(ys)) / HEIGHT
    assert max(tall / FILL_HEIGHT, wide / FILL_WIDTH) == pytest.approx(1)
    assert 0.1 * HEIGHT < min(ys) < max(ys) < 0.9 * HEIGHT


def test_garment_lies_on_the_paper_in_its_colour() -> None:
    garment = WARDROBE["dress-bac"]
    drawing = draw(garment.pieces())
    for name, colours in garment.colours.items():
        picture = paint(drawing, colours)
        corners = [(0, 0), (WIDTH - 1, 0), (0, HEIGHT - 1), (WIDTH - 1, HEIGHT - 1)]
        assert [picture.getpixel(corner) for corner in corners] == [PAPER] * 4, name
        middle = ImageStat.Stat(picture.crop((640, 900, 800, 1300))).mean
        assert middle == pytest.approx(rgb(colours["main"]), abs=16), name


def test_pictures_are_drawn_once_and_again_only_when_missing(tmp_path: Path) -> None:
    one = {"dress-bac": WARDROBE["dress-bac"]}
    both = ["dress-bac-gris.jpg", "dress-bac-prune.jpg"]
    assert list(draw_all(tmp_path, one)) == both
    assert list(draw_all(tmp_path, one)) == []
    (tmp_path / both[1]).unlink()
    assert list(draw_all(tmp_path, one)) == both[1:]
    with Image.open(tmp_path / both[1]) as picture:
        assert picture.size == (WIDTH, HEIGHT)
