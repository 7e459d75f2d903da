"""A writer killed around its commit loses nothing that was answered and doubles nothing."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.headoffice.killed_writer import hand_in

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
PROGRAM = Path(__file__).parent / "killed_writer.py"
ROOT = PROGRAM.parent.parent.parent
WEEKS = ("2026-11-02", "2026-11-09", "2026-11-16")


def killed(folder: Path, when: str) -> int:
    """Have *folder*'s events handed in by a process that dies *when*; how it ended."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), when],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    return done.returncode


@pytest.fixture
def events(tmp_path: Path, make_event: Callable[..., dict[str, Any]]) -> int:
    """A batch over three weeks, so that one insert makes several parts."""
    batch = [make_event(n, time=f"{WEEKS[n % 3]}T10:00:00.000Z") for n in range(1, 901)]
    (tmp_path / "events.json").write_text(json.dumps(batch))
    return len(batch)


def test_kill_between_commit_and_answer_makes_the_repeat_a_duplicate(
    tmp_path: Path, events: int
) -> None:
    assert killed(tmp_path, "after_commit") == -9
    again = hand_in(tmp_path, "never")
    assert again == {"stored": 0, "duplicates": events, "n": events, "ids": events}


@pytest.mark.parametrize("seconds", ["0.002", "0.02", "0.05"])
def test_kill_at_any_moment_leaves_each_event_once_after_the_repeat(
    tmp_path: Path, events: int, seconds: str
) -> None:
    killed(tmp_path, seconds)
    again = hand_in(tmp_path, "never")
    assert again["stored"] + again["duplicates"] == events
    assert (again["n"], again["ids"]) == (events, events)
