"""Photographs that are missing, broken or of no size: always answered, and told once."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from structlog.testing import capture_logs

from touchpoint.ui.photos import PhotoFolder, Pixels

BOX = (60, 80)


def encoded(form: str, size: tuple[int, int] = (90, 120)) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(written, form)
    return written.getvalue()


JPEG = encoded("JPEG")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[PhotoFolder]:
    found = PhotoFolder(tmp_path, lambda call: call())
    yield found
    found.close()


def answers(folder: PhotoFolder, times: int = 1, file: str = "a.jpg") -> list[Pixels | None]:
    """What is delivered for each of so many askings."""
    given: list[Pixels | None] = []
    for _ in range(times):
        folder.get(file, BOX, given.append)
        folder.settle()
    return given


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cannot identify image file"),
        (b"<html>not found</html>", "cannot identify image file"),
        (JPEG[: len(JPEG) // 2], "truncated"),
        (encoded("PNG")[:-40], "truncated"),
        (encoded("JPEG", (1, 4000)), "of which none are left"),
    ],
    ids=["empty", "a page", "half a JPEG", "half a PNG", "a thread"],
)
def test_photograph_that_is_none_is_answered_and_told_once(
    folder: PhotoFolder, content: bytes, why: str
) -> None:
    (folder.folder / "a.jpg").write_bytes(content)
    with capture_logs() as logs:
        assert answers(folder, 3) == [None] * 3
    assert [(line["event"], line["file"]) for line in logs] == [("photo.unreadable", "a.jpg")]
    assert why in logs[0]["error"].lower()


def test_photograph_that_comes_anew_may_be_told_anew(folder: PhotoFolder) -> None:
    with capture_logs() as logs:
        for content in (b"", b"", JPEG):
            (folder.folder / "a.jpg").write_bytes(content)
            folder.came("a.jpg")
            answers(folder)
    assert len(logs) == 2
    (good,) = answers(folder)
    assert good
    assert good.size == BOX


def test_photograph_that_is_missing_is_answered_at_once(folder: PhotoFolder) -> None:
    given: list[Pixels | None] = []
    folder.get("nowhere.jpg", BOX, given.append)
    assert given == [None]


def test_photograph_of_other_dimensions_than_were_said_fills_its_box(folder: PhotoFolder) -> None:
    (folder.folder / "a.jpg").write_bytes(encoded("JPEG", (300, 30)))
    assert [found and found.size for found in answers(folder)] == [(60, 6)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]).map(encoded),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8),
    st.floats(0.2, 1),
)
def test_whatever_bytes_come_they_are_answered(
    folder: PhotoFolder, content: bytes, changes: list[tuple[float, int]], part: float
) -> None:
    broken = bytearray(content[: int(len(content) * part)])
    for place, byte in changes:
        broken[int(place * len(broken))] = byte
    (folder.folder / "a.jpg").write_bytes(broken)
    folder._kept.clear()
    assert len(answers(folder)) == 1
