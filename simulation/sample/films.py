"""The sample's films as files with their captions, made only when something about them changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2

from simulation.sample import moving
from simulation.sample.pictures import HERE, known_digests, record, whole_file

CAPTIONS = HERE / "captions"
#: MPEG-4: OpenCV's own FFmpeg writes and reads it.
_CODEC = "mp4v"


@dataclass(frozen=True, slots=True)
class FilmMade:
    """*draw* gives the pictures, of those in a folder and so many seconds."""

    draw: Callable[[Path, float], Iterator[moving.Pixels]]
    size: tuple[int, int]
    seconds: float


FILMS = {
    "lapel.mp4": FilmMade(moving.sewing, moving.WIDE, 12),
    "knit.mp4": FilmMade(moving.knitting, moving.WIDE, 14),
    "folding.mp4": FilmMade(moving.folding, moving.TALL, 16),
}


def draw_films(target: Path, films: Mapping[str, FilmMade] = FILMS) -> Iterator[str]:
    """Make what is missing or out of date of the films in `target`, where the pictures are; yields
    each name.
    """
    for file in CAPTIONS.glob("*.vtt"):
        shutil.copyfile(file, target / file.name)
    known = known_digests(target)
    for name, film in films.items():
        digest = _digest(name, known)
        if known.get(name) == digest and (target / name).exists():
            continue
        with whole_file(target / name) as part:
            # The format is told by the name's end.
            made = part.with_suffix(".mp4")
            _write(made, film, target)
            made.replace(part)
        known[name] = digest
        record(target, known)
        yield name


def _write(path: Path, film: FilmMade, pictures: Path) -> None:
    code = cv2.VideoWriter.fourcc(*_CODEC)
    file = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, moving.RATE, film.size)
    for picture in film.draw(pictures, film.seconds):
        file.write(picture)
    file.release()


def _digest(name: str, known: dict[str, str]) -> str:
    """Changes with the code and with the pictures that are filmed."""
    said = [name, *(f"{key}={known[key]}" for key in sorted(known) if key.endswith(".jpg"))]
    digest = hashlib.sha256("\n".join(said).encode())
    for file in ("films.py", "moving.py"):
        digest.update((HERE / file).read_bytes())
    return digest.hexdigest()[:20]
