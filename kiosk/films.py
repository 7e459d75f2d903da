"""Which films there are to be seen at the kiosk, and what one that was seen is worth; pure."""

from collections.abc import Iterator

from contract.events import VideoPlayed
from kiosk.state import Screening
from touchpoint.known import Known
from touchpoint.shelf import Reel


def film(known: Known, name: str) -> Reel | None:
    """The film called *name*, where this store shows films."""
    return known.shelf.films.get(name) if "videos" in known.features else None


def programme(known: Known) -> tuple[Reel, ...]:
    """The films that are seen without a garment at hand."""
    found = known.shelf.films.values() if "videos" in known.features else ()
    return tuple(reel for reel in found if reel.house)


def played(screening: Screening | None) -> Iterator[VideoPlayed]:
    """The event that *screening* owes when it ends before the film does; nothing of one that
    never began, or was told when the film was over.
    """
    if screening is not None and screening.seconds is not None and not screening.over:
        yield told(screening)


def told(screening: Screening) -> VideoPlayed:
    seconds = round(screening.seconds or 0.0, 3)
    return VideoPlayed(video=screening.film, seconds=seconds, completed=screening.over)
