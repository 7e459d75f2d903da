"""The sample catalogue goes through the real importer, and each picture it names can be drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from catalogue.files import Found, Sources, assemble, read_sources
from catalogue.stock import read_stock
from contract.styles import Style
from simulation.sample.drawing.layers import FILL_HEIGHT, FILL_WIDTH, HEIGHT, WIDTH, draw, fit
from simulation.sample.drawing.paint import PAPER, paint, rgb
from simulation.sample.feed import PRODUCTS, stock_text
from simulation.sample.films import CAPTIONS, FILMS, FilmMade, draw_films
from simulation.sample.moving import WIDE, knitting
from simulation.sample.pictures import draw_all, draw_scenes, names
from simulation.sample.scenery import Laid, Scene
from simulation.sample.scenes import LOOKS, SCENES
from simulation.sample.wardrobe import WARDROBE
from touchpoint.films.captions import read_cues

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample() -> Found:
    found = read_sources(Sources(PRODUCTS))
    assert found.problems == ()
    return found


@pytest.fixture(scope="module")
def styles(sample: Found) -> tuple[Style, ...]:
    return sample.styles


def test_sample_has_every_text_in_both_languages(styles: tuple[Style, ...]) -> None:
    assert len(styles) == 17
    lacking = [
        (style.style, language)
        for style in styles
        for language in ("en", "fr")
        if not all(style.texts[language].model_dump().values())
    ]
    untranslated = [
        (style.style, field)
        for style in styles
        for field, said in style.texts["en"].model_dump().items()
        if said == getattr(style.texts["fr"], field) and field not in {"fit", "title"}
    ]
    assert (lacking, untranslated) == ([], [])


def test_sample_names_exactly_the_pictures_that_are_drawn(styles: tuple[Style, ...]) -> None:
    photos = [photo for style in styles for photo in style.photos]
    assert sorted(photo.name for photo in photos if photo.colour) == sorted(names())
    # Of a look, which is drawn as such.
    assert [photo.name for photo in photos if not photo.colour] == ["look-cinema.jpg"]
    assert {s.style: {p.colour for p in s.photos if p.colour} for s in styles} == {
        s.style: {v.colour for v in s.variants} for s in styles
    }


def test_sample_has_every_part_of_a_sheet(sample: Found) -> None:
    every = sample.styles
    assert [s.style for s in every if not (s.care_symbols and s.rating and s.goes_with)] == []
    assert {s.style for s in every if s.chart is None} == {"bag-madeleine", "scarf-sorbonne"}
    charted = {chart.chart: {row[0] for row in chart.rows} for chart in sample.charts}
    assert [
        (style.style, v.size)
        for style in every
        for v in style.variants
        if style.chart and v.size not in charted[style.chart]
    ] == []
    films = [film for style in every for film in style.videos]
    named = {film.name: film.file for film in (*films, *sample.films)}
    assert named == {name.removesuffix(".mp4"): name for name in FILMS}
    assert {frozenset(film.titles) for film in films} == {frozenset({"en", "fr"})}
    said = {file.name for file in CAPTIONS.iterdir()}
    assert said == {f"{name}.{code}.vtt" for name in named for code in ("en", "fr")}
    dated = {s.style for s in every for v in s.variants if v.promotion and v.promotion.until}
    assert dated == {"jumper-lepic", "cardigan-brea", "dress-odeon", "dress-bac"}
    services = sample.services
    assert {code for d in services.deliveries for code in d.titles} == set(services.returns)
    assert set(services.returns) == {"en", "fr"}


def test_sample_s_spots_are_where_its_garments_lie(sample: Found) -> None:
    looks = [look for book in sample.lookbooks for look in book.looks]
    assert len(sample.lookbooks) == 2
    assert {
        look.photo.name if look.photo else "": [(s.style, s.x, s.y) for s in look.spots]
        for look in looks
    } == {name: [(it.style, it.x, it.y) for it in scene.laid] for name, scene in LOOKS.items()}
    assert [set(look.texts) for look in looks] == [{"en", "fr"}] * 6


def test_sample_shows_every_scene_that_is_composed(sample: Found) -> None:
    catalogue = assemble(sample.styles, lookbooks=sample.lookbooks, films=sample.films)
    shown = [photo.name for photo in catalogue.photographs()]
    assert sorted(set(shown)) == sorted((*names(), *SCENES))


def test_scene_shows_garments_in_their_colours_on_its_ground(tmp_path: Path) -> None:
    list(draw_all(tmp_path, {"dress-bac": WARDROBE["dress-bac"]}))
    laid = (Laid("dress-bac", "prune", 0.25, 0.5), Laid("dress-bac", "gris", 0.75, 0.5, turn=180))
    scene = Scene(laid, scale=5, size=(800, 800), ground="#C7D3D9")
    assert list(draw_scenes(tmp_path, {"one.jpg": scene})) == ["one.jpg"]
    assert list(draw_scenes(tmp_path, {"one.jpg": scene})) == []
    with Image.open(tmp_path / "one.jpg") as picture:
        assert picture.size == (800, 800)
        colours = WARDROBE["dress-bac"].colours
        for x, colour in ((200, "prune"), (600, "gris")):
            middle = ImageStat.Stat(picture.crop((x - 30, 360, x + 30, 440))).mean
            assert middle == pytest.approx(rgb(colours[colour]["main"]), abs=18), colour
        assert picture.getpixel((4, 4)) == pytest.approx(rgb("#C7D3D9"), abs=2)


def test_film_is_made_once_and_its_captions_lie_beside_it(tmp_path: Path) -> None:
    Image.new("RGB", (1280, 720), "#7A1F2B").save(tmp_path / "poster-knit.jpg")
    short = {"knit.mp4": FilmMade(knitting, WIDE, 0.5)}
    assert list(draw_films(tmp_path, short)) == ["knit.mp4"]
    assert list(draw_films(tmp_path, short)) == []
    (tmp_path / "knit.mp4").unlink()
    assert list(draw_films(tmp_path, short)) == ["knit.mp4"]
    assert (tmp_path / "knit.fr.vtt").read_text().startswith("WEBVTT")
    assert sorted(p.name for p in tmp_path.iterdir() if "part" in p.name) == []


def test_captions_of_the_sample_end_with_its_films() -> None:
    for file in CAPTIONS.iterdir():
        cues = read_cues(file.read_bytes())
        film = FILMS[f"{file.name.split('.')[0]}.mp4"]
        assert len(cues) >= 3
        assert cues[-1].until <= film.seconds


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
