"""How well rooms are read, and how long each glass could be used; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from contract.figures.base import Figure, Rate


@dataclass(frozen=True, slots=True)
class RateOver(Figure):
    """*count* makes the rate from counts over the last *span*."""

    span: timedelta
    count: Callable[[int, int], Rate]


def read_quality(told: int, disowned: int) -> Rate:
    """Of *told* garments, so many of which were *disowned*. Raises ValueError for other counts."""
    if not 0 <= disowned <= told:
        raise ValueError(
            f"{disowned} disowned of {told} garments told were found; "
            "no more than were told, and none below 0, is right"
        )
    return Rate(told - disowned, told)


READ_QUALITY: Final = RateOver(
    "Read quality",
    "Of the garments a room’s RAIN reader told of in seven days, each once a visit, the share that "
    "no shopper said was not theirs.",
    "share",
    timedelta(days=7),
    read_quality,
)


def usable_share(opened: int, usable: int) -> Rate:
    """Of *opened* minutes, so many *usable* ones. Raises ValueError for other counts."""
    if not 0 <= usable <= opened:
        raise ValueError(
            f"{usable} usable of {opened} open minutes were found; "
            "no more than were open, and none below 0, is right"
        )
    return Rate(usable, opened)


USABLE_MINUTES: Final = RateOver(
    "Usable minutes",
    "Of the minutes in seven days that a screen told of while the store was open, the share in "
    "which a shopper could really use its glass.",
    "share",
    timedelta(days=7),
    usable_share,
)
