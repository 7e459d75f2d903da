"""The rules of tests/conftest.py: on CI a skipped test has failed, and a few may be tried again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPING = "import pytest\ndef test_a():\n    pytest.skip('no broker here')\n"
SKIPPED_MODULE = "import pytest\npytest.skip('no chromium here', allow_module_level=True)\n"


@pytest.mark.parametrize("text", [SKIPPING, SKIPPED_MODULE], ids=["test", "module"])
@pytest.mark.parametrize(("ci", "failed"), [("true", True), ("", False)])
def test_skip_fails_on_ci_only(tmp_path: Path, text: str, ci: str, failed: bool) -> None:
    _write(tmp_path, text)
    run = _pytest(tmp_path, "-p", "no:cacheprovider", CI=ci)
    assert ("on CI nothing may be" in run.stdout) == failed
    assert (run.returncode in {0, 5}) == (not failed)


AGAIN = ("--last-failed", "--last-failed-no-failures=none")
UNSTEADY = """
import os, pytest

@pytest.mark.parametrize("number", range({count}))
def test_it(number):
    {before}
    assert os.environ["QUIET"] == "yes"
"""


def test_what_failed_beside_others_passes_if_it_passes_alone(tmp_path: Path) -> None:
    _write(tmp_path, UNSTEADY.format(count=10, before=""))
    assert _pytest(tmp_path, QUIET="no", CI="true").returncode == pytest.ExitCode.TESTS_FAILED
    assert (
        _pytest(tmp_path, *AGAIN, QUIET="no", CI="true").returncode == pytest.ExitCode.TESTS_FAILED
    )
    assert _pytest(tmp_path, *AGAIN, QUIET="yes", CI="true").returncode == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("count", "before", "first"),
    [
        (11, "", pytest.ExitCode.TESTS_FAILED),
        (3, "if number == 2: pytest.exit('the machine went away', 3)", 3),
    ],
    ids=["many", "broken-off"],
)
def test_many_failures_or_a_run_that_broke_off_are_not_tried_again(
    tmp_path: Path, count: int, before: str, first: int
) -> None:
    _write(tmp_path, UNSTEADY.format(count=count, before=before))
    assert _pytest(tmp_path, QUIET="no", CI="true").returncode == first
    again = _pytest(tmp_path, *AGAIN, QUIET="yes", CI="true")
    assert again.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, again.stdout


GROUPED = """
import os, pytest

@pytest.mark.xdist_group("engine")
@pytest.mark.parametrize("address", ["a@b"])
def test_grouped(address):
    assert os.environ["BROKEN"] == "no"

def test_plain():
    assert os.environ["QUIET"] == "yes"

def test_crashes():
    if os.environ.get("CRASH") == "yes":
        os._exit(1)
"""
WORKERS = ("-p", "xdist.plugin", "-n", "2", "--dist=loadgroup")


@pytest.mark.parametrize(
    ("broken", "right"),
    [("yes", pytest.ExitCode.TESTS_FAILED), ("no", pytest.ExitCode.OK)],
)
def test_a_test_of_a_group_is_tried_again_too(
    tmp_path: Path, broken: str, right: pytest.ExitCode
) -> None:
    _write(tmp_path, GROUPED)
    first = _pytest(tmp_path, *WORKERS, QUIET="no", BROKEN="yes", CI="true")
    assert "2 failed" in first.stdout
    again = _pytest(tmp_path, *AGAIN, QUIET="yes", BROKEN=broken, CI="true")
    assert (again.returncode, "2 passed" in again.stdout) == (right, broken == "no")


def test_nothing_is_tried_again_after_a_worker_crashed(tmp_path: Path) -> None:
    _write(tmp_path, GROUPED)
    # With groups xdist waits forever for a worker that crashed: CI's own limit ends that.
    alone = ("-p", "xdist.plugin", "-n", "1", "--max-worker-restart=0")
    crash = _pytest(tmp_path, *alone, QUIET="no", BROKEN="no", CRASH="yes", CI="true")
    assert crash.returncode == pytest.ExitCode.TESTS_FAILED, crash.stdout
    again = _pytest(tmp_path, *AGAIN, QUIET="yes", BROKEN="no", CI="true")
    assert again.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, again.stdout


def test_failed_test_that_is_not_found_again_has_failed(tmp_path: Path) -> None:
    _write(tmp_path, GROUPED)
    _pytest(tmp_path, *WORKERS, QUIET="no", BROKEN="yes", CI="true")
    file = tmp_path / "test_it.py"
    file.write_text(GROUPED.replace("def test_grouped", "def test_renamed"))
    again = _pytest(tmp_path, *AGAIN, QUIET="yes", BROKEN="no", CI="true")
    assert (again.returncode, "1 passed" in again.stdout) == (pytest.ExitCode.TESTS_FAILED, True)


def _write(folder: Path, text: str) -> None:
    shutil.copy(ROOT / "tests/conftest.py", folder)
    (folder / "test_it.py").write_text(text)


def _pytest(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--rootdir={folder}", *options, str(folder)],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            # The rules need none of them, and they take seconds to load.
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_ADDOPTS": "",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
