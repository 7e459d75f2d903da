"""What the machine must offer before Parcours runs, and how Debian is asked for the rest."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LOG = BUILD / "setup.log"
SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


class SetupError(Exception):
    """Setup cannot go on; its text is the one line that says what to do."""


@dataclass(frozen=True)
class Need:
    """One thing the machine must offer: how to see it, and the Debian packages that bring it."""

    what: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def program(*names: str) -> Callable[[], bool]:
    """A check that every program of `names` is found, /usr/sbin included."""
    return lambda: all(shutil.which(name, path=SEARCH_PATH) for name in names)


def library(*names: str) -> Callable[[], bool]:
    """A check that every shared library of `names` loads."""
    return lambda: all(map(_loads, names))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def run(command: list[str], advice: str, env: dict[str, str] | None = None) -> None:
    """Run `command`, its output in build/setup.log; a failure raises SetupError with `advice`."""
    BUILD.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(command)}\n".encode())
        log.flush()
        whole_env = {**os.environ, **(env or {})}
        try:
            code = subprocess.run(
                command, cwd=ROOT, env=whole_env, stdout=log, stderr=log, check=False
            ).returncode
        except FileNotFoundError:
            code = 127
    if code:
        raise SetupError(f"`{' '.join(command[:4])} …` failed ({code}): {advice} [{LOG}]")


def apt_install(packages: list[str], what: str) -> None:
    """Install Debian packages as root, or raise SetupError with the command that root must run."""
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError(f"{what} missing: as root, run `{command}`, then `make setup` again")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    advice = f"run `apt-get update && {command}` by hand and see what it says"
    run(["apt-get", "update", "-qq"], advice, env)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], advice, env)


def own_mosquitto() -> Path:
    """Where a broker unpacked without root stands: a script that runs it with its libraries."""
    return BUILD / "mosquitto" / "mosquitto"


def unpack_mosquitto() -> None:
    """Fetch Mosquitto and the libraries it lacks from Debian into build/, without root."""
    advice = "as root, run `apt-get install mosquitto`, then `make setup` again"
    folder = own_mosquitto().parent
    shutil.rmtree(folder, ignore_errors=True)
    lists, cache = folder / "apt/lists", folder / "apt/cache"
    for path in (lists / "partial", cache / "archives/partial"):
        path.mkdir(parents=True)
    apt = ["apt-get", "-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={cache}"]
    run([*apt, "update", "-qq"], advice)
    plan = [*apt, "-s", "install", "--no-install-recommends", "mosquitto"]
    lines = subprocess.run(plan, capture_output=True, text=True, check=False).stdout.splitlines()
    names = [line.split()[1] for line in lines if line.startswith("Inst ")]
    if not names:
        raise SetupError(f"Debian's package lists offer no mosquitto: {advice}")
    archives = cache / "archives"
    run(["sh", "-c", f"cd '{archives}' && {' '.join(apt)} download {' '.join(names)}"], advice)
    for archive in sorted(archives.glob("*.deb")):
        run(["dpkg-deb", "-x", str(archive), str(folder)], advice)
    _write_starter(folder)
    shutil.rmtree(folder / "apt")
    run(["sh", "-c", f"'{own_mosquitto()}' -h | grep 'mosquitto version'"], advice)


def _write_starter(folder: Path) -> None:
    libraries = sorted({str(path.parent) for path in folder.rglob("*.so*")})
    starter = own_mosquitto()
    starter.write_text(
        "#!/bin/sh\n"
        f"LD_LIBRARY_PATH='{':'.join(libraries)}' exec '{folder}/usr/sbin/mosquitto' \"$@\"\n"
    )
    starter.chmod(0o755)
