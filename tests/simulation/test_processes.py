"""A simulated store's programs: stopped with what they started, and then forgotten."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.__main__ import make_room
from simulation.processes import Program
from tests.processes import ROOT


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program("sleeper", ["sleep", "60"], tmp_path / "log", lambda: True)
    made.start()
    made.await_ready()
    return made


@pytest.mark.parametrize("end", [Program.stop, Program.kill])
def test_program_that_was_ended_is_forgotten(
    program: Program, end: Callable[[Program], None]
) -> None:
    before = program.alive()
    end(program)
    # Its number may by now be another's, whom a second stop must not strike.
    assert (before, program.alive(), program._process) == (True, False, None)
    program.stop()
    program.kill()
    assert program.await_death(0.0)


def test_only_a_program_that_wants_to_begin_anew_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for code in (75, 0, 1):
        made = Program("ends", ["sh", "-c", f"echo {code}; exit {code}"], log, lambda: True)
        made.tend()
        made.start()
        made.await_death(10)
        made.tend()
        made.await_death(10)
        made.stop()
        made.tend()
    assert log.read_text().split() == ["75", "75", "0", "1"]


def test_report_in_a_new_folder_has_its_place_and_no_empty_file_pretends_to_be_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new" / "dir"
    make_room(folder / "report.json")
    assert sorted(tmp_path.rglob("*")) == [folder.parent, folder]


def test_report_of_an_earlier_run_stays_until_the_next_is_written(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    make_room(report)
    assert report.read_text() == "{}"


@pytest.mark.system
def test_report_that_cannot_be_written_is_refused_before_the_store_opens(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = ["demo", "--headless", "--seconds", "1", "--folder", str(tmp_path / "run")]
    ended = subprocess.run(
        [sys.executable, "-m", "simulation", *words, "--report", str(tmp_path / "file/x.json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"Error: --report: {tmp_path}/file/x.json cannot be written: File exists: {tmp_path}/file\n"
    )
