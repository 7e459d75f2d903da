"""Films and captions of a folder, opened off the screen's thread; what is wrong is logged once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import structlog

from touchpoint.films.captions import BrokenCaptions, Cue, read_cues
from touchpoint.films.decoding import DecodedFilm
from touchpoint.films.port import HearCues, Size

_log = structlog.get_logger()
#: Bytes; no captions of a film in a shop are longer.
_MOST = 1_000_000
#: Seconds that a decoder may take to notice that it is not wanted any more.
_LAST = 5.0


class FilmFolder:
    """*post* runs a function on the screen's thread."""

    def __init__(self, folder: Path, post: Callable[[Callable[[], None]], None]) -> None:
        self._folder, self._post = folder, post
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="captions")
        self._told: set[str] = set()
        self._running: list[DecodedFilm] = []

    def open(self, file: str, within: Size) -> DecodedFilm:
        film = DecodedFilm(self._folder / file, within, partial(self._fault, "film", file))
        self._running = [film]
        return film.start()

    def captions(self, file: str, hear: HearCues) -> None:
        self._pool.submit(self._read, file, hear)

    def came(self, file: str) -> None:
        """What is wrong with it now is news."""
        self._told.discard(file)

    def close(self) -> None:
        for film in self._running:
            film.close()
            film.join(_LAST)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _read(self, file: str, hear: HearCues) -> None:
        cues: tuple[Cue, ...] = ()
        try:
            with (self._folder / file).open("rb") as source:
                cues = read_cues(source.read(_MOST))
        except (OSError, BrokenCaptions) as error:
            self._fault("captions", file, str(error))
        self._post(partial(hear, cues))

    def _fault(self, what: str, file: str, why: str) -> None:
        if file not in self._told:
            self._told.add(file)
            _log.warning(f"{what}.unreadable", file=file, why=why)
