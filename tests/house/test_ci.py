"""The rule of tests/conftest.py that on CI a skipped test has failed."""

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
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(text)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={
            **os.environ,
            "CI": ci,
            "PYTHONPATH": str(ROOT),
            # The rule needs none of them, and they take seconds to load.
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("on CI nothing may be" in run.stdout) == failed
    assert (run.returncode in {0, 5}) == (not failed)
