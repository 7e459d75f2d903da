"""`make setup`: from a fresh clone to a tree that runs, by the standard library alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable

from tools.machine import (
    BUILD,
    ROOT,
    SEARCH_PATH,
    Need,
    SetupError,
    apt_install,
    library,
    own_mosquitto,
    program,
    run,
    unpack_mosquitto,
)

VENV = ROOT / ".venv"
STAMP = BUILD / "setup.stamp"
SOURCES = (
    "pyproject.toml",
    "package-lock.json",
    ".npmrc",
    "tools/setup.py",
    "tools/assets.py",
    "tools/fonts.py",
    "tools/echarts.js",
)
GENERATED = ("touchpoint/ui/fonts", "hub/web/static/vendor", "headoffice/web/static/vendor")
OLDEST, NEWEST = (3, 11), (3, 13)

NEEDS = (
    Need("Node and npm", ("nodejs", "npm"), program("node", "npm")),
    Need(
        "the graphics libraries of Kivy",
        ("libgl1", "libegl1", "libmtdev1"),
        library("libGL.so.1", "libEGL.so.1", "libmtdev.so.1"),
    ),
)
MOSQUITTO = Need("the MQTT broker", ("mosquitto",), program("mosquitto"))
CHROMIUM = program("chromium")


def main() -> int:
    """Do what is still to do; 0 when the tree is ready, 1 after one line saying what is wrong."""
    started = time.monotonic()
    try:
        _check_python()
        if _is_ready():
            return 0
        for text, step in STEPS:
            _step(text, step)
    except SetupError as error:
        print(f"\nsetup: {error}", file=sys.stderr)
        return 1
    STAMP.write_text(_inputs())
    if not CHROMIUM():
        print("  No Chromium here: `make test` and `make pictures` need it (apt: chromium);")
        print("  `make demo` runs without, and cannot then measure how soon staff see a request.")
    print(f"Ready in {time.monotonic() - started:.0f} s. Next: make demo", flush=True)
    return 0


def _step(text: str, step: Callable[[], None]) -> None:
    print(f"  {text} …", end="", flush=True)
    started = time.monotonic()
    try:
        step()
    finally:
        print(f" {time.monotonic() - started:.1f} s", flush=True)


def _check_python() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(
            f"Python {found} found, 3.11, 3.12 or 3.13 needed: run `make setup PYTHON=python3.12`"
        )


def _inputs() -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in SOURCES)).hexdigest()


def _is_ready() -> bool:
    return (
        STAMP.exists()
        and STAMP.read_text() == _inputs()
        and _has_venv()
        and (ROOT / "node_modules/.package-lock.json").exists()
        and all((ROOT / place / "manifest.json").exists() for place in GENERATED)
        and (MOSQUITTO.present() or own_mosquitto().exists())
    )


def _machine() -> None:
    missing = [need for need in NEEDS if not need.present()]
    as_root = os.geteuid() == 0 and shutil.which("apt-get")
    if as_root and not MOSQUITTO.present():
        missing.append(MOSQUITTO)
    if missing:
        packages = [package for need in missing for package in need.packages]
        apt_install(packages, " and ".join(need.what for need in missing))


def _broker() -> None:
    if MOSQUITTO.present() or own_mosquitto().exists():
        return
    if not shutil.which("apt-get"):
        raise SetupError("no MQTT broker: install mosquitto 2.0 or newer, then `make setup` again")
    unpack_mosquitto()


def _has_venv() -> bool:
    # The programs of a venv name its folder: in a tree that was copied or moved they are of no use.
    pip = VENV / "bin/pip"
    return (VENV / "bin/python").exists() and pip.exists() and str(VENV) in pip.read_text()


def _venv() -> None:
    if _has_venv():
        return
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out until python3-venv comes
    except ImportError:
        apt_install(["python3-venv"], "Python's venv module")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "see whether the disk is full")


def _python() -> None:
    pip = [str(VENV / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install"]
    run([*pip, "-e", ".[all,test]"], "is the package index reachable? `make setup` again")


def _node() -> None:
    npm = shutil.which("npm", path=SEARCH_PATH) or "npm"
    run([npm, "ci", "--no-audit", "--no-fund"], "is the npm registry reachable? `make setup` again")


def _assets() -> None:
    run([str(VENV / "bin/python"), "-m", "tools.assets"], "the log's last lines say which file")


STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("What the machine offers", _machine),
    ("The MQTT broker", _broker),
    ("A Python environment in .venv", _venv),
    ("Python libraries (a minute or two the first time)", _python),
    ("Scripts and fonts from npm", _node),
    ("Fonts and scripts for screens and pages (20 s)", _assets),
)

if __name__ == "__main__":
    sys.exit(main())
