"""A camera that reads codes and notices people; its pictures stay here, and none is in a cabin."""

import time
from collections import deque
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from contract.tags import By, TagRead
from touchpoint.readers import scene
from touchpoint.readers.agreement import Agreement, Code, agree
from touchpoint.readers.port import ReaderError, Stir
from touchpoint.readers.stirring import Stirring, stir
from touchpoint.readers.symbols import find_codes

#: Pictures a second: enough to read a code while it is held, and no more than a Pi can look at.
_RATE = 15.0

Picture = NDArray[np.uint8]


class Finder:
    """Finds the codes in one grey picture after another."""

    def __init__(self) -> None:
        self._linear = cv2.barcode.BarcodeDetector()
        self._looks = 0

    def find(self, picture: Picture) -> list[Code]:
        # A camera's noise looks like bars: without it, an empty picture costs a tenth.
        smooth = np.asarray(cv2.medianBlur(picture, 3), np.uint8)
        if codes := find_codes(smooth, inverted=True) or self._bars(picture):
            return codes
        self._looks += 1
        # The sharpest look is dear, and a code is held for long: every other picture will do.
        return find_codes(picture, inverted=False) if self._looks % 2 else []

    def _bars(self, picture: Picture) -> list[Code]:
        """EAN-13 and UPC-A at any angle."""
        _, values, kinds, _ = self._linear.detectAndDecodeWithType(picture)
        found = [v for v, kind in zip(values, kinds, strict=True) if kind in {"EAN_13", "UPC_A"}]
        # As zxing-cpp writes a UPC-A, or the two would never agree.
        return [Code(By.BARCODE, value.zfill(13)) for value in found if value]


class CameraReader:
    """*device* is a number, `/dev/video…`, a film, or pictures numbered as in `shot%03d.png`.

    A code is read when two pictures show the same value, once for each time it is held up: it has
    to be out of sight for two seconds to be read again. Nothing is looked for while the camera
    sees what it always sees. That somebody came or went is said once it knows what it always
    sees. A film is played at its own speed, once; then nothing comes.
    """

    def __init__(self, device: str = "0", width: str = "1280", height: str = "720") -> None:
        self._device = device
        self._size = _pixels("width", width), _pixels("height", height)
        self._live = device.isdecimal() or device.startswith("/dev/")
        self._capture = cv2.VideoCapture()
        self._finder = Finder()
        self._pause = self._due = 0.0
        self._begin()

    def _begin(self) -> None:
        """What stood there and who was there is of before; a watch thinks that everybody went."""
        self._over = False
        self._scene: scene.Scene | None = None
        self._agreement = Agreement()
        self._stirring = Stirring()
        self._found: deque[TagRead | Stir] = deque()

    def open(self) -> None:
        self._begin()
        source, backend = self._source()
        if not self._capture.open(source, backend):
            raise ReaderError(
                f"camera {self._device} cannot be opened; "
                "`ls /dev/video*` shows what is plugged in, and its group must be this program's"
            )
        if self._live:
            self._set_up()
            return
        self._pause = 1 / (self._capture.get(cv2.CAP_PROP_FPS) or _RATE)
        self._due = time.monotonic()

    def read(self, timeout: float) -> TagRead | Stir | None:
        deadline = time.monotonic() + timeout
        while not self._found:
            picture = self._next(deadline)
            if picture is None:
                return None
            now = time.monotonic()
            self._look(picture, now)
            if now >= deadline:
                break
        return self._found.popleft() if self._found else None

    def close(self) -> None:
        self._capture.release()

    def _source(self) -> tuple[int | str, int]:
        if self._live:
            return int(self._device) if self._device.isdecimal() else self._device, cv2.CAP_V4L2
        # OpenCV would fetch an address too; no picture comes from the network either.
        if "://" in self._device or not Path(self._device).parent.is_dir():
            raise ReaderError(
                f"device is {self._device!r}; a number, /dev/video… or the path of a film is right"
            )
        return self._device, cv2.CAP_IMAGES if "%" in self._device else cv2.CAP_FFMPEG

    def _set_up(self) -> None:
        """What a camera does not have it ignores."""
        width, height = self._size
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        self._capture.set(cv2.CAP_PROP_FPS, _RATE)
        # A picture that waited is of the past.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def _next(self, deadline: float) -> Picture | None:
        """The next picture, in grey; nothing when none comes before *deadline*."""
        if not self._live:
            now = time.monotonic()
            if self._over or self._due > deadline:
                time.sleep(max(0.0, deadline - now))
                return None
            time.sleep(max(0.0, self._due - now))
            self._due += self._pause
        there, picture = self._capture.read()
        if there:
            colours = picture.ndim == 3
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if colours else picture
            return np.asarray(grey, np.uint8)
        if self._live:
            raise ReaderError(f"camera {self._device} is gone: it sends no picture")
        self._over = True
        return self._next(deadline)

    def _look(self, picture: Picture, now: float) -> None:
        small = cv2.resize(picture, scene.SMALL, interpolation=cv2.INTER_AREA)
        self._scene, near = scene.look(self._scene, np.asarray(small, np.uint8), now)
        shows = near and scene.is_settled(self._scene)
        self._stirring, said = stir(self._stirring, shows, now)
        if said:
            self._found.append(said)
        codes = self._finder.find(picture) if near else []
        self._agreement, read = agree(self._agreement, codes, now)
        self._found.extend(TagRead(c.by, c.value, None, momentary=True) for c in read)


def _pixels(name: str, text: str) -> int:
    if not (text.isdecimal() and 160 <= int(text) <= 7680):
        raise ValueError(f"{name} is {text!r}; 160 to 7680 pixels are right")
    return int(text)
