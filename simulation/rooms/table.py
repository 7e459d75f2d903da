"""The published table: how many garments are placed right, by how much is cross-read."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from simulation.rooms.hall import Hall
from simulation.rooms.trial import (
    SHIPPED,
    Outcome,
    cross_reads,
    run,
    share_right,
    with_cross_reads,
)
from touchpoint.rooms import Rules

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)
GARMENTS = 60
_HEAD = (
    "| cross-reads asked for (found) | calibrated | garments | right | right in the worst hall "
    "| arrival, median s | arrival, p95 s | departure, p95 s |"
)
#: What a store is promised.
GOAL = 0.98


@dataclass(frozen=True, slots=True)
class Line:
    """Counted over all halls at one *share* of cross-reads asked for; seconds.

    *worst* is the share that is right in the hall that is told worst.
    """

    share: float
    found: float
    calibrated: bool
    garments: int
    right: float
    worst: float
    arrival_median: float
    arrival_p95: float
    departure_p95: float


def read_halls(file: Path) -> list[Hall]:
    """The halls of a committed file."""
    return [Hall(**hall) for hall in tomllib.loads(file.read_text())["hall"]]


def lines(halls: Sequence[Hall], garments: int = GARMENTS) -> Iterator[Line]:
    """One after the other, as they are counted."""
    for share in SHARES:
        walled = [with_cross_reads(hall, share) for hall in halls]
        found = sum(map(cross_reads, walled)) / len(walled)
        for calibrate in (True, False):
            by_hall = [run(hall, garments=garments, calibrate=calibrate) for hall in walled]
            yield line_of(share, found, by_hall, calibrated=calibrate)


def line_of(
    share: float, found: float, by_hall: Sequence[Sequence[Outcome]], *, calibrated: bool
) -> Line:
    outcomes = [outcome for hall in by_hall for outcome in hall]
    arrivals = [o.arrival for o in outcomes if o.arrival is not None]
    departures = [o.departure for o in outcomes if o.departure is not None]
    return Line(
        share,
        found,
        calibrated,
        len(outcomes),
        share_right(outcomes),
        min(map(share_right, by_hall)),
        median(arrivals),
        _p95(arrivals),
        _p95(departures),
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * 95 // 100)]


def rules_of(rules: Rules) -> str:
    """The rules a table was counted with, for its page."""
    return ", ".join(f"{name} {value:g}" for name, value in asdict(rules).items())


def _percent(right: float) -> str:
    return f"{right:.1%}" if right >= GOAL else f"**{right:.1%}**"


def page(found: Sequence[Line], halls: int) -> str:
    """The page people read."""
    garments = found[0].garments // halls
    rows = [
        f"| {line.share:.0%} ({line.found:.0%}) | {'yes' if line.calibrated else 'no'} "
        f"| {line.garments} | {_percent(line.right)} | {_percent(line.worst)} "
        f"| {line.arrival_median:.1f} | {line.arrival_p95:.1f} | {line.departure_p95:.1f} |"
        for line in found
    ]
    return "\n".join(
        [
            "# Which room a garment hangs in",
            "",
            f"Written by `python -m simulation.rooms`, on {halls} simulated halls that no rule was",
            "chosen on (`simulation/rooms/held_out.toml`). Right: told to be in its own room at",
            "once, surely, and in no other until it left; “yours?” counts as wrong. Bold: below",
            f"{GOAL:.0%}. Mirrors with a `[zone]` judge by this very code, and their calibration",
            "(`python -m fittingroom calibrate`) learns by it. No real fitting room was measured.",
            "",
            "The first share that is right is of all halls together, and hides that some are told",
            "worse. A store has one hall, and it may be the worst of them, which stands beside: it",
            f"falls below the mean, also where the mean is good. It is of {garments} garments, of",
            f"which a single one is {1 / garments:.1%}.",
            "",
            f"Counted with {rules_of(SHIPPED)}.",
            "",
            _HEAD,
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
