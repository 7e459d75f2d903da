"""One measured figure, and the table they make."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """*ratio* is *value* ÷ *yardstick_value*; only ratios travel from one machine to another."""

    name: str
    value: float
    unit: str
    yardstick: str
    yardstick_value: float

    @property
    def ratio(self) -> float:
        return round(self.value / self.yardstick_value, 3) if self.yardstick_value else 0.0


def median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 2)


def share(values: Sequence[float], percent: int) -> float:
    """The value that *percent* of them do not exceed."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 2)


def table(figures: Sequence[Figure]) -> str:
    rows = [
        f"| {f.name} | {f.value:g} {f.unit} | {f.yardstick} | {f.yardstick_value:g} {f.unit} "
        f"| {f.ratio:g} |"
        for f in figures
    ]
    head = ["| what | measured | yardstick | measured | ratio |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def write(figures: Sequence[Figure], page: Path, data: Path, when: str, machine: str) -> None:
    """The page people read and the file programs read."""
    page.write_text(
        "# Benchmarks\n\n"
        f"Written by `make bench` on {when}, on {machine}. No Raspberry Pi was tried.\n"
        "Ratios travel from one machine to another, times do not.\n\n"
        "No reader was a device: chips and RAIN readers are simulated, frames are drawn.\n"
        "That a reader notices that a tag is gone is not yet `garment.left`, which follows 1.0 to\n"
        "1.5 s later: a tag may be missed in a round (`gone_after_seconds`), and a reader gives\n"
        "its sign of life twice a second.\n\n"
        f"{table(figures)}\n",
        encoding="utf-8",
    )
    rows = [
        {k: v for k, v in asdict(f).items() if k != "yardstick_value"} | {"ratio": f.ratio}
        for f in figures
    ]
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
