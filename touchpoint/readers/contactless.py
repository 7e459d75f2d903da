"""The one file that knows nfcpy: a PN532 on a serial line, its field, the tag in it."""

import contextlib
import logging
import os
import struct
import termios
import time
from dataclasses import dataclass
from typing import Any

import nfc
import nfc.clf.pn532
import nfc.clf.transport
import nfc.tag
import nfc.tag.tt2

from touchpoint.readers.claim import claimed
from touchpoint.readers.port import ReaderError

#: nfcpy looks at what it was sent only by indexing it, so garbage shows as any of these.
_GARBLED = (
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
_BROKEN = (OSError, termios.error, *_GARBLED)
#: Bits of SEL_RES (NFC Forum Digital, 6.8.2).
_NOT_TYPE_2 = 0x60
#: Type 3 tags that hold NDEF, with their system code; a shopper's travel card stays silent.
_NDEF_CARDS = bytes.fromhex("0012fc0100")
_FAST = (921600, 460800, 230400)
#: Seconds that one tag may take: a whole NTAG216 needs a quarter of that.
_PATIENCE = 1.0

# What nfcpy would write to standard error is said in one line by ReaderError.
logging.getLogger("nfc").addHandler(logging.NullHandler())
logging.getLogger("nfc").propagate = False


@dataclass(frozen=True, slots=True)
class Content:
    """The NDEF message on a tag, if there is one; not *sure* when the tag stopped answering."""

    message: bytes | None
    sure: bool


class Contactless:
    """A PN532 on the tty at *path*; every failure is a ReaderError.

    *technologies* are `A` (Type 2 and Type 4 tags) or `AF` (Type 3 tags, too).
    """

    def __init__(self, path: str, technologies: str = "A") -> None:
        self._path, self._with_felica = path, "F" in technologies
        self._frontend = nfc.ContactlessFrontend()
        self._field = _Field(self._frontend)
        self._target: Any = None
        self._claim = -1

    def open(self) -> None:
        self._claim = claimed(self._path)
        try:
            self._frontend.device = _woken(self._path)
        except _BROKEN as error:
            self.close()
            raise ReaderError(
                f"no PN532 answers on {self._path}: {_said(error)}; right is a PN532 set to HSU, "
                "powered, its TXD at the machine's RXD and the other way round"
            ) from error

    def sense(self) -> bytes | None:
        """The UID of the tag in the field."""
        device = self._frontend.device
        try:
            # A tag that was read answers again only after it was without a field.
            if self._target is not None:
                device.mute()
            target = device.sense_tta(nfc.clf.RemoteTarget("106A"))
            if target is None and self._with_felica:
                target = device.sense_ttf(nfc.clf.RemoteTarget("212F", sensf_req=_NDEF_CARDS))
            self._target = self._frontend.target = target
            if target is None:
                device.mute()
        except _BROKEN as error:
            raise self._lost(error) from error
        if target is None:
            return None
        # The UID of type A, or the IDm of FeliCa.
        uid = bytes(target.sdd_res or (target.sensf_res or b"")[1:9])
        return uid or None

    def content(self) -> Content:
        """What stands on the tag that was sensed last."""
        self._field.begin()
        try:
            found = self._tag().ndef
            message = None if found is None else bytes(found.octets)
        except (OSError, termios.error) as error:
            raise self._lost(error) from error
        except _GARBLED:
            message = None
        return Content(message, message is not None or self._field.lost == 0)

    def write(self, message: bytes) -> None:
        """Store *message* on the tag that was sensed last. Raises ReaderError."""
        self._field.begin()
        try:
            found = self._tag().ndef
            _check_room(found, message, left=self._field.lost > 0)
            found.octets = message
        except (OSError, termios.error) as error:
            raise self._lost(error) from error
        except _GARBLED as error:
            why = "it left too early" if self._field.lost else "its pages are locked"
            raise ReaderError(
                f"the tag was not written, {why} ({_said(error)}); hold a tag still that is open"
            ) from error

    def close(self) -> None:
        device, self._frontend.device = self._frontend.device, None
        if device is not None:
            line = device.chipset.transport
            with contextlib.suppress(*_BROKEN):
                device.close()
            _shut(line)
        if self._claim >= 0:
            os.close(self._claim)
            self._claim = -1

    def _tag(self) -> Any:
        """The driver's class for the kind of tag; for Type 2 without asking which chip it is."""
        if self._target.sel_res and not self._target.sel_res[0] & _NOT_TYPE_2:
            return nfc.tag.tt2.Type2Tag(self._field, self._target)
        return nfc.tag.activate(self._field, self._target)

    def _lost(self, error: BaseException) -> ReaderError:
        return ReaderError(
            f"PN532 {self._path} does not answer any more: {_said(error)}; is it plugged in?"
        )


class _Field:
    """What nfcpy's tags need of a front end, sooner; an end to how long a tag keeps it busy."""

    def __init__(self, frontend: Any) -> None:
        self._frontend = frontend
        self._end = 0.0
        #: The time-out the chip is set to for the tag it talks to.
        self._set: float | None = None
        self.lost = 0

    @property
    def max_send_data_size(self) -> int:
        return int(self._frontend.max_send_data_size)

    @property
    def max_recv_data_size(self) -> int:
        return int(self._frontend.max_recv_data_size)

    def begin(self) -> None:
        self._end, self._set, self.lost = time.monotonic() + _PATIENCE, None, 0

    def sense(self, target: Any) -> Any:
        self._set = None
        return self._frontend.sense(target)

    def exchange(self, data: bytes, timeout: float) -> Any:
        # A tag that answers nothing to every read keeps nfcpy's loops going for ever.
        if time.monotonic() >= self._end:
            raise nfc.clf.TimeoutError
        try:
            # nfcpy sets the chip up before each exchange, with three commands more.
            run = self._repeat if self._set == timeout else self._frontend.exchange
            answer = run(data, timeout)
        except nfc.clf.CommunicationError:
            self.lost += 1
            raise
        if answer is None:
            self.lost += 1
            raise nfc.clf.TimeoutError
        target = self._frontend.target
        self._set = timeout if target.sel_res and not target.sel_res[0] & _NOT_TYPE_2 else None
        return answer

    def _repeat(self, data: bytes, timeout: float) -> Any:
        """One more exchange with a Type 2 tag, whose CRC the driver leaves to us."""
        device = self._frontend.device
        try:
            answer = device.chipset.in_communicate_thru(bytearray(data), timeout + 0.1)
        except nfc.clf.pn532.Chipset.Error as error:
            silent = error.errno == 1
            raise (nfc.clf.TimeoutError if silent else nfc.clf.TransmissionError) from error
        if len(answer) <= 2:
            return answer
        if not device.check_crc_a(answer):
            raise nfc.clf.TransmissionError
        return answer[:-2]


def _woken(path: str) -> Any:
    """The driver's device, also for a chip whose last driver was killed while it spoke fast."""
    line = nfc.clf.transport.TTY(path)
    try:
        try:
            return nfc.clf.pn532.init(line)
        except _BROKEN:
            _slow_down(line)
            return nfc.clf.pn532.init(line)
    except BaseException:
        _shut(line)
        raise


def _slow_down(line: Any) -> None:
    for baudrate in _FAST:
        line.open(line.port, baudrate)
        with contextlib.suppress(*_BROKEN):
            chipset = nfc.clf.pn532.Chipset(line, logging.getLogger("nfc"))
            chipset.set_serial_baudrate(115200)
            return


def _shut(line: Any) -> None:
    tty, line.tty = line.tty, None
    if tty is not None:
        with contextlib.suppress(OSError, termios.error):
            tty.close()


def _check_room(found: Any, message: bytes, *, left: bool) -> None:
    if found is None:
        if left:
            raise ReaderError("the tag left too early; hold it still until it is written")
        raise ReaderError("the tag has no room for NDEF; an NTAG213, 215 or 216 as delivered has")
    if not found.is_writeable:
        raise ReaderError("the tag is read-only; one whose lock bits are open is right")
    if len(message) > found.capacity:
        raise ReaderError(
            f"the tag is too small: the link needs {len(message)} bytes and {found.capacity} fit; "
            "an NTAG215 holds 492 and an NTAG216 868"
        )


def _said(error: BaseException) -> str:
    text = str(getattr(error, "strerror", None) or error)
    return text or type(error).__name__
