"""Everything a catalogue shows, put under /media/: photographs made small, videos as they are."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from catalogue.renditions import PhotoError, find_photo, render
from contract.parts import Look, Lookbook, Photo, SocialPicture, Video
from contract.styles import Style

#: What a screen may be able to play.
PLAYABLE: Final = frozenset({".mp4", ".m4v", ".webm", ".mov"})


@dataclass(frozen=True, slots=True)
class PhotoProblem:
    """A photograph or video that could not be used, and what would be right."""

    photo: str
    found: str
    wanted: str
    kind: str = "photo"

    def __str__(self) -> str:
        return f"{self.kind} {self.photo}: found {self.found}; wanted {self.wanted}"


@dataclass(slots=True)
class Darkroom:
    """Makes renditions in *media* of what lies under *photos*; what cannot be used is told."""

    photos: Path
    media: Path
    problems: list[PhotoProblem] = field(default_factory=list)
    #: Done so far, of this many.
    progress: Callable[[int, int], None] = lambda _done, _all: None

    def styles(self, styles: Iterable[Style]) -> tuple[Style, ...]:
        """*styles* with what was found; a photo, video or picture that was not is left out."""
        every = tuple(styles)
        # Pillow gives way to other threads while it works: every core makes renditions.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for number, _ in enumerate(pool.map(self._develop, every), 1):
                self.progress(number, len(every))
        return tuple(map(self._style, every))

    def lookbooks(self, books: Iterable[Lookbook]) -> tuple[Lookbook, ...]:
        """*books* likewise; a look without a photo keeps its styles."""
        return tuple(
            book.model_copy(
                update={
                    "cover": self._photo(book.cover),
                    "looks": tuple(self._look(look) for look in book.looks),
                }
            )
            for book in books
        )

    def films(self, films: Iterable[Video]) -> tuple[Video, ...]:
        """*films* of the house likewise; one of which nothing is found is left out."""
        return tuple(found for film in films if (found := self._video(film)))

    def _develop(self, style: Style) -> None:
        """Make the renditions of *style*; why one cannot be made is told when it is used."""
        shown = (*style.photos, *(s.photo for s in style.social))
        for path in filter(None, (find_photo(photo.name, self.photos) for photo in shown)):
            with suppress(PhotoError, OSError):
                render(path, self.media)

    def _style(self, style: Style) -> Style:
        return style.model_copy(
            update={
                "photos": tuple(self._each(style.photos)),
                "videos": tuple(found for v in style.videos if (found := self._video(v))),
                "social": tuple(self._social(style.social)),
            }
        )

    def _look(self, look: Look) -> Look:
        return look.model_copy(update={"photo": self._photo(look.photo)})

    def _each(self, photos: Iterable[Photo]) -> Iterator[Photo]:
        for photo in photos:
            if (made := self._photo(photo)) is not None:
                yield made

    def _social(self, pictures: Iterable[SocialPicture]) -> Iterator[SocialPicture]:
        for shown in pictures:
            if (photo := self._photo(shown.photo)) is not None:
                yield shown.model_copy(update={"photo": photo})

    def _photo(self, photo: Photo | None) -> Photo | None:
        if photo is None:
            return None
        path = find_photo(photo.name, self.photos)
        if path is None:
            wanted = f"a file under {self.photos}"
            self.problems.append(PhotoProblem(photo.name, "no such file", wanted))
            return None
        try:
            made = render(path, self.media)
        except PhotoError as refused:
            self.problems.append(PhotoProblem(photo.name, refused.found, refused.wanted))
        except OSError as error:
            self.problems.append(PhotoProblem(photo.name, str(error), "a whole picture file"))
        else:
            size = {"sizes": made.sizes, "width": made.width, "height": made.height}
            return photo.model_copy(update=size)
        return None

    def _video(self, video: Video) -> Video | None:
        """*video* with its captions; with only its poster where there is no file that plays."""
        poster = self._photo(video.poster)
        film = self._film(video.file) if video.file else None
        if film is None and poster is None:
            return None
        return video.model_copy(update={"poster": poster, **(film or {"file": ""})})

    def _film(self, name: str) -> dict[str, object] | None:
        """Names of the copies of a video and of the captions `NAME.LANGUAGE.vtt` beside it."""
        path = find_photo(name, self.photos)
        if path is None or path.suffix.lower() not in PLAYABLE:
            found = "no such file" if path is None else f"a file {path.suffix or 'of no kind'}"
            wanted = f"{', '.join(sorted(PLAYABLE))} under {self.photos}"
            self.problems.append(PhotoProblem(name, found, wanted, "video"))
            return None
        named = re.compile(rf"{re.escape(path.stem)}\.([A-Za-z-]+)\.vtt")
        beside = ((named.fullmatch(file.name), file) for file in sorted(path.parent.iterdir()))
        try:
            captions = {said[1].lower(): self._copy(file) for said, file in beside if said}
            return {"file": self._copy(path), "captions": captions}
        except OSError as error:
            self.problems.append(PhotoProblem(name, str(error), "a whole file", "video"))
            return None

    def _copy(self, path: Path) -> str:
        """The name in *media* of a copy, which says what is in it."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
        name = f"{digest}{path.suffix.lower()}"
        target = self.media / name
        if not target.exists():
            part = target.with_name(f".{name}.{os.getpid()}.part")
            shutil.copyfile(path, part)
            # The rename makes a video appear whole or not at all.
            part.replace(target)
        return name
