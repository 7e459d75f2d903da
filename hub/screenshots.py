"""The last picture of each resting screen: checked, kept on the disk for a day, and forgotten."""

import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from PIL import Image

from contract.http import MAX_SCREENSHOT
from messaging.clock import Clock

KEPT_FOR: Final = timedelta(hours=24)
#: A picture is known by how it begins, whatever its sender calls it.
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
#: Twice a 4K screen; a small file may unfold into very many.
_MOST_PIXELS: Final = 16_000_000


class BadPicture(ValueError):
    """This is no picture of a screen; the text says what was found and what would be right."""


@dataclass(frozen=True, slots=True)
class Shot:
    picture: bytes
    media_type: str
    taken: datetime


class Screenshots:
    """In *folder*, readable by this user alone. Usable from every thread."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock

    def put(self, touchpoint: str, picture: bytes) -> None:
        """Keep *picture* in place of the last one. Raises BadPicture."""
        _check(picture)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Such a file is readable by its owner alone from the start; a name with a dot is nobody's.
        with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            file.write(picture)
        taken = self._clock.now().timestamp()
        os.utime(file.name, (taken, taken))
        Path(file.name).replace(self._folder / touchpoint)

    def of(self, touchpoint: str) -> Shot | None:
        """The last one, while it is not too old."""
        taken = self.taken().get(touchpoint)
        if taken is None:
            return None
        try:
            picture = (self._folder / touchpoint).read_bytes()
        except FileNotFoundError:
            return None
        return Shot(picture, f"image/{_kind(picture).lower()}", taken)

    def taken(self) -> dict[str, datetime]:
        """When each was taken."""
        if not self._folder.is_dir():
            return {}
        found = {path.name: _moment(path) for path in self._folder.glob("[!.]*")}
        oldest = self._clock.now() - KEPT_FOR
        return {name: at for name, at in sorted(found.items()) if at and at > oldest}

    def forget(self) -> None:
        """Let those go that are too old, and what a crash left behind."""
        kept = self.taken()
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            if path.name not in kept and not self._in_hand(path):
                path.unlink(missing_ok=True)

    def _in_hand(self, path: Path) -> bool:
        """Whether it is being written just now."""
        at = _moment(path)
        return path.name.startswith(".") and at is not None and at > self._clock.now() - KEPT_FOR


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _kind(picture: bytes) -> str:
    return next((kind for magic, kind in _KINDS.items() if picture.startswith(magic)), "")


def _check(picture: bytes) -> None:
    """Raises BadPicture."""
    kind = _kind(picture)
    if len(picture) > MAX_SCREENSHOT or not kind:
        found = f"{len(picture)} bytes of {kind or 'something else'} were found"
        raise BadPicture(f"{found}; a PNG or JPEG of at most {MAX_SCREENSHOT} bytes is right")
    try:
        with Image.open(io.BytesIO(picture), formats=[kind]) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                raise BadPicture(
                    f"{width} x {height} pixels were found; at most {_MOST_PIXELS} are right"
                )
            image.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPicture(f"this {kind} cannot be read: {error}") from error
