"""The serial line of a PN532: woken, slowed down, shut, and all the ways in which it breaks."""

import contextlib
import logging
import struct
import termios
from typing import Any

import nfc
import nfc.clf.pn532
import nfc.clf.transport
import nfc.tag

#: nfcpy looks at what it was sent only by indexing it, so garbage shows as any of these.
GARBLED = (
    nfc.clf.Error,
    nfc.clf.pn532.Chipset.Error,
    nfc.tag.TagCommandError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
#: After a hang-up a serial line raises termios.error, which is no OSError.
BROKEN = (OSError, termios.error, *GARBLED)
_FAST = (921600, 460800, 230400)

# What nfcpy would write to standard error is said in one line by ReaderError.
logging.getLogger("nfc").addHandler(logging.NullHandler())
logging.getLogger("nfc").propagate = False


def woken(path: str) -> Any:
    """The driver's device, also for a chip whose last driver was killed while it spoke fast."""
    line = nfc.clf.transport.TTY(path)
    try:
        try:
            return nfc.clf.pn532.init(line)
        except BROKEN:
            _slow_down(line)
            return nfc.clf.pn532.init(line)
    except BaseException:
        shut(line)
        raise


def _slow_down(line: Any) -> None:
    for baudrate in _FAST:
        line.open(line.port, baudrate)
        with contextlib.suppress(*BROKEN):
            chipset = nfc.clf.pn532.Chipset(line, logging.getLogger("nfc"))
            chipset.set_serial_baudrate(115200)
            return


def shut(line: Any) -> None:
    tty, line.tty = line.tty, None
    if tty is not None:
        with contextlib.suppress(OSError, termios.error):
            tty.close()


def said(error: BaseException) -> str:
    # termios.error has no strerror, and its text is a tuple's.
    is_tuple = isinstance(error, termios.error) and len(error.args) == 2
    text = str(error.args[1] if is_tuple else error)
    text = str(getattr(error, "strerror", None) or text)
    return text or type(error).__name__
