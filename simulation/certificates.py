"""Certificates of this machine by an authority of our own, for a simulated store."""

import socket
from datetime import UTC, datetime
from pathlib import Path

from hub.authority import Authority


def make_certificates(folder: Path) -> Path:
    """Write `ca.crt`, `broker.crt` and `broker.key` (0600) into *folder* unless they are there.

    Returns the path of `ca.crt`. The authority's key is thrown away.
    """
    ca = folder / "ca.crt"
    if ca.exists():
        return ca
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    authority = Authority.make("Parcours, private authority", now)
    issued = authority.issue(_names_here(), now)
    _write(folder / "broker.key", issued.key)
    _write(folder / "broker.crt", issued.certificate)
    _write(ca, authority.pem().certificate)
    return ca


def _names_here() -> list[str]:
    names = dict.fromkeys(("localhost", "127.0.0.1", socket.gethostname()))
    return [name for name in names if name.isascii()]


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
