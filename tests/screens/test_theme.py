"""The theme: its measures, its faces, and what it says when fonts are missing."""

from pathlib import Path

import pytest
from PIL import Image

from tests.screens.conftest import read_brand
from touchpoint.ui.geometry import garment_areas
from touchpoint.ui.labels import ENGLISH, labels_in
from touchpoint.ui.photo import melts_into
from touchpoint.ui.photos import Pixels
from touchpoint.ui.theme import MissingFonts, theme_of


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (540, 960), (960, 540), (720, 1280)])
def test_photograph_and_its_column_take_half_of_the_page(size: tuple[int, int]) -> None:
    areas = garment_areas(theme_of(read_brand("brand.toml"), size))
    width, height = size
    if height > width:
        assert areas.photo.height >= height / 2
    else:
        assert areas.photo.x + areas.photo.width >= width / 2


def test_twelve_columns_fill_the_page_between_its_margins() -> None:
    theme = theme_of(read_brand("brand.toml"), (1080, 1920))
    assert theme.span(12) == 1080 - 2 * 72


def test_missing_fonts_name_the_command_that_makes_them(tmp_path: Path) -> None:
    with pytest.raises(MissingFonts, match=r"CormorantGaramond-500\.ttf is missing .*`make setup`"):
        theme_of(read_brand("brand.toml"), (1080, 1920), fonts=tmp_path)


def test_words_of_a_region_are_those_of_its_language() -> None:
    assert (labels_in("fr-CA"), labels_in("pt")) == (labels_in("fr"), ENGLISH)


@pytest.mark.parametrize(
    ("corner", "melts"),
    [((245, 242, 235), True), ((241, 240, 232), True), ((255, 255, 255), False)],
)
def test_photograph_on_the_brands_own_paper_has_no_edge(
    corner: tuple[int, int, int], *, melts: bool
) -> None:
    paper = theme_of(read_brand("brand.toml"), (1080, 1920)).palette.paper
    rows = Image.new("RGBA", (4, 4), (245, 242, 235, 255))
    rows.putpixel((3, 3), (*corner, 255))
    rows.putpixel((1, 1), (0, 0, 0, 255))
    assert melts_into(paper, Pixels((4, 4), rows.tobytes())) is melts
