"""Brings a brand's own files into the hub: a whole catalogue with its pictures, stock counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from catalogue.files import Sources, assemble, read_sources
from catalogue.media import Darkroom
from catalogue.problems import FileError
from catalogue.rows import read_text
from catalogue.stock import StockFeed, read_stock
from contract.ids import checked_name
from contract.styles import Catalogue
from hub.stock import AHEAD, Count, Feed

_PARTIAL: Final = "what this feed leaves out keeps its count, for it may be that row"


@dataclass(frozen=True, slots=True)
class Imported:
    """A catalogue ready to be put in force, what did not fit, and what it comes to."""

    catalogue: Catalogue
    problems: tuple[str, ...]
    photos: int

    @property
    def summary(self) -> str:
        found = self.catalogue
        variants = sum(len(style.variants) for style in found.styles)
        said = [f"{len(found.styles)} styles", f"{variants} variants", f"{self.photos} photos"]
        others = {
            "videos": sum(len(style.videos) for style in found.styles),
            "films of the house": len(found.films),
            "lookbooks": len(found.lookbooks),
            "size charts": len(found.charts),
        }
        return ", ".join([*said, *(f"{count} {what}" for what, count in others.items() if count)])


@dataclass(frozen=True, slots=True)
class ImportedStock:
    """The feed of this store, and by their codes those of others."""

    feed: Feed
    problems: tuple[str, ...]
    others: Mapping[str, Feed] = field(default_factory=dict)


def read_catalogue(
    sources: Sources,
    photos: Path,
    media: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Imported:
    """The catalogue in *sources*, what it shows written to *media*. Raises FileError, OSError.

    *progress* hears how many styles of how many have their pictures.
    """
    found = read_sources(sources)
    if not found.styles:
        first = f"; {found.problems[0]}" if found.problems else ""
        raise FileError(
            f"{sources.file}: no usable style was found; the catalogue in force stays{first}"
        )
    media.mkdir(parents=True, exist_ok=True)
    darkroom = Darkroom(photos, media, progress=progress)
    styles, books = darkroom.styles(found.styles), darkroom.lookbooks(found.lookbooks)
    films = darkroom.films(found.films)
    catalogue = assemble(styles, found.charts, found.services, books, films)
    problems = (*found.problems, *map(str, dict.fromkeys(darkroom.problems)))
    photographs = {tuple(photo.sizes.values()) for photo in catalogue.photographs()}
    return Imported(catalogue, problems, len(photographs))


def read_counts(
    file: Path,
    store: str,
    now: datetime,
    ids: Mapping[str, str] | None = None,
    *,
    full: bool = True,
) -> ImportedStock:
    """The counts of *store* in a stock *file* at *now*. Raises FileError, OSError.

    *ids* are the gtins of the shop's own ids, for a feed that names no gtin.

    A count of Google's that does not say when it was true is of when the file was last changed, by
    this computer's clock: brought in again it is no younger.

    A file with a row that does not say its gtin is never a full feed: what it seems to leave out
    may be that row.
    """
    changed = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    text, undated = read_text(file), min(changed, now)
    found = read_stock(text, store, now + AHEAD, file.name, ids, undated)
    problems = tuple(f"{file.name} {problem}" for problem in found.problems)
    if not found.rows:
        said = f"; {problems[0]}" if problems else ""
        raise FileError(f"{file}: no usable row was found; the counts in force stay{said}")
    if full and not found.whole:
        problems += (f"{file.name}: found a row without its gtin; {_PARTIAL}",)
    told = (_told(file.name, code, theirs) for code, theirs in found.others.items())
    usable = {c: theirs for c, theirs in found.others.items() if theirs.rows and not _wrong(c)}
    others = {code: _feed(theirs, full=full) for code, theirs in usable.items()}
    return ImportedStock(_feed(found, full=full), (*problems, *filter(None, told)), others)


def _feed(found: StockFeed, *, full: bool) -> Feed:
    counts = {row.gtin: Count(row.quantity, row.as_of, row.where) for row in found.rows}
    as_of = max(row.as_of for row in found.rows)
    return Feed(counts, as_of, full and found.whole, found.unread)


def _wrong(code: str) -> str:
    """Why *code* is no store's; empty when it is one."""
    try:
        checked_name(code)
    except ValueError as error:
        return str(error)
    return ""


def _told(file: str, code: str, found: StockFeed) -> str:
    """One line for each other store: a mistake in its system is in all of its rows."""
    if wrong := _wrong(code):
        return f"{file}: store_code {wrong}; this store is left out"
    if not found.problems:
        return ""
    more = f", and {len(found.problems) - 1} more" if len(found.problems) > 1 else ""
    return f"{file}: store {code}: {found.problems[0]}{more}"
