"""The hub's pages on their port: taken first, encrypted if the settings say so, ended politely."""

import contextlib
import errno
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import structlog
import uvicorn
from fastapi import FastAPI

from contract.http import LOOPBACK
from hub.authority import BadAuthority, read_certificate
from hub.nudges import Nudges
from hub.settings import Http

#: Seconds after which a thread that computes lets another one on. What takes an event in asks the
#: database twenty times, and would wait as often for whoever makes a page: Python's own 5 ms each.
_SWITCH = 0.0005
#: Seconds that open pages get to finish.
_FAREWELL = 3
#: Seconds for which the other end of a connection may take nothing of what it is sent.
_SILENCE = 20.0
#: Days before its end from which on a certificate is warned of at every start.
_SOON = timedelta(days=30)
_log = structlog.get_logger()


class Server(uvicorn.Server):
    """Ends the pages' live connections first, or it would wait for them."""

    def __init__(self, app: FastAPI, nudges: Nudges, http: Http) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_FAREWELL,
                ssl_certfile=http.cert,
                ssl_keyfile=http.key,
            )
        )
        self._nudges = nudges

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        sys.setswitchinterval(_SWITCH)
        super().run(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._nudges.close()
        await super().shutdown(sockets)


@contextlib.contextmanager
def listening(http: Http) -> Iterator[socket.socket]:
    """The port, taken before anything else is opened, so that a second hub fails at once.

    Raises ClickException, one line, also for a certificate that cannot be used.
    """
    _check_certificate(http)
    family = socket.AF_INET6 if ":" in http.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        give_up_on_silence(listener)
        try:
            listener.bind((http.host, http.port))
            listener.listen(1024)
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else str(error)
            raise click.ClickException(
                f"{http.host}:{http.port} {why}; choose another with [http] port"
            ) from error
        yield listener


def give_up_on_silence(listener: socket.socket, seconds: float = _SILENCE) -> None:
    """Have the kernel end connections of *listener* whose other end takes nothing for so long.

    A phone that went out of reach, or a reader that never reads, keeps no memory of ours.
    """
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))


def _check_certificate(http: Http) -> None:
    if http.cert is None or http.key is None:
        if http.host not in LOOPBACK:
            _log.warning("http.in_clear", host=http.host, why="[http] cert and key are not set")
        return
    _check_readable("cert", http.cert)
    _check_readable("key", http.key)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(http.cert, http.key)
    except ssl.SSLError as error:
        raise click.ClickException(
            f"[http] cert {http.cert} and key {http.key} do not fit together: {error.reason}; "
            "a PEM certificate and its own key without a password are right"
        ) from error
    _check_time(http.cert)
    _check_authority(http.ca)


def _check_time(cert: Path) -> None:
    left = read_certificate(cert.read_bytes()).not_valid_after_utc - datetime.now(UTC)
    if left < _SOON:
        hint = "phones refuse it from then on; `python -m hub certificate --renew` makes a new one"
        _log.warning("http.certificate_ends", cert=str(cert), days=left.days, hint=hint)


def _check_authority(ca: Path | None) -> None:
    if ca is None:
        return
    _check_readable("ca", ca)
    try:
        read_certificate(ca.read_bytes())
    except BadAuthority as error:
        raise click.ClickException(f"[http] ca {ca} holds {error}") from error


def _check_readable(option: str, file: Path) -> None:
    try:
        file.read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"[http] {option} {file} cannot be read: {error.strerror}"
        ) from error
