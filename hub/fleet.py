"""Every touchpoint of the store as a device: how it is, and what somebody should look at; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from contract.figures import USABLE_MINUTES, Rate
from contract.states import SILENT_AFTER
from hub.floor import Screen

Verb = Literal["identify", "screenshot", "reload", "end_visit"]


class Trouble(StrEnum):
    """What somebody should look at, the worst first."""

    SILENT = "silent"
    READER = "reader"
    BEHIND = "behind"
    VERSION = "version"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Told:
    """One command and what became of it; nothing while nobody knows."""

    command: str
    touchpoint: str
    verb: Verb
    sent: datetime
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds in which the store was open, and in which of them a glass could be used."""

    usable: float
    opened: float

    def share(self) -> Rate:
        """In whole minutes."""
        opened = int(self.opened // 60)
        return USABLE_MINUTES.count(opened, min(opened, int(self.usable // 60)))


@dataclass(frozen=True, slots=True)
class Known:
    """All that a hub knows of its touchpoints, by their names.

    *screens* are those heard since the hub started or not long before, *heard* when any of them
    last said how it was. *lost* has for each sequence that never came the name of whose it was.
    """

    version: str
    enrolled: Iterable[str] = ()
    screens: Mapping[str, Screen] = field(default_factory=dict)
    heard: Mapping[str, datetime] = field(default_factory=dict)
    today: Mapping[str, Usage] = field(default_factory=dict)
    week: Mapping[str, Usage] = field(default_factory=dict)
    lost: Iterable[tuple[str, int]] = ()
    told: Iterable[Told] = ()
    pictures: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One touchpoint; *told* newest first, *lost* events in number, *picture* when it was taken."""

    touchpoint: str
    troubles: tuple[Trouble, ...]
    heard: datetime | None
    screen: Screen | None
    today: Rate
    week: Rate
    lost: int
    told: tuple[Told, ...]
    picture: datetime | None


def rows(known: Known, now: datetime) -> tuple[Row, ...]:
    """Each touchpoint that is enrolled or is heard, the worst trouble first.

    One that is neither was retired: nobody is to look for it.
    """
    lost: Counter[str] = Counter()
    for name, count in known.lost:
        lost[name] += count
    told = tuple(known.told)
    names = {*known.enrolled, *(n for n, it in known.screens.items() if not it.silent(now))}
    found = [_row(known, name, lost[name], told, now) for name in names]
    return tuple(sorted(found, key=lambda row: (_urgency(row), rank(row.touchpoint))))


def rank(name: str) -> tuple[str, int]:
    """Cabin 10 stands behind cabin 2."""
    kind, _, number = name.rpartition("-")
    return (kind, int(number)) if number.isdecimal() else (name, 0)


def _urgency(row: Row) -> int:
    worst = tuple(Trouble)
    return worst.index(row.troubles[0]) if row.troubles else len(worst)


def _row(known: Known, name: str, lost: int, told: tuple[Told, ...], now: datetime) -> Row:
    screen = known.screens.get(name)
    moments = [at for at in (screen and screen.heard, known.heard.get(name)) if at]
    heard = max(moments, default=None)
    return Row(
        touchpoint=name,
        troubles=tuple(_troubles(screen, heard, known.version, now)),
        heard=heard,
        screen=screen,
        today=known.today.get(name, Usage(0, 0)).share(),
        week=known.week.get(name, Usage(0, 0)).share(),
        lost=lost,
        told=tuple(one for one in told if one.touchpoint == name),
        picture=known.pictures.get(name),
    )


def _troubles(
    screen: Screen | None, heard: datetime | None, version: str, now: datetime
) -> Iterable[Trouble]:
    """What a silent one said of itself may be long over."""
    if heard is None:
        return [Trouble.NEVER]
    if screen is None or now - heard > SILENT_AFTER:
        return [Trouble.SILENT]
    found = {
        Trouble.READER: any(state != "ok" for state in screen.readers.values()),
        Trouble.BEHIND: screen.behind,
        Trouble.VERSION: screen.version not in {None, version},
    }
    return [trouble for trouble, there in found.items() if there]
