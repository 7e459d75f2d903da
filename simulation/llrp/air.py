"""The air in front of a reader's antennas: tags that answer, noise and cross-reads; pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from touchpoint.readers.llrp.reports import TagReport

#: dBm of a tag before its own antenna, and what the wall to the next cabin takes away.
_NEAR, _WALL = -48.0, 9.0
#: Seconds of air that are made up for after a pause, and reads: a reader's buffer holds no more.
_CATCH_UP, _MOST = 0.25, 2000


@dataclass(frozen=True, slots=True)
class Air:
    """How well this reader reads: *rate* reads a second of each tag, *noise* in dB (deviation).

    *cross* is the share of a tag's reads that come through another antenna than its own.
    """

    antennas: int = 4
    rate: float = 20.0
    cross: float = 0.0
    noise: float = 2.0
    seed: int = 1


@dataclass(slots=True)
class _Tag:
    antenna: int
    due: float
    until: float | None
    whim: random.Random


@dataclass(slots=True)
class Field:
    """What hangs where; times are monotonic seconds, and the same seed reads a tag alike."""

    air: Air
    _tags: dict[str, _Tag] = field(default_factory=dict)

    def put(self, epc: str, antenna: int, now: float, seconds: float | None = None) -> None:
        """Hang *epc* there, for good or for *seconds*. Raises ValueError for what cannot be."""
        if not 1 <= antenna <= self.air.antennas:
            raise ValueError(f"antenna is {antenna}; the reader has 1 to {self.air.antennas}")
        code, until = _code(epc), None if seconds is None else now + seconds
        whim = random.Random(f"{self.air.seed} {code}")
        self._tags[code] = _Tag(antenna, now, until, whim)

    def take(self, epc: str) -> None:
        """Raises ValueError when it does not hang here."""
        if self._tags.pop(_code(epc), None) is None:
            raise ValueError(f"{epc!r} does not hang here")

    def due(self) -> float | None:
        """When the next tag answers."""
        return min((tag.due for tag in self._tags.values()), default=None)

    def reads(self, now: float) -> list[tuple[float, TagReport]]:
        """What was read until *now*, each with its time, oldest first."""
        gone = [epc for epc, tag in self._tags.items() if tag.until is not None and now > tag.until]
        for epc in gone:
            del self._tags[epc]
        since = now - min(_CATCH_UP, _MOST / self.air.rate / max(1, len(self._tags)))
        found = [
            it for epc, tag in self._tags.items() for it in self._answers(epc, tag, since, now)
        ]
        return sorted(found, key=lambda read: read[0])

    def _answers(
        self, epc: str, tag: _Tag, since: float, now: float
    ) -> Iterator[tuple[float, TagReport]]:
        tag.due = max(tag.due, since)
        while tag.due <= now:
            yield tag.due, self._sighting(epc, tag)
            tag.due += 1 / self.air.rate

    def _sighting(self, epc: str, tag: _Tag) -> TagReport:
        others = [number for number in range(1, self.air.antennas + 1) if number != tag.antenna]
        crossed = bool(others) and tag.whim.random() < self.air.cross
        antenna = tag.whim.choice(others) if crossed else tag.antenna
        heard = _NEAR - _WALL * crossed + tag.whim.gauss(0.0, self.air.noise)
        return TagReport(epc, antenna, max(-128, min(0, round(heard))), times=1)


def _code(epc: str) -> str:
    try:
        code = bytes.fromhex(epc)
    except ValueError:
        code = b""
    if not code or len(code) % 2 or len(code) > 62:
        raise ValueError(f"{epc!r} is no EPC; 4 to 124 hexadecimal digits, four at a time, are")
    return code.hex().upper()
