"""One measured figure, and the table they make."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from simulation.bench.parts import PARTS


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


_HEAD: Final = (
    "# Benchmarks\n\n"
    "Written by `make bench`; `python -m simulation bench --only ingest` measures one part anew.\n"
    "Ratios travel from one machine to another, times do not. No Raspberry Pi was tried.\n"
)


def write(
    figures: Mapping[str, Sequence[Figure]], page: Path, data: Path, when: str, machine: str
) -> None:
    """The page people read and the file programs read; parts not in *figures* stay as they are."""
    kept = _sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    measured = f"Measured on {when}, on {machine}."
    for part, found in figures.items():
        title, about = PARTS[part].title, PARTS[part].about
        kept[title] = f"## {title}\n\n{measured}\n{about}\n\n{table(found)}\n"
    ordered = [kept[it.title] for it in PARTS.values() if it.title in kept]
    page.write_text("\n".join([_HEAD, *ordered]), encoding="utf-8")
    _write_data(figures, data)


def _sections(text: str) -> dict[str, str]:
    """What stands under each heading, with it."""
    parts = text.split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def _write_data(figures: Mapping[str, Sequence[Figure]], data: Path) -> None:
    before = json.loads(data.read_text(encoding="utf-8")) if data.exists() else []
    rows = [row for row in before if row.get("part") not in {None, *figures}]
    rows += [
        {"part": part}
        | {k: v for k, v in asdict(it).items() if k != "yardstick_value"}
        | {"ratio": it.ratio}
        for part, found in figures.items()
        for it in found
    ]
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
