"""An emulated NTAG213, 215 or 216: its memory, its lock bits and the commands it knows.

Source: NXP NTAG213/215/216 data sheet, rev. 3.2.
"""

from dataclasses import dataclass
from typing import ClassVar

from simulation.pn532.air import TYPE_A_106, crc_a, described

_READ, _FAST_READ, _WRITE, _GET_VERSION = 0x30, 0x3A, 0xA2, 0x60
_DONE, _REFUSED = b"\x0a", b"\x00"


@dataclass(frozen=True, slots=True)
class Model:
    """*last* is the last page of all, *lock* the page of the dynamic lock bits."""

    name: str
    last: int
    lock: int
    #: How many pages one dynamic lock bit stands for.
    per_bit: int
    capacity: int
    version: int
    #: What stands from page 4 on when the tag is delivered.
    delivered: bytes


NTAG213 = Model("NTAG213", 44, 0x28, 2, 0x12, 0x0F, bytes.fromhex("0103a00c340300fe"))
NTAG215 = Model("NTAG215", 134, 0x82, 16, 0x3E, 0x11, bytes.fromhex("0300fe00"))
NTAG216 = Model("NTAG216", 230, 0xE2, 16, 0x6D, 0x13, bytes.fromhex("0300fe00"))
MODELS = {model.name.lower(): model for model in (NTAG213, NTAG215, NTAG216)}


class Ntag:
    """A tag with a UID of seven bytes, with *message* on it as NDEF unless there is none."""

    _SENS_RES: ClassVar[bytes] = b"\x44\x00"
    _SEL_RES: ClassVar[bytes] = b"\x00"

    def __init__(self, uid: bytes, message: bytes | None = None, model: Model = NTAG215) -> None:
        self.uid, self.model = uid, model
        self.memory = bytearray((model.last + 1) * 4)
        self.memory[:9] = [*uid[:3], 0x88 ^ uid[0] ^ uid[1] ^ uid[2], *uid[3:], _xor(uid[3:])]
        self.memory[9] = 0x48
        self.memory[12:16] = bytes([0xE1, 0x10, model.capacity, 0x00])
        self.memory[16 : 16 + len(model.delivered)] = model.delivered
        if message is not None:
            self._lay(message)
        self._awake = False

    def power_off(self) -> None:
        self._awake = False

    def select(self) -> None:
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
        """What it sends back: a frame with its CRC_A, four bits alone, or nothing."""
        if not self._awake:
            return None
        found = self._obey(frame)
        if found is None or found == _REFUSED:
            # It goes mute until it is selected again.
            self._awake = False
            return found
        return found if found == _DONE else found + crc_a(found)

    def lock(self) -> None:
        """As a tag is sealed for good: read-only in every way there is."""
        self.memory[10:12] = b"\xff\xff"
        self.memory[15] |= 0x0F
        start = self.model.lock * 4
        self.memory[start : start + 3] = b"\xff\xff\xff"

    def _obey(self, frame: bytes) -> bytes | None:
        last = self.model.last
        match list(frame):
            case [code, page] if code == _READ and page <= last:
                return bytes((self.memory * 2)[page * 4 : page * 4 + 16])
            case [code, first, end] if code == _FAST_READ and first <= end <= last:
                return bytes(self.memory[first * 4 : end * 4 + 4])
            case [code, page, *data] if code == _WRITE and page <= last and len(data) == 4:
                return _DONE if self._write(page, bytes(data)) else _REFUSED
            case [code] if code == _GET_VERSION:
                return bytes([0x00, 0x04, 0x04, 0x02, 0x01, 0x00, self.model.version, 0x03])
        return _REFUSED

    def _write(self, page: int, data: bytes) -> bool:
        here = slice(page * 4, page * 4 + 4)
        if page < 2 or self._is_locked(page):
            return False
        if page == 2:
            data = bytes(a | b for a, b in zip(self.memory[here], b"\0\0" + data[2:], strict=True))
        elif page in {3, self.model.lock}:
            # These bits can be set and never cleared.
            data = bytes(a | b for a, b in zip(self.memory[here], data, strict=True))
        self.memory[here] = data
        return True

    def _is_locked(self, page: int) -> bool:
        if 3 <= page < 16:
            return bool(int.from_bytes(self.memory[10:12], "little") >> page & 1)
        if 16 <= page < self.model.lock:
            start = self.model.lock * 4
            bits = int.from_bytes(self.memory[start : start + 3], "little")
            return bool(bits >> (page - 16) // self.model.per_bit & 1)
        return False

    def _lay(self, message: bytes) -> None:
        start = 16 + self.model.delivered.index(b"\x03\x00\xfe")
        size = len(message)
        length = bytes([size]) if size < 0xFF else b"\xff" + size.to_bytes(2, "big")
        block = b"\x03" + length + message + b"\xfe"
        if start + len(block) - 1 > 16 + self.model.capacity * 8:
            raise ValueError(f"{size} bytes do not fit an {self.model.name}; see its capacity")
        self.memory[start : start + len(block)] = block


def _xor(octets: bytes) -> int:
    found = 0
    for octet in octets:
        found ^= octet
    return found
