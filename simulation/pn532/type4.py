"""An emulated Type 4 tag, as cards and phones are: files behind APDUs, in blocks of ISO-DEP.

Source: NFC Forum Type 4 Tag 1.0; ISO/IEC 14443-4 for the blocks.
"""

from typing import ClassVar

from simulation.pn532.air import TYPE_A_106, crc_a, described

_APPLICATION = bytes.fromhex("d2760000850101")
_CONTAINER, _MESSAGE = b"\xe1\x03", b"\xe1\x04"
#: So much data fits an APDU whose block fits a frame of 256 bytes.
_MOST = 246
_OK, _NOT_FOUND, _DENIED, _UNKNOWN = b"\x90\x00", b"\x6a\x82", b"\x69\x82", b"\x6d\x00"
#: Frames of 256 bytes at 106 kbit/s, an answer within 39 ms.
_ANSWER_TO_SELECT = bytes.fromhex("0578807002")


class Type4:
    """A tag that holds *message* in a file of *size* bytes; its UID may be of any length."""

    _SENS_RES: ClassVar[bytes] = b"\x44\x03"
    _SEL_RES: ClassVar[bytes] = b"\x20"

    def __init__(
        self, uid: bytes, message: bytes = b"", size: int = 4096, *, sealed: bool = False
    ) -> None:
        self.uid, self._sealed = uid, sealed
        most = _MOST.to_bytes(2, "big")
        control = b"\x04\x06" + _MESSAGE + size.to_bytes(2, "big") + bytes([0, 0xFF * sealed])
        self._files = {
            _CONTAINER: bytearray(b"\x00\x0f\x20" + most + most + control),
            _MESSAGE: bytearray(len(message).to_bytes(2, "big") + message).ljust(size, b"\0"),
        }
        self._selected: bytes | None = None
        self._awake = self._active = False
        self._last = b""

    def power_off(self) -> None:
        self._awake = self._active = False
        self._selected = None

    def select(self) -> None:
        self.power_off()
        self._awake = True

    def called(self, kind: int, data: bytes) -> bytes | None:
        if kind != TYPE_A_106:
            return None
        found = described(self.uid, self._SENS_RES, self._SEL_RES, data)
        if found is not None:
            self.select()
        return found

    def checksum(self, frame: bytes) -> bytes:
        return crc_a(frame)

    def answer(self, frame: bytes) -> bytes | None:
        """A block that answers a block, with its CRC_A; nothing to what is no block."""
        if not self._awake or not frame:
            return None
        if not self._active:
            self._active = frame[0] == 0xE0
            found = _ANSWER_TO_SELECT if self._active else None
        elif frame[0] & 0xEE == 0x02:
            found = self._last = frame[:1] + self._obey(frame[1:])
        elif frame[0] & 0xF6 == 0xB2:
            # The reader did not hear the last block.
            found = self._last
        elif frame[0] == 0xC2:
            self._awake, found = False, b"\xc2"
        else:
            found = None
        return found + crc_a(found) if found else None

    def _obey(self, apdu: bytes) -> bytes:
        match list(apdu[:4]):
            case [0, 0xA4, 0x04, _]:
                return _OK if apdu[5:12] == _APPLICATION else _NOT_FOUND
            case [0, 0xA4, 0x00, _]:
                self._selected = apdu[5:7] if apdu[5:7] in self._files else None
                return _OK if self._selected else _NOT_FOUND
            case [0, 0xB0, high, low] if self._selected and len(apdu) == 5:
                return self._read(high << 8 | low, apdu[4] or 256) + _OK
            case [0, 0xD6, high, low] if self._selected:
                return self._update(high << 8 | low, apdu[5:])
        return _UNKNOWN

    def _read(self, start: int, count: int) -> bytes:
        return bytes(self._files[self._selected or _CONTAINER][start : start + count])

    def _update(self, start: int, data: bytes) -> bytes:
        file = self._files[_MESSAGE]
        if self._selected != _MESSAGE or self._sealed or start + len(data) > len(file):
            return _DENIED
        file[start : start + len(data)] = data
        return _OK
