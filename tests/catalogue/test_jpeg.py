"""A photograph that is shown as it came: its picture whole, and nothing else of the file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from catalogue.jpeg import Unlike, bare
from catalogue.renditions import render

SECRET = b"48.8566 N 2.3522 E by Camille"


def drawn(size: tuple[int, int] = (96, 128)) -> Image.Image:
    coarse = np.random.default_rng(4).integers(0, 255, (4, 3, 3), np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def encoded(**more: object) -> bytes:
    out = BytesIO()
    drawn().save(out, "JPEG", **more)
    return out.getvalue()


def pixels(body: bytes) -> bytes:
    with Image.open(BytesIO(body)) as image:
        return image.tobytes()


def segment(code: int, said: bytes = SECRET) -> bytes:
    return bytes((0xFF, code)) + (len(said) + 2).to_bytes(2, "big") + said


@pytest.mark.parametrize("code", [0xE1, 0xE2, 0xED, 0xEF, 0xFE], ids=hex)
def test_what_is_said_beside_the_picture_is_gone(code: int) -> None:
    plain = encoded()
    assert bare(plain[:2] + segment(code) + plain[2:]) == plain


def test_what_follows_the_picture_is_gone() -> None:
    plain = encoded()
    assert bare(plain + SECRET + plain) == plain


@pytest.mark.parametrize("subsampling", [0, 1, 2])
def test_picture_stays_as_it_is(subsampling: int) -> None:
    plain = encoded(quality=75, subsampling=subsampling, comment=SECRET)
    assert pixels(bare(plain)) == pixels(plain)


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xd8", b"\x89PNG\r\n", encoded()[:-2], encoded(progressive=True)],
    ids=["nothing", "a start", "another kind", "no end", "scan by scan"],
)
def test_what_is_not_one_scan_is_left_alone(body: bytes) -> None:
    with pytest.raises(Unlike):
        bare(body)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_taken_apart_or_left_alone(noise: bytes, at: int) -> None:
    plain = encoded()
    try:
        found = bare(plain[:at] + noise + plain[at:])
    except Unlike:
        return
    assert (found[:2], found[-2:]) == (b"\xff\xd8", b"\xff\xd9")


def own(folder: Path, body: bytes) -> bytes:
    """The rendition of the photograph's own width."""
    (folder / "a.jpg").write_bytes(body)
    return (folder / "media" / render(folder / "a.jpg", folder / "media").sizes[96]).read_bytes()


def test_light_photograph_is_shown_as_it_came(tmp_path: Path) -> None:
    assert own(tmp_path, encoded(comment=SECRET)) == encoded()


def located() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    return exif


def turned() -> Image.Exif:
    exif = located()
    exif[0x0112] = 3
    return exif


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"exif": located()}, True),
        ({"exif": turned()}, False),
        (
            {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()},
            False,
        ),
        ({"quality": 100, "subsampling": 0}, False),
        ({"progressive": True}, False),
    ],
    ids=["located", "turned", "profiled", "heavy", "scan by scan"],
)
def test_photograph_is_made_anew_where_anything_would_change(
    tmp_path: Path, more: dict[str, object], kept: bool
) -> None:
    body = encoded(**more)
    found = own(tmp_path, body)
    assert (found == bare_or_nothing(body), SECRET in found) == (kept, False)


def bare_or_nothing(body: bytes) -> bytes | None:
    try:
        return bare(body)
    except Unlike:
        return None


def test_half_a_photograph_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded()[:900])
    with pytest.raises(OSError, match="truncated"):
        render(tmp_path / "a.jpg", tmp_path / "media")
    assert not (tmp_path / "media").exists()
