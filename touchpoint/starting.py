"""What both programs need before their window opens: settings, brand, display; errors in a line."""

import fcntl
import os
import ssl
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from contract.brand import Brand
from contract.ids import NewId
from contract.settings import SettingsError, load
from messaging.storetime import StoreTime
from touchpoint.settings import DeviceSettings, TouchpointSettings
from touchpoint.ui import environment
from touchpoint.words import Words, load_words

S = TypeVar("S", bound=TouchpointSettings)
D = TypeVar("D", bound=DeviceSettings)
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
#: The drivers of SDL that draw into memory only.
_UNSEEN = frozenset({"offscreen", "dummy"})


class CannotStart(Exception):
    """One line or more for the person at the machine: what was found, and what to do."""


#: The exit code of a program that wants to be started anew: EX_TEMPFAIL of sysexits.h, on which
#: systemd's `Restart=on-failure` does so.
RELOAD = os.EX_TEMPFAIL


class Reload(Exception):
    """The hub wants this program to begin anew; all that it had to keep is kept."""


@dataclass(frozen=True, slots=True)
class Start(Generic[S]):
    """What is known before the window opens."""

    settings: S
    brand: Brand
    secret: str
    words: Words
    clock: StoreTime
    new_id: NewId


def read_settings(file: Path, model: type[D]) -> D:
    """Raises CannotStart."""
    try:
        return load(file.read_text(), str(file), model)
    except SettingsError as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}; --config names another file") from error


def read_brand(file: Path) -> Brand:
    """Raises CannotStart."""
    try:
        return load(file.read_text(), str(file), Brand)
    except SettingsError as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}; --brand names another file") from error


def read_secret(settings: DeviceSettings) -> str:
    """Raises CannotStart."""
    file, name = settings.broker.secret_file, settings.touchpoint
    try:
        secret = settings.broker.secret()
    except OSError as error:
        raise CannotStart(
            f"broker.secret_file: {file}: {error.strerror}; on the hub, "
            f"`python -m hub enrol touchpoint {name}` prints the secret that belongs there"
        ) from error
    if not secret:
        raise CannotStart(f"broker.secret_file: {file} is empty; it holds the touchpoint's secret")
    return secret


def check_authority(settings: Path, key: str, file: Path | None) -> None:
    """Make sure that *file*, *key* of *settings*, holds a certificate. Raises CannotStart."""
    if file is None:
        return
    try:
        ssl.create_default_context(cafile=str(file))
    except ssl.SSLError:
        found = "no certificate in it"
    except OSError as error:
        found = error.strerror or str(error)
    else:
        return
    raise CannotStart(
        f"{settings}: {key}: {file}: {found}; the certificate (PEM) that signed the other side's "
        "belongs there"
    )


def prepare_display(environ: MutableMapping[str, str], *, offscreen: bool) -> None:
    """Choose where to draw, before Kivy is imported. Raises CannotStart."""
    environment.prepare(environ)
    if offscreen:
        environ["SDL_VIDEODRIVER"] = "offscreen"
        return
    has_display = any(environ.get(name) for name in _DISPLAYS)
    if has_display or environ.get("SDL_VIDEODRIVER") or Path("/dev/dri/card0").exists():
        return
    raise CannotStart(
        "there is no display: start it with --offscreen (or SDL_VIDEODRIVER=offscreen) to draw "
        "without one, or set DISPLAY or WAYLAND_DISPLAY"
    )


def refuse_unseen(driver: str | None, environ: Mapping[str, str]) -> None:
    """Raise CannotStart when SDL took a *driver* that shows nothing, and nobody asked for it.

    That a display is named says nothing of whether it answers; then SDL takes what is left.
    """
    if driver not in _UNSEEN or driver in environ.get("SDL_VIDEODRIVER", "").split(","):
        return
    named = [f"{name}={environ[name]}" for name in _DISPLAYS if environ.get(name)]
    found = f" ({', '.join(named)})" if named else ""
    raise CannotStart(
        f"no display answers{found}, so SDL draws {driver!r} where nobody sees it: "
        "set DISPLAY or WAYLAND_DISPLAY to one that is there, or start it with --offscreen"
    )


def claim(folder: Path) -> int:
    """Make *folder* and hold it for this process alone. Raises CannotStart.

    The lock lasts as long as the file descriptor that is returned, or as the process.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CannotStart(
            f"state_dir: {folder} is in use by another program; stop it, or choose another folder"
        ) from error
    except OSError as error:
        raise CannotStart(f"state_dir: {folder}: {error.strerror}") from error
    return handle


def known_words(settings: TouchpointSettings) -> Words:
    """Raises CannotStart for a language that nobody has translated."""
    local = datetime.now().astimezone().tzinfo or UTC
    zone = ZoneInfo(settings.timezone) if settings.timezone else local
    try:
        return load_words(settings.languages, zone)
    except ValueError as error:
        raise CannotStart(f"languages: {error}") from error


def product_version() -> str:
    try:
        return version("parcours")
    except PackageNotFoundError:
        return "0+source"
