"""Photographs made small: their sizes, their names, and the ones that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from catalogue.renditions import PhotoError, Rendered, find_photo, render


def photo(folder: Path, size: tuple[int, int], name: str = "a.jpg", mode: str = "RGB") -> Path:
    path = folder / name
    Image.new(mode, size, "#7A1F2B" if mode in {"RGB", "RGBA"} else 3).save(path)
    return path


def made(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            found[path.name.rpartition("-")[2]] = image.size
    return found


def test_renditions_keep_the_aspect_and_are_never_wider_than_the_photo(tmp_path: Path) -> None:
    media = tmp_path / "media"
    rendered = render(photo(tmp_path, (1000, 1500)), media)
    assert (rendered.width, rendered.height) == (1000, 1500)
    assert list(rendered.sizes) == [160, 480, 960, 1000]
    assert made(media) == {
        "160.jpg": (160, 240),
        "480.jpg": (480, 720),
        "960.jpg": (960, 1440),
        "1000.jpg": (1000, 1500),
    }


def test_same_photo_is_rendered_once_and_another_has_other_names(tmp_path: Path) -> None:
    media = tmp_path / "media"
    first = render(photo(tmp_path, (200, 300)), media)
    stamps = {path: path.stat().st_mtime_ns for path in media.iterdir()}
    assert render(photo(tmp_path, (200, 300), "again.jpg"), media) == first
    assert {path: path.stat().st_mtime_ns for path in media.iterdir()} == stamps
    other = render(photo(tmp_path, (200, 301)), media)
    assert set(other.sizes.values()).isdisjoint(first.sizes.values())


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "CMYK"])
def test_every_kind_of_picture_becomes_plain_rgb(tmp_path: Path, mode: str) -> None:
    name = "a.jpg" if mode == "CMYK" else "a.png"
    rendered = render(photo(tmp_path, (100, 100), name, mode), tmp_path / "media")
    with Image.open(tmp_path / "media" / rendered.sizes[100]) as image:
        assert (image.format, image.mode, image.info.get("progressive")) == ("JPEG", "RGB", None)


def test_turned_photo_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (300, 200)).save(path, exif=exif)
    rendered = render(path, tmp_path / "media")
    assert rendered == Rendered(200, 300, rendered.sizes)
    with Image.open(tmp_path / "media" / rendered.sizes[200]) as image:
        assert image.size == (200, 300)


def test_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no picture")
    with pytest.raises(PhotoError, match="no readable picture"):
        render(tmp_path / "a.jpg", tmp_path / "media")


def test_photo_is_looked_for_under_its_folder_only(tmp_path: Path) -> None:
    inside = tmp_path / "photos"
    inside.mkdir()
    path = photo(inside, (9, 9))
    photo(tmp_path, (9, 9), "secret.jpg")
    assert find_photo("a.jpg", inside) == path
    assert find_photo("photos/a.jpg", inside) == path
    assert find_photo("https://cdn.example/s/files/a.jpg?v=17", inside) == path
    assert find_photo("../secret.jpg", inside) is None
