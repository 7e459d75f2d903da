"""Orders to the simulated reader: the words of `touchpoint.readers`, an antenna, and faults."""

import json
from dataclasses import dataclass
from enum import StrEnum

from touchpoint.readers.simulated import Order, read_order


class Fault(StrEnum):
    """What goes wrong. `well` ends those that last: silent, refuse and foreign."""

    WELL = "well"
    SILENT = "silent"
    CUT = "cut"
    GARBAGE = "garbage"
    OVERSIZED = "oversized"
    TRUNCATED = "truncated"
    DISORDER = "disorder"
    REFUSE = "refuse"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Placed:
    order: Order
    antenna: int


def read_line(line: bytes) -> Placed | Fault:
    """What one JSON line orders. Raises ValueError saying what would be right."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON: {error}") from error
    if isinstance(document, dict) and "fault" in document:
        return _fault(document["fault"])
    order = read_order(line)
    antenna = document.get("antenna", 1)
    if isinstance(antenna, int) and not isinstance(antenna, bool):
        return Placed(order, antenna)
    raise ValueError(f"antenna is {antenna!r}; a number from 1 is right")


def _fault(found: object) -> Fault:
    if isinstance(found, str) and found in set(Fault):
        return Fault(found)
    raise ValueError(f"fault is {found!r}; one of {', '.join(Fault)} is right")
