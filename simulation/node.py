"""One ClickHouse node for tests and benchmarks: npm's chDB library, told to listen.

`python node.py LIBRARY CONFIG FOLDER HOST HTTP_PORT TCP_PORT INNER_PORT`, until it is killed or
whoever started it has ended. It asks nobody for a password: for the loopback alone.
"""

import contextlib
import ctypes
import os
import signal
import socket
import sys
import threading

_DIE_WITH_PARENT = 1
_DEEPBIND = 8
_LISTEN = (
    "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP; "
    "SELECT sleepEachRow(1) FROM numbers(100000000) FORMAT Null SETTINGS max_block_size = 1"
)


def main(
    library: str, config: str, folder: str, host: str, http: str, tcp: str, inner: str
) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    words = [
        "clickhouse",
        f"--config-file={config}",
        f"--path={folder}",
        f"--http_port={http}",
        f"--tcp_port={inner}",
        f"--listen_host={host}",
        f"--query={_LISTEN}",
    ]
    listener = socket.create_server((host, int(tcp)), backlog=128)
    threading.Thread(target=_relay, args=(listener, (host, int(inner))), daemon=True).start()
    run = ctypes.CDLL(library, mode=os.RTLD_LAZY | _DEEPBIND).chdb_query_cmdline
    run.restype, run.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.POINTER(ctypes.c_char_p)]
    run(len(words), (ctypes.c_char_p * len(words))(*map(str.encode, words)))


def _relay(listener: socket.socket, inner: tuple[str, int]) -> None:
    """Let the others' lines end gently: this build, unlike a server, ends itself when one is reset.

    A question that fails on one node leaves the answers of the others unread, which resets them.
    """
    while True:
        outer, _ = listener.accept()
        threading.Thread(target=_join, args=(outer, inner), daemon=True).start()


def _join(outer: socket.socket, inner: tuple[str, int]) -> None:
    with outer, socket.create_connection(inner) as engine:
        # As the engines' own lines: what is small would wait 40 ms for what comes after it.
        for line in (outer, engine):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        back = threading.Thread(target=_pump, args=(outer, engine), daemon=True)
        back.start()
        _pump(engine, outer)
        back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    """Everything of *source* to *sink*, and to nowhere once that is gone."""
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            with contextlib.suppress(OSError):
                sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    main(*sys.argv[1:])
