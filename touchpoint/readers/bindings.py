"""A store's table of tags that carry no link: from the plain UID to the garment's Digital Link."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from contract.gs1 import read_link
from contract.uid import read_uid
from touchpoint.readers.port import ReaderError


def read_bindings(path: Path) -> Mapping[str, str]:
    """`"04A1B2C3D4E5F6" = "https://…/01/…/21/…"`, one line each. Raises ReaderError."""
    try:
        lines = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReaderError(f"bindings {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ReaderError(f"bindings {path} are no TOML: {error}") from error
    return dict(_binding(path, found, link) for found, link in lines.items())


def _binding(path: Path, found: str, link: object) -> tuple[str, str]:
    try:
        uid = read_uid(found)
        # What is no text is no link either, and is refused as such.
        read_link(str(link))
    except ValueError as error:
        raise ReaderError(f"bindings {path}, line {found!r}: {error}") from error
    return uid, str(link)
