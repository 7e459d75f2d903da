"""The faces that setup makes for Kivy hold what a shopper reads, in figures that line up."""

import pytest
from fontTools.ttLib import TTFont

from tools.assets import KIVY_FONTS
from tools.fonts import FACES, Face

LETTERS = "AÀÉÇÈÊËÎÏÔŒÙÛÜŸ àâäéèêëçîïôœùûüÿñß Łódź Čeština"
SIGNS = "€£$ 0123456789 – — ’ “ ” « » … · × \u00a0\u202f"


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_face_holds_what_is_read(face: Face) -> None:
    cmap = TTFont(KIVY_FONTS / f"{face.name}.ttf").getBestCmap()
    assert [char for char in LETTERS + SIGNS if ord(char) not in cmap] == []


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_face_draws_all_digits_equally_wide(face: Face) -> None:
    font = TTFont(KIVY_FONTS / f"{face.name}.ttf")
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1
