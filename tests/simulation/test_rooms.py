"""The halls that rooms are judged on: cross-reads as asked for, seeded, held out of the tuning."""

from pathlib import Path

import pytest

from simulation.rooms.hall import Hall
from simulation.rooms.table import line_of, page, read_halls, rules_of
from simulation.rooms.trial import Outcome, cross_reads, run, share_right, with_cross_reads
from touchpoint.rooms import Rules

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "simulation/rooms"


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4])
def test_hall_has_the_cross_reads_asked_for(share: float) -> None:
    assert cross_reads(with_cross_reads(Hall(seed=1), share)) == pytest.approx(share, abs=0.02)


def test_calibrated_rooms_are_told_apart_at_a_fifth_of_cross_reads() -> None:
    outcomes = run(with_cross_reads(Hall(seed=1), 0.2), garments=12)
    assert share_right(outcomes) == 1.0
    assert max(o.departure or 99.0 for o in outcomes) < 5.0


def test_same_seed_comes_to_the_same() -> None:
    hall = with_cross_reads(Hall(seed=3), 0.3)
    assert run(hall, garments=4) == run(hall, garments=4)


def test_page_was_counted_with_the_rules_that_are_shipped() -> None:
    assert f"Counted with {rules_of(Rules())}.\n" in (ROOT / "docs/rooms.md").read_text()


def test_tuning_reads_no_hall_of_the_published_table() -> None:
    tuning, held_out = (read_halls(ROOMS / f"{name}.toml") for name in ("tuning", "held_out"))
    assert {h.seed for h in tuning} & {h.seed for h in held_out} == set()
    named = {
        path.relative_to(ROOT).as_posix()
        for folder in ("simulation/rooms", "touchpoint", "fittingroom")
        for path in (ROOT / folder).rglob("*.py")
        if "held_out" in path.read_text(encoding="utf-8")
    }
    assert named == {"simulation/rooms/__main__.py", "simulation/rooms/table.py"}


def test_hall_that_is_told_worst_stands_beside_the_mean() -> None:
    right, wrong = Outcome(True, 0.5, 3.0), Outcome(False, 0.5, 3.0)
    halls = [[right] * 4, [right, right, right, wrong]]
    line = line_of(0.2, 0.18, halls, calibrated=True)
    row = "| 20% (18%) | yes | 8 | **87.5%** | **75.0%** | 0.5 | 0.5 | 3.0 |\n"
    assert (line.right, line.worst, row in page([line], len(halls))) == (0.875, 0.75, True)
