"""The commands of a PN532 as far as nfcpy's driver gives them to read and write tags.

Source: NXP UM0701-02, PN532 user manual, section 7.
"""

import time
from collections.abc import Callable

from simulation.pn532.air import TYPE_A_106, TYPE_F_212, Tag
from simulation.pn532.frames import SYNTAX_ERROR, Command, write_frame
from simulation.pn532.ills import WELL, Course, Ills
from simulation.pn532.timing import Timing

_TX_MODE, _RX_MODE, _TX_CONTROL, _FIFO = 0x6302, 0x6303, 0x6304, 0x6339
#: Bit 7 of the mode registers: the chip makes and checks the CRC.
_CRC = 0x80
_OK, _TIMEOUT, _CRC_ERROR = b"\x00", b"\x01", b"\x02"
_SENS_REQ = 0x26
_BAUDRATES = (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1288000)
_FIRST_BAUDRATE = 115200


class Chip:
    """Answers commands; *tags* says what lies in its field at that moment."""

    def __init__(
        self,
        tags: Callable[[], list[Tag]],
        timing: Timing,
        ills: Ills = WELL,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tags, self._timing = tags, timing
        self._course = Course(ills, now)
        self.baudrate = _FIRST_BAUDRATE
        self._next_baudrate = _FIRST_BAUDRATE
        self._registers: dict[int, int] = {}
        self._field = False
        self._target: Tag | None = None
        self._spent = 0.0
        self._commands: dict[int, Callable[[bytes], bytes | None]] = {
            0x00: self._diagnose,
            0x02: lambda _: bytes([0x32, 0x01, 0x06, 0x07]),
            0x06: self._read_registers,
            0x08: self._write_registers,
            0x10: self._set_baudrate,
            0x12: lambda _: b"",
            0x14: self._set_up,
            0x16: self._power_down,
            0x32: self._configure,
            0x40: lambda data: self._exchange(data[1:]),
            0x42: self._exchange,
            0x4A: self._list,
            0x52: self._release,
        }

    def answer(self, command: Command) -> tuple[bytes, float]:
        """The frame that answers, if one does, and the seconds the air took."""
        self._spent = 0.0
        run = self._commands.get(command.code)
        found = run(command.data) if run else None
        if self._course.is_stuck:
            return b"", self._spent
        frame = SYNTAX_ERROR if found is None else write_frame(command.code, found)
        return frame, self._spent

    def acknowledged(self) -> None:
        """The host has heard the answer, or wants none; now a new baud rate holds."""
        self._course.aborted()
        self.baudrate = self._next_baudrate

    def is_tuned_to(self, baudrate: int) -> bool:
        """Whether bytes at *baudrate* are more than noise to it."""
        # The host's ACK and its change of speed reach a pseudo-terminal's far end in any order.
        if baudrate == self._next_baudrate:
            self.baudrate = baudrate
        return baudrate == self.baudrate

    def _diagnose(self, data: bytes) -> bytes | None:
        # Test 0 sends the bytes back, to prove the line.
        return data if data[:1] == b"\x00" else None

    def _read_registers(self, data: bytes) -> bytes:
        addresses = [data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)]
        return bytes(self._registers.get(address, 0) for address in addresses)

    def _write_registers(self, data: bytes) -> bytes:
        for i in range(0, len(data) - 2, 3):
            self._registers[data[i] << 8 | data[i + 1]] = data[i + 2]
        return b""

    def _set_baudrate(self, data: bytes) -> bytes | None:
        if len(data) != 1 or data[0] >= len(_BAUDRATES):
            return None
        self._next_baudrate = _BAUDRATES[data[0]]
        return b""

    def _set_up(self, _: bytes) -> bytes:
        """SAMConfiguration, with which every driver begins."""
        self._course.set_up()
        return b""

    def _power_down(self, _: bytes) -> bytes:
        self._switch(on=False)
        return _OK

    def _configure(self, data: bytes) -> bytes | None:
        if len(data) < 2:
            return None
        if data[0] == 0x01:
            self._switch(on=bool(data[1] & 1))
        return b""

    def _switch(self, *, on: bool) -> None:
        if not on:
            self._target = None
            for tag in self._tags():
                tag.power_off()
        elif not self._field:
            self._spent += self._timing.field_on
        self._field = on
        # Both antenna drivers.
        self._registers[_TX_CONTROL] = 0x83 if on else 0x80

    def _list(self, data: bytes) -> bytes | None:
        if len(data) < 2:
            return None
        self._switch(on=True)
        # The one laid on top is the loudest.
        for tag in reversed(self._tags()):
            if (found := tag.called(data[1], data[2:])) is not None:
                self._target = tag
                self._registers |= {_TX_MODE: _CRC, _RX_MODE: _CRC, _FIFO: 0}
                self._spent += self._calling(data, found) + self._course.polled(found)
                return bytes([1, 1]) + found
        self._target = None
        self._spent += self._timing.unanswered + self._course.polled(b"")
        self._registers[_FIFO] = _SENS_REQ
        return b"\x00"

    def _calling(self, data: bytes, found: bytes) -> float:
        """The time in the air until one tag is selected."""
        if data[1] == TYPE_F_212:
            return self._timing.exchange(len(data) + 2, len(found) + 2)
        spent = self._timing.exchange(1, 2)
        # For each level: anticollision, then selection.
        levels = {4: 1, 7: 2}.get(found[3], 3) if data[1] == TYPE_A_106 else 0
        return spent + levels * (self._timing.exchange(2, 5) + self._timing.exchange(9, 3))

    def _exchange(self, frame: bytes) -> bytes:
        tag = self._target
        answer = tag.answer(frame) if tag in self._tags() and tag is not None else None
        if answer is None:
            self._spent += self._timing.exchange(len(frame) + 2, 0) + self._timing.unanswered
            return _TIMEOUT
        self._spent += self._timing.exchange(len(frame) + 2, len(answer))
        if frame[:1] == b"\xa2":
            self._spent += self._timing.page_write
        if not self._registers.get(_RX_MODE, 0) & _CRC:
            return _OK + answer
        if len(answer) < 3 or tag is None or tag.checksum(answer[:-2]) != answer[-2:]:
            return _CRC_ERROR
        return _OK + answer[:-2]

    def _release(self, _: bytes) -> bytes:
        self._target = None
        return _OK
