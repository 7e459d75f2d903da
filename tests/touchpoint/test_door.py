"""Frames as pictures: the right way up, scaled, and encoded once for each frame."""

import io

import pytest
from PIL import Image

from touchpoint.remote.door import Pictures, encoded
from touchpoint.remote.glass import Frame

RED, BLUE = (255, 0, 0), (0, 0, 255)
#: OpenGL reads from the bottom: a blue floor under a red sky.
FRAME = Frame(1, 40, 40, bytes((*BLUE, 255)) * 800 + bytes((*RED, 255)) * 800)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_stands_upright(kind: str) -> None:
    picture = Image.open(io.BytesIO(encoded(FRAME, kind, None)))
    top, bottom = picture.getpixel((20, 4)), picture.getpixel((20, 36))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (picture.format, top[0] > 200, bottom[2] > 200) == (kind, True, True)


@pytest.mark.parametrize(("width", "size"), [(None, (40, 40)), (10, (10, 10)), (400, (40, 40))])
def test_picture_is_never_larger_than_the_glass(width: int | None, size: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO(encoded(FRAME, "JPEG", width))).size == size


def test_frame_is_encoded_once() -> None:
    pictures = Pictures()
    first = pictures.of(FRAME, "JPEG", None)
    again = pictures.of(FRAME, "JPEG", None)
    other = pictures.of(Frame(2, 40, 40, FRAME.pixels), "JPEG", None)
    assert (first is again, first is other, first == other) == (True, False, True)
