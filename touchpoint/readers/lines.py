"""The lines between a reader's process and its watch: one JSON object each; pure."""

import json
import math
from dataclasses import dataclass
from typing import Any

from contract.tags import By, TagRead
from touchpoint.readers.port import Stir

#: Longer lines are no reader's.
MAX_LINE = 16 * 1024
_LONGEST_WHY = 500
#: Seconds: no machine has run for a million years.
_LATEST = 3e13


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A tag was read at *at*, seconds since the machine's boot."""

    read: TagRead
    at: float


@dataclass(frozen=True, slots=True)
class StirLine:
    """Somebody came or went at *at*, seconds since the machine's boot."""

    stir: Stir
    at: float


@dataclass(frozen=True, slots=True)
class AliveLine:
    """The reader still tries; nothing was read up to *at*, when its device last proved to live.

    Seconds since the machine's boot; nothing when the device is asked each time.
    """

    at: float | None = None


@dataclass(frozen=True, slots=True)
class DownLine:
    """The device cannot be had for the moment, and the reader tries to open it again."""

    why: str


def write_read(read: TagRead, at: float) -> str:
    fields: dict[str, Any] = {"by": read.by.value, "value": read.value}
    if read.rssi is not None:
        fields["rssi"] = read.rssi
    if read.momentary:
        fields["momentary"] = True
    if read.antenna is not None:
        fields["antenna"] = read.antenna
    return json.dumps({"read": fields, "at": round(at, 6)})


def write_stir(stir: Stir, at: float) -> str:
    return json.dumps({"near": stir.near, "at": round(at, 6)})


def write_alive(at: float | None = None) -> str:
    return json.dumps({"alive": True} | ({} if at is None else {"at": round(at, 6)}))


def write_down(why: str) -> str:
    return json.dumps({"down": why[:_LONGEST_WHY]})


def read_line(line: bytes) -> ReadLine | StirLine | AliveLine | DownLine:
    """What *line* says. Raises ValueError with what was found."""
    if len(line) > MAX_LINE:
        raise ValueError(f"a line of {len(line)} bytes; at most {MAX_LINE} are read")
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{line[:80]!r} is not JSON: {error}") from error
    match document:
        case {"alive": True, "at": int() | float() as at}:
            return AliveLine(_time(at))
        case {"alive": True}:
            return AliveLine()
        case {"down": str(why)}:
            return DownLine(why[:_LONGEST_WHY])
        case {"read": {"by": str(by), "value": str(value)} as read, "at": int() | float() as at}:
            return ReadLine(_read(By(by), value, read), _time(at))
        # More than that would be said of a person, and is not listened to.
        case {"near": bool(near), "at": int() | float() as at, **more} if not more:
            return StirLine(Stir(near), _time(at))
    raise ValueError(f"{line[:80]!r} is no read, no coming or going, and no heartbeat")


def _time(at: float) -> float:
    if isinstance(at, bool) or not 0 <= at <= _LATEST:
        raise ValueError(f"{at!r} is no time")
    return float(at)


def _read(by: By, value: str, found: dict[str, Any]) -> TagRead:
    return TagRead(
        by,
        value,
        _rssi(found.get("rssi")),
        found.get("momentary") is True,
        _antenna(found.get("antenna")),
    )


def _antenna(found: object) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else None


def _rssi(found: object) -> float | None:
    if isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found):
        return float(found)
    return None
