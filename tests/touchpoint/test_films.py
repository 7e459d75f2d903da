"""Films: the right picture at the right time, decoded off the screen's thread, faults told once."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from structlog.testing import capture_logs

from tests.processes import ROOT
from tests.touchpoint.reel import RATE, film, shade, until
from touchpoint.films import decoding
from touchpoint.films.folder import FilmFolder
from touchpoint.films.port import Frame, NoFilms, Size
from touchpoint.films.ring import FrameRing
from touchpoint.films.showing import Showing


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[FilmFolder]:
    made = FilmFolder(tmp_path, lambda call: call())
    yield made
    made.close()


def shown(folder: FilmFolder, file: str, within: Size = (640, 480)) -> list[Frame]:
    """All pictures of *file*, one by one."""
    projector, frames = folder.open(file, within), list[Frame]()
    while True:
        end = projector.ended or projector.fault
        # Asked for before it is decoded, a picture would be late, and skipped.
        ready = not frames or end or projector.decoded > frames[-1].at
        frame = (
            projector.due(frames[-1].at + 1 / RATE + 0.001 if frames else 0.0) if ready else None
        )
        if frame is not None:
            frames.append(frame)
        elif end:
            return frames
        time.sleep(0.001)


def colours(frame: Frame) -> tuple[list[int], list[int]]:
    """RGBA in the middle of the left half and of the right one."""
    width, height = frame.size
    rows = frame.pixels.reshape(height, width, 4)
    return tuple(rows[height // 2, width * x // 4].tolist() for x in (1, 3))  # type: ignore[return-value]


def test_each_picture_comes_at_its_time_in_its_colours(folder: FilmFolder, tmp_path: Path) -> None:
    film(tmp_path / "film.mp4")
    frames = shown(folder, "film.mp4")
    assert [round(frame.at, 3) for frame in frames] == [n / RATE for n in range(20)]
    assert {frame.size for frame in frames} == {(64, 48)}
    for number, frame in enumerate(frames):
        left, right = colours(frame)
        assert left == pytest.approx([200, 0, 0, 255], abs=12)
        assert right == pytest.approx([*[shade(number)] * 3, 255], abs=12)


@pytest.mark.parametrize(
    ("size", "within", "fitted"),
    [
        ((192, 108), (96, 96), (96, 54)),
        ((108, 192), (96, 96), (54, 96)),
        ((64, 48), (640, 480), (64, 48)),
    ],
)
def test_pictures_are_no_larger_than_their_place(
    folder: FilmFolder, tmp_path: Path, size: Size, within: Size, fitted: Size
) -> None:
    film(tmp_path / "film.mp4", 2, size)
    assert {frame.size for frame in shown(folder, "film.mp4", within)} == {fitted}


def test_nothing_is_decoded_on_the_screen_s_thread(
    folder: FilmFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set[int]()
    real = cv2.VideoCapture

    class Watched:
        def __init__(self) -> None:
            self._real = real()

        def __getattr__(self, name: str) -> Any:
            threads.add(threading.get_ident())
            return getattr(self._real, name)

    monkeypatch.setattr(cv2, "VideoCapture", Watched)
    film(tmp_path / "film.mp4", 5)
    showing = Showing(folder.open("film.mp4", (64, 48)), playing=True)
    until(lambda: showing.step(0.05) or showing.over)
    until(lambda: (showing.step(0.05), showing.over)[1])
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def fault_of(folder: FilmFolder) -> str:
    projector = folder.open("film.mp4", (64, 48))
    until(lambda: projector.fault)
    return projector.fault


def cut(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: round(len(whole) * share)])


def blank(path: Path) -> None:
    """The second half of its pictures overwritten."""
    whole = bytearray(path.read_bytes())
    start, end = len(whole) // 2, len(whole) - 1500
    whole[start:end] = bytes(end - start)
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda path: path.unlink(), "it is not here yet"),
        (lambda path: path.write_bytes(b""), "found no film in its 0 bytes"),
        (lambda path: path.write_bytes(b"x" * 900), "found no film in its 900 bytes"),
        (lambda path: cut(path, 0.5), "found no film in its"),
        (lambda path: (path.unlink(), path.mkdir()), "it is not here yet"),
    ],
    ids=["missing", "empty", "junk", "cut", "folder"],
)
def test_film_that_cannot_be_shown_says_why_once(
    folder: FilmFolder, tmp_path: Path, damage: Callable[[Path], object], why: str
) -> None:
    damage(film(tmp_path / "film.mp4"))
    with capture_logs() as logs:
        for _ in range(2):
            assert fault_of(folder).startswith(why)
        folder.came("film.mp4")
        assert fault_of(folder).startswith(why)
    assert [(log["event"], log["file"]) for log in logs] == [("film.unreadable", "film.mp4")] * 2


def test_film_that_breaks_off_is_not_over(folder: FilmFolder, tmp_path: Path) -> None:
    blank(film(tmp_path / "film.mp4", 60, (320, 240)))
    showing = Showing(folder.open("film.mp4", (320, 240)), playing=True)
    until(lambda: (showing.step(0.05), showing.fault or showing.over)[1])
    assert showing.fault.startswith("it breaks off after")
    assert (showing.over, 0 < (showing.seen or 0) < 6.0) == (False, True)


def test_film_without_opencv_cannot_be_shown(
    folder: FilmFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film(tmp_path / "film.mp4")
    monkeypatch.setitem(sys.modules, "cv2", None)
    projector = folder.open("film.mp4", (64, 48))
    until(lambda: projector.fault)
    assert projector.fault.startswith('OpenCV is not installed; `pip install "parcours[films]"`')


def test_films_come_from_the_disk_alone(tmp_path: Path, httpserver: HTTPServer) -> None:
    whole = film(tmp_path / "film.mp4").read_bytes()
    httpserver.expect_request("/film.mp4").respond_with_data(whole)
    # In a process of its own, whose environment nobody has filled yet.
    code = (
        "import sys; from touchpoint.films.decoding import film_library; cv2 = film_library()\n"
        "print([cv2.VideoCapture(name, cv2.CAP_FFMPEG).isOpened() for name in sys.argv[1:]])"
    )
    names = [str(tmp_path / "film.mp4"), httpserver.url_for("/film.mp4")]
    env = {name: value for name, value in os.environ.items() if not name.startswith("OPENCV")}
    said = subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert (said.stdout.strip(), httpserver.log) == ("[True, False]", [])


def test_decoder_waits_for_room_and_ends_when_nobody_looks(tmp_path: Path) -> None:
    film(tmp_path / "film.mp4", 60)
    decoded = decoding.DecodedFilm(tmp_path / "film.mp4", (64, 48), lambda _: None).start()
    until(lambda: decoded.decoded >= (decoding._AHEAD - 1) / RATE)
    # Full: it goes no further until a picture is taken.
    assert decoded.decoded == pytest.approx((decoding._AHEAD - 1) / RATE)
    assert decoded.due(0.0) is not None
    until(lambda: decoded.decoded >= decoding._AHEAD / RATE)
    decoded.close()
    decoded.join(60)
    assert (decoded._thread.is_alive(), decoded.ended, decoded.fault) == (False, False, "")


def test_late_pictures_are_dropped() -> None:
    ring = FrameRing(8)
    for number in range(5):
        assert ring.put(Frame((1, 1), number / 10, b""))
    found = ring.due(0.25)
    assert (found and found.at, ring.due(0.25), ring.is_late(0.2)) == (0.2, None, False)
    assert (ring.due(0.9) or found).at == 0.4  # type: ignore[union-attr]
    assert (ring.is_late(0.8), ring.is_late(0.9)) == (True, False)
    ring.close()
    assert ring.put(Frame((1, 1), 1.0, b"")) is False


@dataclass
class Decoded:
    """A film of which so many pictures are decoded, in virtual time."""

    pictures: int
    done: int = 0
    fault: str = ""
    _taken: int = field(default=0, repr=False)

    @property
    def decoded(self) -> float:
        return (self.done - 1) / RATE

    @property
    def length(self) -> float:
        return self.pictures / RATE

    @property
    def ended(self) -> bool:
        return self.done == self.pictures

    def due(self, at: float) -> Frame | None:
        last = min(self.done, int(at * RATE + 1e-6) + 1)
        if last <= self._taken:
            return None
        self._taken = last
        return Frame((1, 1), (last - 1) / RATE, b"")

    def close(self) -> None:
        return


@given(st.data())
def test_whatever_happens_no_more_was_seen_than_was_shown(data: st.DataObject) -> None:
    projector = Decoded(data.draw(st.integers(1, 12)))
    showing = Showing(projector, playing=data.draw(st.booleans()))
    passed, before = 0.0, 0.0
    for _ in range(data.draw(st.integers(0, 40))):
        projector.done = min(projector.pictures, projector.done + data.draw(st.integers(0, 4)))
        seconds = data.draw(st.sampled_from([0.0, 0.02, 0.1, 0.25, 9.0]))
        passed += seconds if showing.playing else 0.0
        frame = showing.step(seconds)
        seen = showing.seen or 0.0
        assert before <= seen <= min(passed, projector.length) + 1 / RATE + 1e-6
        assert frame is None or frame.at <= showing.at
        assert not showing.over or seen == projector.length
        before = seen
        if data.draw(st.booleans()) and not showing.over:
            showing.playing = not showing.playing


def test_film_waits_for_its_pictures_and_goes_on_to_its_end() -> None:
    projector = Decoded(30, done=1)
    showing = Showing(projector, playing=True)
    assert [bool(showing.step(0.2)) for _ in range(12)] == [True] + [False] * 11
    assert (showing.at, showing.seen, showing.over) == (pytest.approx(1.0), 0.0, False)
    projector.done = 30
    until(lambda: (showing.step(0.2), showing.over)[1])
    assert (showing.seen, showing.share, showing.playing) == (3.0, 1.0, False)


def test_place_without_films_says_so_at_once() -> None:
    heard = list[object]()
    NoFilms().captions("a.vtt", heard.append)
    showing = Showing(NoFilms().open("a.mp4", (9, 9)), playing=True)
    assert (showing.step(0.1), showing.fault, heard) == (None, "no films are played here", [()])


def test_a_film_that_came_is_shown(folder: FilmFolder, tmp_path: Path) -> None:
    whole = film(tmp_path / "elsewhere.mp4", 3)
    projector = folder.open("film.mp4", (64, 48))
    until(lambda: projector.fault)
    shutil.copy(whole, tmp_path / "film.mp4")
    folder.came("film.mp4")
    assert len(shown(folder, "film.mp4")) == 3
