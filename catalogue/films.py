"""films.toml: films of the house, the garments each shows, and one name for every film."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from catalogue.parts import KINDS, picture
from catalogue.problems import FileError, Misfit
from catalogue.services import words_by_language
from contract.parts import Video
from contract.styles import Style

_KEYS = ("file", "kind", "poster", "titles", "styles", "seconds")


@dataclass(frozen=True, slots=True)
class Shown:
    """A film of the house, and the handles of the styles that it shows."""

    film: Video
    styles: tuple[str, ...]


def read_films(text: str, name: str) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """The films, and what did not fit. Raises FileError when it is no TOML."""
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(f"{name}: this is not TOML: {error}") from None
    problems = [f"{name}: found {key!r}; wanted film" for key in read if key != "film"]

    def telling(number: int) -> Callable[[Misfit], None]:
        return lambda misfit: problems.append(f"{name} film {number}: {misfit}")

    entries = read.get("film", [])
    films: dict[str, Shown] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        try:
            shown = _shown(entry, films, telling(number))
            films[shown.film.file] = shown
        except Misfit as misfit:
            telling(number)(misfit)
    return tuple(films.values()), tuple(problems)


def film_styles(
    styles: Sequence[Style], shown: Iterable[Shown]
) -> tuple[tuple[Style, ...], tuple[str, ...]]:
    """*styles*, each with the films of the house that show it; and handles of none."""
    known = {style.style for style in styles}
    more: dict[str, list[Video]] = {}
    problems = []
    for one in shown:
        for handle in one.styles:
            if handle in known:
                more.setdefault(handle, []).append(one.film)
            else:
                found = f"film {one.film.file!r}: found style {handle!r}"
                problems.append(f"{found}; wanted the handle of a usable style")
    return tuple(_with(style, more.get(style.style, [])) for style in styles), tuple(problems)


def name_films(
    styles: Sequence[Style], films: Sequence[Video]
) -> tuple[tuple[Style, ...], tuple[Video, ...], tuple[str, ...]]:
    """All films by the names of their files; two files of one name are told apart, and told."""
    every = (*films, *(film for style in styles for film in style.videos))
    names: dict[str, str] = {}
    taken: set[str] = set()
    problems = []
    for file in dict.fromkeys(film.file for film in every if film.file):
        stem = PurePosixPath(urlsplit(file).path).stem
        called = (stem, *(f"{stem}-{number}" for number in range(2, len(every) + 2)))
        name = names[file] = next(name for name in called if name not in taken)
        taken.add(name)
        if name != stem:
            found = f"video {file}: found another film called {stem}"
            problems.append(f"{found}; wanted a name of its own; events call it {name}")

    def named(video: Video) -> Video:
        return video.model_copy(update={"name": names.get(video.file, "")})

    settled = (
        style.model_copy(update={"videos": tuple(map(named, style.videos))}) for style in styles
    )
    return tuple(settled), tuple(map(named, films)), tuple(problems)


def _with(style: Style, films: Sequence[Video]) -> Style:
    own = {video.file for video in style.videos}
    added = tuple(film for film in films if film.file not in own)
    return style.model_copy(update={"videos": (*style.videos, *added)}) if added else style


def _shown(entry: Any, films: Collection[str], tell: Callable[[Misfit], None]) -> Shown:
    if not isinstance(entry, Mapping):
        raise Misfit(f"{entry!r}", f"a table with {', '.join(_KEYS)}")
    if unknown := sorted(entry.keys() - set(_KEYS)):
        raise Misfit(", ".join(unknown), ", ".join(_KEYS))
    file, poster = _name(entry, "file"), _name(entry, "poster")
    titles = words_by_language(entry.get("titles", {}), "titles", tell)
    if not (file and titles):
        raise Misfit("a film without a file or a title", "both")
    if file in films:
        raise Misfit(f"file {file!r} a second time", "each file once")
    film = Video(
        file=file,
        kind=_kind(entry.get("kind", "craft")),
        poster=picture(poster) if poster else None,
        titles=titles,
        seconds=_seconds(entry.get("seconds")),
    )
    return Shown(film, _handles(entry.get("styles", [])))


def _name(entry: Mapping[str, Any], key: str) -> str:
    found = entry.get(key, "")
    if not isinstance(found, str):
        raise Misfit(f"{key} {found!r}", "the name of a file")
    return found.strip()


def _kind(found: Any) -> Any:
    if not isinstance(found, str) or found not in KINDS:
        raise Misfit(f"kind {found!r}", f"one of {', '.join(sorted(KINDS))}")
    return found


def _seconds(found: Any) -> float | None:
    if found is None:
        return None
    if type(found) not in {int, float} or not 0 < found < 86_400:
        raise Misfit(f"seconds {found!r}", "how long it is, as in 16")
    return float(found)


def _handles(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(handle, str) for handle in found):
        raise Misfit(f"styles {found!r}", 'handles, as in ["coat-sevigne"]')
    return tuple(dict.fromkeys(found))
