"""What a screen keeps of its hub: last good copies, whole on disk, and the photographs."""

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from contract.advice import Advice
from contract.sold import Sold
from contract.styles import Catalogue
from contract.tiers import StoreSettings
from touchpoint.download import beginning_of


class Larder:
    """One folder: `catalogue.json` and its like, and the photographs in `photos/`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "catalogue.json"
        self._sold = folder / "sold.json"
        self._advice = folder / "advice.json"
        self._settings = folder / "settings.json"
        self.photos = folder / "photos"
        self.photos.mkdir(parents=True, exist_ok=True)

    def catalogue(self) -> Catalogue | None:
        """The last good copy; nothing when there is none that can be read."""
        try:
            return Catalogue.model_validate_json(self._file.read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, catalogue: Catalogue) -> None:
        write_whole(self._file, catalogue.model_dump_json().encode())

    def sold(self) -> Sold | None:
        """The last good copy; nothing when there is none that can be read."""
        try:
            return Sold.model_validate_json(self._sold.read_bytes())
        except (OSError, ValidationError):
            return None

    def keep_sold(self, sold: Sold) -> None:
        write_whole(self._sold, sold.model_dump_json().encode())

    def advice(self) -> Advice | None:
        """The last good copy; nothing when there is none that can be read."""
        try:
            return Advice.model_validate_json(self._advice.read_bytes())
        except (OSError, ValidationError):
            return None

    def keep_advice(self, advice: Advice) -> None:
        write_whole(self._advice, advice.model_dump_json().encode())

    def settings(self) -> StoreSettings | None:
        """The last good copy; nothing when there is none that can be read."""
        try:
            return StoreSettings.model_validate_json(self._settings.read_bytes())
        except (OSError, ValidationError):
            return None

    def keep_settings(self, settings: StoreSettings) -> None:
        write_whole(self._settings, settings.model_dump_json().encode())

    def missing(self, files: list[str]) -> list[str]:
        return [file for file in files if not self.path(file).is_file()]

    def keep_photo(self, file: str, content: bytes) -> None:
        """Raises ValueError for a name that leads out of the folder."""
        write_whole(self.path(file), content)

    def forget_all_but(self, files: list[str]) -> None:
        """Remove the photographs and films of styles that are gone."""
        whole = [self.path(file) for file in files]
        kept = {*whole, *map(beginning_of, whole)}
        for path in self.photos.rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink()

    def path(self, file: str) -> Path:
        """Where *file* lies. Raises ValueError for a name that leads out of the folder."""
        path = Path(os.path.normpath(self.photos / file))
        if not path.is_relative_to(self.photos) or path == self.photos:
            raise ValueError(f"the photograph {file!r} would lie outside of its folder")
        return path


def write_whole(path: Path, content: bytes) -> None:
    """Replace *path* by *content*, so that a power cut leaves the one or the other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
