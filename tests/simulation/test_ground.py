"""A run clears only what a run left, and two never share a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulation.ground import Ground
from simulation.processes import ProgramFailed


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    ground = Ground(folder)
    ground.take()
    try:
        yield
    finally:
        ground.release()


def test_ground_of_an_earlier_run_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with taken(folder):
        (folder / "old").touch()
    with taken(folder):
        assert not (folder / "old").exists()


def test_ground_with_somebody_elses_work_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(ProgramFailed, match="no demo's"):
        Ground(tmp_path).take()
    assert (tmp_path / "thesis.tex").exists()


def test_ground_in_use_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with taken(folder):
        (folder / "running").touch()
        with pytest.raises(ProgramFailed, match="already"):
            Ground(folder).take()
        assert (folder / "running").exists()
