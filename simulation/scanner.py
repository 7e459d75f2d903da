"""A USB scanner without hardware: types codes as key events into a pipe in place of a device."""

import contextlib
import os
import select
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from simulation.door import Door, serve
from simulation.strokes import Stroke, events, strokes
from touchpoint.readers.layouts import LAYOUTS
from touchpoint.readers.simulated import Order

#: Seconds from key to key (assumed: no scanner was measured).
PACE = 0.001
#: Seconds after which a reader that has gone is noticed, and in which one has to read on.
_NOTICE, _PATIENCE = 0.1, 1.0
#: Of the events that are written at once: up to PIPE_BUF bytes come whole or not at all (pipe(7)).
_TOGETHER = 64


class Scanner:
    """Plugged in at *device* while it lasts; set to *layout*, and to send *prefix* before a code.

    Keys go to whoever has the device open. As with a real one, what nobody reads is lost.
    """

    def __init__(self, device: Path, layout: str = "us", prefix: str = "") -> None:
        self._device, self._layout, self._prefix = device, LAYOUTS[layout], prefix
        self._lock, self._leaving = threading.Lock(), threading.Event()
        self._pipe: int | None = None
        device.parent.mkdir(parents=True, exist_ok=True)
        # One that a killed scanner left may be open already.
        if not device.is_fifo():
            device.unlink(missing_ok=True)
            os.mkfifo(device, 0o600)
        self._thread = threading.Thread(target=self._attend, name="scanner", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving.set()
        self._thread.join()
        self._let_go()
        self._device.unlink(missing_ok=True)

    def obey(self, order: Order) -> None:
        """Type its code. Raises ValueError saying what would be right."""
        if order.verb == "take":
            raise ValueError('a code that was scanned does not lie here; {"tap": CODE} is right')
        struck = strokes(self._prefix + order.value, self._layout)
        with self._lock:
            self._type(struck)

    def _type(self, struck: Sequence[Stroke]) -> None:
        pipe, began = self._reader(), time.monotonic()
        if pipe is None:
            raise ValueError(f"nobody has {self._device} open; start the keyboard reader first")
        # Stamped as a kernel would, however late a busy machine gets to it.
        time.sleep(len(struck) * PACE)
        reports = events(struck, began, PACE)
        try:
            for first in range(0, len(reports), _TOGETHER):
                _write(pipe, b"".join(reports[first : first + _TOGETHER]))
        except (BrokenPipeError, BlockingIOError) as error:
            raise ValueError(f"the reader of {self._device} does not read: {error}") from error

    def _attend(self) -> None:
        while not self._leaving.wait(_NOTICE):
            with self._lock:
                self._reader()

    def _reader(self) -> int | None:
        """The pipe to whoever has the device open; what one that has gone did not read is lost."""
        if self._pipe is not None and _has_left(self._pipe):
            self._let_go()
        if self._pipe is None:
            with contextlib.suppress(OSError):
                self._pipe = os.open(self._device, os.O_WRONLY | os.O_NONBLOCK)
        return self._pipe

    def _let_go(self) -> None:
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None


def _write(pipe: int, data: bytes) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLOUT)
    poll.poll(_PATIENCE * 1000)
    os.write(pipe, data)


def _has_left(pipe: int) -> bool:
    poll = select.poll()
    poll.register(pipe, 0)
    return bool(poll.poll(0))


@click.command()
@click.argument("path", metavar="SOCKET", type=click.Path(path_type=Path))
@click.option(
    "--device", type=click.Path(path_type=Path), required=True, help="Where it is plugged in."
)
@click.option(
    "--layout", type=click.Choice(list(LAYOUTS)), default="us", show_default=True, help="Its keys."
)
@click.option("--prefix", default="", help="What it is set to send before each code.")
def main(path: Path, device: Path, layout: str, prefix: str) -> None:
    """Be a USB scanner that types, until it is interrupted; codes are held to it over SOCKET.

    A reader of the kind keyboard opens its device:

    \b
    python -m simulation.scanner /tmp/codes.sock --device /tmp/scanner --layout fr &
    python -m touchpoint.readers keyboard --option device=/tmp/scanner --option layout=fr
    python -m touchpoint.readers tap /tmp/codes.sock 0614141100019
    """
    with Scanner(device, layout, prefix) as scanner, Door(path, scanner) as door:
        serve(door)
    path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
