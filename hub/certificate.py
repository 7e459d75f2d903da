"""`python -m hub certificate`: the store's own authority, and what hub or broker show of it."""

import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import click

from contract.http import LOOPBACK
from hub.authority import (
    Authority,
    BadAuthority,
    Issued,
    fingerprint,
    names_of,
    read_certificate,
)
from hub.cli import CONFIG, settings_from
from hub.settings import Settings

Server = Literal["hub", "broker"]
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Files:
    """Where the authority and one server's certificate lie."""

    ca: Path
    ca_key: Path
    certificate: Path
    key: Path


@click.command(
    help="Make a certificate that the store's phones and screens accept: of an authority of the "
    "store's own, which is made the first time and kept. A brand that has its own certificate "
    "names that in [http] cert and key instead."
)
@click.option("--name", "names", multiple=True, help="What it is called or found by; repeatable.")
@click.option("--for", "server", type=click.Choice(["hub", "broker"]), default="hub")
@click.option("--renew", is_flag=True, help="Make a new one in place of what is there.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where all lie; that of [http] cert, else tls in state_dir.",
)
@CONFIG
def certificate(
    names: tuple[str, ...], server: Server, *, renew: bool, folder: Path | None, config: Path
) -> None:
    settings = settings_from(config)
    files, now = _files(settings, server, folder), datetime.now(UTC)
    before = _found(files.certificate)
    if before is not None and not renew:
        raise click.ClickException(
            f"{files.certificate} is there already: {before}; "
            "--renew makes a new one of the same authority"
        )
    try:
        _check_names(names)
        authority = _authority(files, settings, now)
        wanted = names or _names_before(files.certificate) or _names(settings, server)
        issued = authority.issue(wanted, now)
        _keep(files.key, issued.key)
        _publish(files.certificate, issued.certificate)
    except (OSError, BadAuthority) as error:
        raise click.ClickException(f"no certificate was made: {error}") from error
    click.echo(_made(files, authority, issued))
    click.echo(_to_set(settings, server, files, wanted, config))


def _files(settings: Settings, server: Server, folder: Path | None) -> Files:
    http = settings.http
    home = folder or (http.cert.parent if http.cert else settings.state_dir / "tls")
    certificate, key = home / f"{server}.crt", home / f"{server}.key"
    if server == "hub" and folder is None and http.cert and http.key:
        certificate, key = http.cert, http.key
    return Files(home / "ca.crt", home / "ca.key", certificate, key)


def _found(file: Path) -> str | None:
    """What lies there, in words; None when nothing does."""
    if not file.exists():
        return None
    try:
        return _described(file.read_bytes())
    except (OSError, BadAuthority) as error:
        return str(error)


def _described(pem: bytes) -> str:
    found = read_certificate(pem)
    return f"for {', '.join(names_of(found))}, good until {found.not_valid_after_utc:%Y-%m-%d}"


def _names_before(file: Path) -> tuple[str, ...]:
    try:
        return names_of(read_certificate(file.read_bytes()))
    except (OSError, BadAuthority):
        return ()


def _names(settings: Settings, server: Server) -> tuple[str, ...]:
    """What the settings say it is found by, and this machine's own names."""
    host = socket.gethostname()
    public = urlsplit(settings.http.public_url or "").hostname
    said = (settings.broker.host,) if server == "broker" else (public, settings.http.host)
    own = ("hub.local", host, f"{host}.local") if not public or public in LOOPBACK else ()
    every = dict.fromkeys((*said, *own, "localhost", "127.0.0.1"))
    names = (name for name in every if name and name not in {"0.0.0.0", "::"})  # noqa: S104
    return tuple(name for name in names if _NAME.fullmatch(name))


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise click.BadParameter(
                f"{name!r} is no host name or address; hub.local and 192.168.1.10 are",
                param_hint="--name",
            )


def _authority(files: Files, settings: Settings, now: datetime) -> Authority:
    """The store's own, made unless it is there. Raises BadAuthority and OSError."""
    has = files.ca.exists(), files.ca_key.exists()
    if has == (True, True):
        return Authority.read(files.ca.read_bytes(), files.ca_key.read_bytes())
    if any(has):
        found, lacking = (files.ca, files.ca_key) if has[0] else (files.ca_key, files.ca)
        raise BadAuthority(
            f"{found} was found without {lacking}; bring the other back, or take both away and "
            "every phone and screen has to trust a new authority"
        )
    authority = Authority.make(f"Parcours, {settings.name}", now)
    made = authority.pem()
    _keep(files.ca_key, made.key)
    _publish(files.ca, made.certificate)
    return authority


def _keep(file: Path, content: bytes) -> None:
    """Write *content* where only this user reads it, whole or not at all."""
    _write(file, content, 0o600)


def _publish(file: Path, content: bytes) -> None:
    _write(file, content, 0o644)


def _write(file: Path, content: bytes, mode: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as kept:
        kept.write(content)
    fresh.replace(file)


def _made(files: Files, authority: Authority, issued: Issued) -> str:
    return (
        f"{files.certificate} is made: {_described(issued.certificate)}.\n"
        f"The store's authority is {files.ca}; its key {files.ca_key} stays on this machine.\n"
        f"SHA-256 {fingerprint(authority.certificate)}"
    )


def _to_set(
    settings: Settings, server: Server, files: Files, names: Sequence[str], config: Path
) -> str:
    """What the settings still have to say."""
    if server == "broker":
        return (
            f"Give the broker certfile {files.certificate} and keyfile {files.key}; set in "
            f'{config}:\n[broker]\nca = "{files.ca}"'
        )
    http = settings.http
    if (http.ca, http.cert, http.key) == (files.ca, files.certificate, files.key):
        return "The settings name it already; the hub takes it at its next start."
    lines = {"ca": str(files.ca), "cert": str(files.certificate), "key": str(files.key)}
    if not (http.public_url or "").startswith("https:"):
        lines["public_url"] = f"https://{names[0]}:{http.port}"
    said = "\n".join(f'{key} = "{value}"' for key, value in lines.items())
    return f"Set in {config}:\n[http]\n{said}"
