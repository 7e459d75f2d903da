"""What passes between a reader's field and a tag in it: checksums, and what a tag is; pure."""

import binascii
from typing import Protocol

#: Kinds of modulation and speed, as InListPassiveTarget has them.
TYPE_A_106, TYPE_F_212 = 0, 1


class Tag(Protocol):
    """A tag of either kind."""

    def power_off(self) -> None: ...

    def called(self, kind: int, data: bytes) -> bytes | None:
        """What the chip says of it to the host when it looks for *kind*; then it is awake."""

    def answer(self, frame: bytes) -> bytes | None:
        """What it sends back, with its CRC; four bits stand as one byte without; None: silence."""

    def checksum(self, frame: bytes) -> bytes: ...


def crc_a(frame: bytes) -> bytes:
    """Source: ISO/IEC 14443-3, annex B."""
    register = 0x6363
    for octet in frame:
        mixed = (octet ^ register) & 0xFF
        mixed = (mixed ^ mixed << 4) & 0xFF
        register = (register >> 8) ^ mixed << 8 ^ mixed << 3 ^ mixed >> 4
    return register.to_bytes(2, "little")


def crc_f(frame: bytes) -> bytes:
    """Source: JIS X 6319-4, the checksum of FeliCa."""
    return binascii.crc_hqx(frame, 0).to_bytes(2, "big")


def described(uid: bytes, sens_res: bytes, sel_res: bytes, asked: bytes) -> bytes | None:
    """A tag of type A as the chip tells the host, when *asked* for any UID or for its own."""
    if asked not in {b"", cascaded(uid)}:
        return None
    # SENS_RES goes over the air low byte first, and to the host high byte first.
    return sens_res[::-1] + sel_res + bytes([len(uid)]) + uid


def cascaded(uid: bytes) -> bytes:
    """*uid* as it is asked for, with the cascade tag before each level but the last."""
    levels = b""
    while len(uid) > 4:
        levels += b"\x88" + uid[:3]
        uid = uid[3:]
    return levels + uid
