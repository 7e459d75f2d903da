"""A generated folder is fresh only as long as nothing in it was touched."""

import shutil
from pathlib import Path

import pytest

from tools.assets import VENDOR, is_fresh


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VENDOR[0], tmp_path / "vendor"))


def test_untouched_folder_is_fresh(folder: Path) -> None:
    assert is_fresh(folder)


def test_altered_file_makes_the_folder_stale(folder: Path) -> None:
    (folder / "morphdom.min.js").write_text("alert('not ours')")
    assert not is_fresh(folder)


def test_added_file_makes_the_folder_stale(folder: Path) -> None:
    (folder / "extra.js").write_text("")
    assert not is_fresh(folder)


def test_lost_file_makes_the_folder_stale(folder: Path) -> None:
    (folder / "fonts.css").unlink()
    assert not is_fresh(folder)


def test_folder_never_built_is_stale(tmp_path: Path) -> None:
    assert not is_fresh(tmp_path)
