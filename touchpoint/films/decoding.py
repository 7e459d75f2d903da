"""A film decoded ahead by OpenCV's FFmpeg, in a thread of its own; its sound is dropped."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from touchpoint.films.port import Frame, Size
from touchpoint.films.ring import FrameRing

#: Pictures decoded ahead: a third of a second, and some 5 MB each on a large screen.
_AHEAD = 8
#: So many late pictures in a row are skipped before one is shown all the same.
_MOST_SKIPPED = 4
#: Of a film that says no rate.
_RATE = 25.0
#: Seconds, and part of the whole, that a film may be shorter than it says.
_SLACK, _PART = 0.5, 0.05


class CannotPlay(Exception):
    """What was found instead of a film that can be shown."""


def film_library() -> Any:
    """OpenCV, loaded when the first film is played. Raises CannotPlay."""
    # FFmpeg would write a line for each damaged block, and open addresses that a file names.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "protocol_whitelist;file")
    try:
        import cv2  # noqa: PLC0415 - a screen that plays no film does without its 60 MB
    except ImportError as error:
        raise CannotPlay(
            'OpenCV is not installed; `pip install "parcours[films]"` brings it'
        ) from error
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2


class DecodedFilm:
    """A `Projector` of the file *path*; *failed* hears from its thread why it cannot be shown."""

    def __init__(self, path: Path, within: Size, failed: Callable[[str], None]) -> None:
        self._path, self._within, self._failed = path, within, failed
        self._ring = FrameRing(_AHEAD)
        self.decoded = -1.0
        self.length: float | None = None
        self.ended = False
        self.fault = ""
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)

    def start(self) -> "DecodedFilm":
        self._thread.start()
        return self

    def due(self, at: float) -> Frame | None:
        return self._ring.due(at)

    def close(self) -> None:
        self._ring.close()

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            self._play(film_library())
        except CannotPlay as refused:
            if not self._ring.closed:
                self.fault = str(refused)
                self._failed(self.fault)

    def _play(self, cv2: Any) -> None:
        if not self._path.is_file():
            raise CannotPlay("it is not here yet")
        capture = cv2.VideoCapture()
        try:
            if not capture.open(str(self._path), cv2.CAP_FFMPEG):
                size = self._path.stat().st_size
                raise CannotPlay(f"found no film in its {size} bytes; MP4, WebM or MOV is right")
            self._decode(cv2, capture)
        except (cv2.error, OSError) as error:
            raise CannotPlay(str(error)) from error
        finally:
            capture.release()

    def _decode(self, cv2: Any, capture: Any) -> None:
        rate, said = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
        rate = rate if 0 < rate < 1000 else _RATE
        self.length = said / rate if said > 0 else None
        first, skipped = None, 0
        while not self._ring.closed and capture.grab():
            time = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            first = time if first is None else first
            at = max(0.0, self.decoded, time - first)
            skip = skipped < _MOST_SKIPPED and self._ring.is_late(at)
            skipped = skipped + 1 if skip else 0
            if not skip and not self._ring.put(Frame(*self._drawn(cv2, capture, at))):
                return
            self.decoded = at
        if not self._ring.closed:
            self._end(1 / rate)

    def _drawn(self, cv2: Any, capture: Any, at: float) -> tuple[Size, float, Any]:
        there, picture = capture.retrieve()
        if not there:
            raise CannotPlay(f"a picture at {at:.1f} s cannot be drawn")
        small = _fitted(cv2, picture, _stretch(cv2, capture), self._within)
        height, width = small.shape[:2]
        return (width, height), at, cv2.cvtColor(small, cv2.COLOR_BGR2RGBA).reshape(-1)

    def _end(self, frame: float) -> None:
        """The file has nothing more: at its end, or where it broke off."""
        if self.decoded < 0:
            raise CannotPlay("there is no picture in it")
        reached, said = self.decoded + frame, self.length
        if said is not None and reached < said * (1 - _PART) - _SLACK:
            raise CannotPlay(f"it breaks off after {reached:.1f} of {said:.1f} seconds")
        self.length = reached
        self.ended = True


def _stretch(cv2: Any, capture: Any) -> float:
    """How many times wider a picture is shown than its pixels say."""
    across, along = capture.get(cv2.CAP_PROP_SAR_NUM), capture.get(cv2.CAP_PROP_SAR_DEN)
    return across / along if across > 0 and along > 0 else 1.0


def _fitted(cv2: Any, picture: Any, stretch: float, within: Size) -> Any:
    """*picture* no larger than *within*; a smaller one is left to the screen to enlarge."""
    height, width = picture.shape[:2]
    width = max(1, round(width * stretch))
    scale = min(1.0, within[0] / width, within[1] / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (picture.shape[1], picture.shape[0]):
        return picture
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
