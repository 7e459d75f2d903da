"""Photographs decoded and resized in a thread, handed over as pixels of the size that is wanted."""

import struct
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import structlog
from PIL import ExifTags, Image, ImageOps

log = structlog.get_logger()

Size = tuple[int, int]
#: What decoders raise at bytes that are no photograph, cut short, or made to fill the memory.
_UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pixels:
    """RGBA rows from top to bottom."""

    size: Size
    data: bytes = field(repr=False)


Deliver = Callable[[Pixels | None], None]
T = TypeVar("T")


class PhotoSource(Protocol):
    def get(self, file: str, within: Size, deliver: Deliver) -> None:
        """Give *file* (a name under the folder) scaled into *within*, or nothing if unreadable.

        Answers at once from memory, else later through `post` of whoever made the source; and
        a second time, with the photograph, when one that was not there yet has come.
        """

    def make(self, work: Callable[[], T], deliver: Callable[[T], None]) -> None:
        """Give what *work* makes in the thread that decodes, so that no frame waits for it."""


@dataclass(frozen=True, slots=True)
class NoPhotos:
    def get(self, file: str, within: Size, deliver: Deliver) -> None:  # noqa: ARG002
        deliver(None)

    def make(self, work: Callable[[], T], deliver: Callable[[T], None]) -> None:
        deliver(work())


NO_PHOTOS = NoPhotos()


@dataclass(eq=False, repr=False)
class PhotoFolder:
    """Photographs of one folder; *post* runs a function on the screen's thread."""

    folder: Path
    post: Callable[[Callable[[], None]], None]
    keep: int = 32
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="photos")
    )
    _kept: OrderedDict[tuple[str, Size], Pixels] = field(default_factory=OrderedDict)
    _waiting: set[Future[None]] = field(default_factory=set)
    _missed: deque[tuple[str, Size, Deliver]] = field(default_factory=lambda: deque(maxlen=64))
    #: Those that were said to be unreadable, each once until it comes anew.
    _told: set[str] = field(default_factory=set)

    def get(self, file: str, within: Size, deliver: Deliver) -> None:
        key = (file, within)
        if key in self._kept:
            self._kept.move_to_end(key)
            deliver(self._kept[key])
            return
        if not (self.folder / file).is_file():
            self._missed.append((file, within, deliver))
            deliver(None)
            return
        self._later(lambda: self._work(file, within, deliver))

    def make(self, work: Callable[[], T], deliver: Callable[[T], None]) -> None:
        def made() -> None:
            found = work()
            self.post(lambda: deliver(found))

        self._later(made)

    def _later(self, work: Callable[[], None]) -> None:
        future = self._pool.submit(work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)

    def came(self, file: str) -> None:
        """*file* lies in the folder now: whoever wanted it in vain has it."""
        self._told.discard(file)
        missed = tuple(self._missed)
        self._missed.clear()
        self._missed.extend(m for m in missed if m[0] != file)
        for _, within, deliver in (m for m in missed if m[0] == file):
            self.get(file, within, deliver)

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until everything asked for is decoded; for tests and pictures."""
        for future in tuple(self._waiting):
            future.result(timeout)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        # Kivy's rules keep a theme, and so this, for as long as a widget lives: it is to keep none.
        self._missed.clear()

    def _work(self, file: str, within: Size, deliver: Deliver) -> None:
        try:
            pixels = _decoded(self.folder / file, within)
        except _UNREADABLE as error:
            pixels = None
            if file not in self._told:
                self._told.add(file)
                log.warning("photo.unreadable", file=file, error=str(error)[:200])
        self.post(lambda: self._arrived((file, within), pixels, deliver))

    def _arrived(self, key: tuple[str, Size], pixels: Pixels | None, deliver: Deliver) -> None:
        if pixels is not None:
            self._kept[key] = pixels
            while len(self._kept) > self.keep:
                self._kept.popitem(last=False)
        deliver(pixels)


def _least(image: Image.Image, within: Size) -> Size:
    """The pixels *image* needs as it is stored, to fill *within* one way when it is upright."""
    lies = image.getexif().get(ExifTags.Base.Orientation, 1) > 4
    (width, height), box = image.size, within[::-1] if lies else within
    scale = min(box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _decoded(path: Path, within: Size) -> Pixels:
    """Raises one of _UNREADABLE."""
    with Image.open(path) as image:
        # A JPEG can be decoded at a half or a quarter of its size for a fraction of the cost.
        image.draft("RGB", _least(image, within))
        scaled = ImageOps.contain(ImageOps.exif_transpose(image), within, Image.Resampling.BICUBIC)
        if 0 in scaled.size:
            raise ValueError(f"{image.size} pixels were found, of which none are left in {within}")
        return Pixels(scaled.size, scaled.convert("RGBA").tobytes())
