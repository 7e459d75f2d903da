"""Driving a client's socket from one thread, together with the errands left for that thread."""

import selectors
import socket
import ssl
from typing import Any, Protocol

from messaging.errands import RingingErrands


class Driven(Protocol):
    """What a client offers to be driven from outside."""

    def socket(self) -> Any: ...
    def want_write(self) -> bool: ...
    def loop_read(self) -> Any: ...
    def loop_write(self) -> Any: ...
    def loop_misc(self) -> Any: ...


def once(client: Driven, errands: RingingErrands, seconds: float) -> None:
    """Wait at most *seconds* for the socket or an errand, and let the client read and write."""
    link = client.socket()
    if link is None:
        return
    wanted = selectors.EVENT_READ
    if client.want_write():
        wanted |= selectors.EVENT_WRITE
    with selectors.PollSelector() as selector:
        errands.watch(selector)
        selector.register(link, wanted)
        ready = {key.fileobj: mask for key, mask in selector.select(seconds)}
    if ready.get(link, 0) & selectors.EVENT_READ:
        _read(client, link)
    if ready.get(link, 0) & selectors.EVENT_WRITE:
        client.loop_write()
    client.loop_misc()


def _read(client: Driven, link: Any) -> None:
    client.loop_read()
    # TLS decrypts whole records: the rest of one never shows on the socket.
    while isinstance(link, ssl.SSLSocket) and client.socket() is link and link.pending():
        client.loop_read()


def idle(errands: RingingErrands, seconds: float) -> None:
    """Wait at most *seconds* for an errand."""
    with selectors.PollSelector() as selector:
        errands.watch(selector)
        selector.select(seconds)


def listens(host: str, port: int) -> bool:
    """Whether somebody takes connections there, within a second."""
    try:
        socket.create_connection((host, port), timeout=1.0).close()
    except OSError:
        return False
    return True
