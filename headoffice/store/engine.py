"""The process that owns the embedded engine: `python -m headoffice.store.engine DSN ENGINE`.

Started by headoffice.store.supervisor, which reads one line from it: `ready`, or what is wrong as
JSON. It ends when it is told to stop, and at once when whoever started it is gone.
"""

import errno
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from typing import Any

from headoffice.pace import settle
from headoffice.store.address import reachable, socket_of
from headoffice.store.clickhouse import ClickHouseStore, open_store
from headoffice.store.port import StoreError, StoreInUse

#: Seconds in which the engine of a program that was killed has ended, on a busy machine too.
_ORPHAN_SECONDS = 3.0
_PAUSE = 0.25
_BACKLOG = 64
#: Want of descriptors or memory, and a caller who is gone: the next one may well be let in.
_PASSING = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ECONNABORTED}

Methods = Mapping[str, Callable[..., Any]]


def main(dsn: str, engine: str) -> int:
    # Who stops us does so by the pipe, when it has written what it has: Ctrl-C and systemd tell all
    # processes of a group at once.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        store = _opened(dsn, engine)
        listener = _listening(dsn)
    except StoreError as error:
        print(json.dumps({"error": type(error).__name__, "detail": str(error)}), flush=True)  # noqa: T201 - to the supervisor
        return 1
    methods = {"insert": store.insert, "query": store.query, "each_shard": store.each_shard}
    threading.Thread(target=_accept, args=(listener, methods), daemon=True).start()
    settle()
    print("ready", flush=True)  # noqa: T201 - to the supervisor
    told = sys.stdin.readline()
    if told:
        store.close()
    # Nobody is left to wait for what is under way; the data is as after any other kill.
    os._exit(0 if told else 1)


def _opened(dsn: str, engine: str) -> ClickHouseStore:
    until = time.monotonic() + _ORPHAN_SECONDS
    while True:
        try:
            return open_store(dsn, engine=engine)
        except StoreInUse:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _listening(dsn: str) -> Listener:
    """The socket, for its owner alone from its first moment."""
    address = socket_of(dsn)
    # Whoever left it is gone: the engine's lock is ours.
    address.unlink(missing_ok=True)
    before = os.umask(0o077)
    try:
        with reachable(address) as short:
            listener = Listener(short, "AF_UNIX", backlog=_BACKLOG)
    finally:
        os.umask(before)
    address.chmod(0o600)
    return listener


def _accept(listener: Listener, methods: Methods) -> None:
    """Let callers in for as long as the process lives."""
    try:
        while True:
            _let_in(listener, methods)
    except BaseException:  # noqa: BLE001 - whatever it was, nobody would be let in any more
        traceback.print_exc()
    # It loses what is under way; but who lives and lets nobody in is never started again.
    os._exit(1)


def _let_in(listener: Listener, methods: Methods) -> None:
    try:
        line = listener.accept()
    except OSError as error:
        if error.errno not in _PASSING:
            raise
        # To end would lose what is under way, for something that passes as others go.
        time.sleep(_PAUSE)
        return
    threading.Thread(target=_answer, args=(line, methods), daemon=True).start()


def _answer(line: "Connection[Any, Any]", methods: Methods) -> None:
    with line, suppress(EOFError, OSError):
        while True:
            name, words, options = line.recv()
            try:
                answer = methods[name](*words, **options)
            except StoreError as error:
                answer = type(error)(*error.args)
            line.send(answer)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
