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
    "| cross-reads asked for (found) | calibrated | garments | right | arrival, median s "
    "| arrival, p95 s | departure, p95 s |"
)
#: What a store is promised.
GOAL = 0.98


@dataclass(frozen=True, slots=True)
class Line:
    """Counted over all halls at one *share* of cross-reads asked for; seconds."""

    share: float
    found: float
    calibrated: bool
    garments: int
    right: float
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
            outcomes = [
                outcome
                for hall in walled
                for outcome in run(hall, garments=garments, calibrate=calibrate)
            ]
            yield _line(share, found, outcomes, calibrated=calibrate)


def _line(share: float, found: float, outcomes: Sequence[Outcome], *, calibrated: bool) -> Line:
    arrivals = [o.arrival for o in outcomes if o.arrival is not None]
    departures = [o.departure for o in outcomes if o.departure is not None]
    return Line(
        share,
        found,
        calibrated,
        len(outcomes),
        share_right(outcomes),
        median(arrivals),
        _p95(arrivals),
        _p95(departures),
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * 95 // 100)]


def rules_of(rules: Rules) -> str:
    """The rules a table was counted with, for its page."""
    return ", ".join(f"{name} {value:g}" for name, value in asdict(rules).items())


def page(found: Sequence[Line], halls: int) -> str:
    """The page people read."""
    rows = [
        f"| {line.share:.0%} ({line.found:.0%}) | {'yes' if line.calibrated else 'no'} "
        f"| {line.garments} | {'' if line.right >= GOAL else '**'}{line.right:.1%}"
        f"{'' if line.right >= GOAL else '**'} | {line.arrival_median:.1f} "
        f"| {line.arrival_p95:.1f} | {line.departure_p95:.1f} |"
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
            f"Counted with {rules_of(SHIPPED)}.",
            "",
            _HEAD,
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
