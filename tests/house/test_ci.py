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
    assert _pytest(tmp_path, QUIET="no").returncode == pytest.ExitCode.TESTS_FAILED
    assert _pytest(tmp_path, *AGAIN, QUIET="no").returncode == pytest.ExitCode.TESTS_FAILED
    assert _pytest(tmp_path, *AGAIN, QUIET="yes").returncode == pytest.ExitCode.OK


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
    assert _pytest(tmp_path, QUIET="no").returncode == first
    again = _pytest(tmp_path, *AGAIN, QUIET="yes")
    assert again.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, again.stdout


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
