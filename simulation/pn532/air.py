"""What passes between a reader's field and a tag in it: the checksum, and what a tag is; pure."""

from typing import Protocol


class Tag(Protocol):
    """A tag of ISO/IEC 14443 type A."""

    uid: bytes

    @property
    def sens_res(self) -> bytes: ...
    @property
    def sel_res(self) -> bytes: ...

    def power_off(self) -> None: ...
    def select(self) -> None: ...

    def answer(self, frame: bytes) -> bytes | None:
        """What it sends back, with CRC_A; four bits stand as one byte without; None is silence."""


def crc_a(frame: bytes) -> bytes:
    """Source: ISO/IEC 14443-3, annex B."""
    register = 0x6363
    for octet in frame:
        mixed = (octet ^ register) & 0xFF
        mixed = (mixed ^ mixed << 4) & 0xFF
        register = (register >> 8) ^ mixed << 8 ^ mixed << 3 ^ mixed >> 4
    return register.to_bytes(2, "little")


def cascaded(uid: bytes) -> bytes:
    """*uid* as it is asked for, with the cascade tag before each level but the last."""
    levels = b""
    while len(uid) > 4:
        levels += b"\x88" + uid[:3]
        uid = uid[3:]
    return levels + uid
