"""An emulated Type 3 tag, a FeliCa card that holds NDEF in blocks of 16 bytes.

Source: NFC Forum Type 3 Tag 1.0; JIS X 6319-4 for the commands.
"""

from simulation.pn532.air import TYPE_F_212, crc_f

_SYSTEM = b"\x12\xfc"
_ANY = 0xFF
_READ, _WRITE = 0x06, 0x08
_TO_READ, _TO_WRITE = b"\x0b\x00", b"\x09\x00"
_BLOCK = 16
#: No chip of Sony's, so that the driver takes it for what any Type 3 tag is.
_PMM = bytes.fromhex("00ff4b024f4993ff")
_OK, _REFUSED = b"\x00\x00", b"\x01\xa8"
#: Blocks in one read, and in one write.
_MOST = (4, 1)


class Type3:
    """A card with an IDm of eight bytes, and *message* in its *blocks*."""

    def __init__(self, idm: bytes, message: bytes = b"", blocks: int = 64) -> None:
        self._idm = idm
        head = bytes([0x10, *_MOST, *blocks.to_bytes(2, "big"), 0, 0, 0, 0, 0, 1])
        head += len(message).to_bytes(3, "big")
        self.memory = bytearray(head + sum(head).to_bytes(2, "big") + message)
        self.memory = self.memory.ljust((blocks + 1) * _BLOCK, b"\0")
        self._awake = False

    def power_off(self) -> None:
        self._awake = False

    def called(self, kind: int, data: bytes) -> bytes | None:
        """SENSF_RES with the system code, when *data* asks for it or for any."""
        wanted = data[1:3]
        fits = len(wanted) == 2 and all(
            a in {_ANY, b} for a, b in zip(wanted, _SYSTEM, strict=True)
        )
        if kind != TYPE_F_212 or not fits:
            return None
        self._awake = True
        found = b"\x01" + self._idm + _PMM + _SYSTEM
        return bytes([len(found) + 1]) + found

    def checksum(self, frame: bytes) -> bytes:
        return crc_f(frame)

    def answer(self, frame: bytes) -> bytes | None:
        if not self._awake or len(frame) < 11 or frame[2:10] != self._idm:
            return None
        code, rest = frame[1], frame[10:]
        body = bytes([code + 1]) + self._idm + self._obey(code, rest)
        found = bytes([len(body) + 1]) + body
        return found + crc_f(found)

    def _obey(self, code: int, rest: bytes) -> bytes:
        service, count, rest = rest[1:3], int.from_bytes(rest[3:4]), rest[4:]
        blocks: list[int] = []
        while len(blocks) < count and len(rest) >= 2:
            size = 2 if rest[0] & 0x80 else 3
            blocks.append(int.from_bytes(rest[1:size], "little"))
            rest = rest[size:]
        if len(blocks) < count or any((block + 1) * _BLOCK > len(self.memory) for block in blocks):
            return _REFUSED
        places = [slice(block * _BLOCK, (block + 1) * _BLOCK) for block in blocks]
        if (code, service) == (_READ, _TO_READ) and count <= _MOST[0]:
            return _OK + bytes([count]) + b"".join(bytes(self.memory[p]) for p in places)
        if (code, service, len(rest)) == (_WRITE, _TO_WRITE, count * _BLOCK):
            for index, place in enumerate(places):
                self.memory[place] = rest[index * _BLOCK : (index + 1) * _BLOCK]
            return _OK
        return _REFUSED
