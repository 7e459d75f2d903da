"""What a screen needs of a film, whoever decodes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from touchpoint.films.captions import Cue

Size = tuple[int, int]
HearCues = Callable[[Sequence[Cue]], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a film, due *at* seconds after its first one.

    *pixels* is a flat buffer of bytes: RGBA rows from top to bottom.
    """

    size: Size
    at: float
    pixels: Any = field(repr=False)


class Projector(Protocol):
    """A film that is open, decoded ahead. No call waits for anything."""

    def due(self, at: float) -> Frame | None:
        """The latest picture due at *at* seconds that was not taken yet; earlier ones are gone."""

    @property
    def decoded(self) -> float:
        """Up to where there are pictures, in seconds; below 0 before the first one."""

    @property
    def length(self) -> float | None:
        """Seconds from the first picture to the end of the last one, as far as it is known."""

    @property
    def ended(self) -> bool:
        """Whether the last picture was decoded; *length* is exact then."""

    @property
    def fault(self) -> str:
        """Why there are no more pictures, though the film is not at its end; empty while it is."""

    def close(self) -> None:
        """Nothing is asked of it any more."""


class FilmSource(Protocol):
    def open(self, file: str, within: Size) -> Projector:
        """*file* (a name under the photo folder), its pictures no larger than *within* pixels."""

    def captions(self, file: str, hear: HearCues) -> None:
        """Read *file* and give its cues later, on the screen's thread; none of a broken one."""

    def came(self, file: str) -> None:
        """*file* has been fetched."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unplayed:
    """The projector of a place that plays no films."""

    fault: str = "no films are played here"
    decoded: float = -1.0
    length: float | None = None
    ended: bool = False

    def due(self, at: float) -> None:  # noqa: ARG002
        return

    def close(self) -> None:
        return


@dataclass(frozen=True, slots=True)
class NoFilms:
    def open(self, file: str, within: Size) -> Unplayed:  # noqa: ARG002
        return Unplayed()

    def captions(self, file: str, hear: HearCues) -> None:  # noqa: ARG002
        hear(())

    def came(self, file: str) -> None:  # noqa: ARG002
        return

    def close(self) -> None:
        return
