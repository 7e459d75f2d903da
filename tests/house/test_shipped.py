"""What ships beside the code: pages that load nothing from elsewhere, settings, pinned parts."""

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from contract.settings import load
from tools.assets import KIVY_FONTS, VENDOR, is_fresh

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = re.compile(r"https?://(?!www\.w3\.org/)|[\"'(]//[a-z]", re.IGNORECASE)

#: Each shipped settings file and the model that reads it. A new file in config/ gets a row here.
SETTINGS = {
    "brand.toml": "contract.brand:Brand",
    "brands/nord.toml": "contract.brand:Brand",
    "fittingroom.toml": "fittingroom.settings:Settings",
    "headoffice.toml": "headoffice.settings:Settings",
    "hub.toml": "hub.settings:Settings",
    "journey.toml": "headoffice.journeys:Phases",
    "kiosk.toml": "kiosk.settings:Settings",
}


def test_pages_load_nothing_from_elsewhere() -> None:
    folders = [ROOT / place / "web" for place in ("hub", "headoffice")]
    paths = [path for folder in folders for path in folder.rglob("*") if "vendor" not in path.parts]
    pages = [path for path in paths if path.suffix in {".html", ".css", ".js", ".svg"}]
    rows = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert pages
    assert rows == []


def test_every_settings_file_has_a_model() -> None:
    assert sorted(SETTINGS) == sorted(
        path.relative_to(ROOT / "config").as_posix() for path in (ROOT / "config").rglob("*.toml")
    )


@pytest.mark.parametrize(("file", "model"), SETTINGS.items())
def test_shipped_settings_load(file: str, model: str) -> None:
    module, name = model.split(":")
    text = (ROOT / "config" / file).read_text(encoding="utf-8")
    settings = load(text, file, getattr(import_module(module), name))
    assert set(tomllib.loads(text)) <= set(type(settings).model_fields)


def test_lock_file_carries_checksums_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert [name for name, package in fetched.items() if "resolved" in package] == []
    assert [name for name, package in fetched.items() if "integrity" not in package] == []


def test_npm_packages_are_pinned() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in versions.items() if not version[0].isdigit()] == []


@pytest.mark.parametrize("folder", [KIVY_FONTS, *VENDOR], ids=lambda folder: folder.parent.name)
def test_generated_folder_is_what_its_manifest_says(folder: Path) -> None:
    assert is_fresh(folder), f"{folder} is missing, stale or altered: run `make setup`"


def test_one_list_of_packages() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    shipped = tool["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert tool["importlinter"]["root_packages"] == shipped
    assert tool["mypy"]["packages"] == [*shipped, "tools"]
