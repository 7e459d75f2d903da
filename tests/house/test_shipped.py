"""What ships beside the code: pages that load nothing from elsewhere, settings, pinned parts."""

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

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
    "journeys/engagement.toml": "headoffice.journeys:Phases",
    "kiosk.toml": "kiosk.settings:Settings",
    "reader.toml": "touchpoint.settings:StationSettings",
    "tiers.toml": "contract.tiers:Tiers",
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


def _shipped(file: str) -> Any:
    module, name = SETTINGS[file].split(":")
    text = (ROOT / "config" / file).read_text(encoding="utf-8")
    return load(text, file, getattr(import_module(module), name))


def _broker_lines() -> dict[str, str]:
    text = (ROOT / "config/mosquitto/mosquitto.conf").read_text(encoding="utf-8")
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] != "#"]
    return dict(lines)


def test_shipped_settings_are_one_store() -> None:
    hub, broker = _shipped("hub.toml"), _broker_lines()
    for screen in (_shipped("kiosk.toml"), _shipped("fittingroom.toml")):
        assert (screen.store, screen.timezone) == (hub.store, hub.timezone)
        assert (screen.hub.url, screen.hub.ca) == (hub.http.origin, hub.broker.ca)
        found = screen.broker
        assert (found.host, found.port, found.ca) == (
            hub.broker.host,
            hub.broker.port,
            hub.broker.ca,
        )
    assert broker["listener"] == str(hub.broker.port)
    known = (hub.http.cert, hub.http.key, hub.broker.ca, broker["certfile"], broker["keyfile"])
    assert {str(Path(file).parent) for file in known} == {"/etc/parcours/tls"}


def test_shipped_screens_have_names_and_places_of_their_own() -> None:
    screens = (_shipped("kiosk.toml"), _shipped("fittingroom.toml"))
    assert [(screen.touchpoint, screen.place) for screen in screens] == [
        ("kiosk-1", "floor"),
        ("cabin-3", "cabin-3"),
    ]
    for screen in screens:
        own = f"var/{screen.touchpoint}"
        assert (str(screen.state_dir), str(screen.broker.secret_file)) == (own, f"{own}.secret")


def test_shipped_mirror_is_as_patient_as_its_hub() -> None:
    asked = _shipped("hub.toml").requests.patience_seconds
    assert _shipped("fittingroom.toml").times.patience_seconds == asked


def test_shipped_hub_sends_its_token_to_an_encrypted_head_office() -> None:
    hub, office = _shipped("hub.toml"), _shipped("headoffice.toml")
    assert (hub.headoffice.url.scheme, office.http.secure_cookie) == ("https", True)


def test_lock_file_carries_checksums_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert [name for name, package in fetched.items() if "resolved" in package] == []
    assert [name for name, package in fetched.items() if "integrity" not in package] == []


def test_npm_packages_are_pinned() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    kinds = ("dependencies", "devDependencies", "optionalDependencies")
    versions = {name: version for kind in kinds for name, version in package[kind].items()}
    assert [name for name, version in versions.items() if not version[0].isdigit()] == []


@pytest.mark.parametrize("folder", [KIVY_FONTS, *VENDOR], ids=lambda folder: folder.parent.name)
def test_generated_folder_is_what_its_manifest_says(folder: Path) -> None:
    assert is_fresh(folder), f"{folder} is missing, stale or altered: run `make setup`"


def test_one_list_of_packages() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    shipped = tool["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert tool["importlinter"]["root_packages"] == shipped
    assert tool["mypy"]["packages"] == [*shipped, "tools"]
