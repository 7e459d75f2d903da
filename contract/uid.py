"""The plain UID of an NFC tag, which names a garment only where a store says so."""

import re

#: How a reader writes a UID that stands for nothing else.
PREFIX = "uid:"
#: All that is worth keeping of a random UID: a new one is drawn each time the tag is powered.
RANDOM = f"{PREFIX}08"
#: Bytes of a single, double and triple UID (ISO/IEC 14443-3), and of FeliCa's IDm.
_SIZES = (4, 7, 10, 8)


def write_uid(uid: bytes) -> str:
    """*uid* as a reader says it, `uid:04A1B2C3D4E5F6`; every random one is written alike."""
    # In longer UIDs the first byte is the maker of the chip, and 08 is one (ISO/IEC 7816-6).
    random = len(uid) == 4 and uid[0] == 0x08
    return RANDOM if random else PREFIX + uid.hex().upper()


def read_uid(text: str) -> str:
    """The UID of *text* as `write_uid` writes it, colons or not. Raises ValueError."""
    digits = re.sub(r"[:\s-]", "", text.strip().removeprefix(PREFIX))
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", digits) or len(digits) // 2 not in _SIZES:
        raise ValueError(f"{text[:80]!r} is no UID; 4, 7, 8 or 10 bytes in hexadecimal are")
    found = write_uid(bytes.fromhex(digits))
    if found == RANDOM:
        raise ValueError(f"{text!r} is a random UID, another one at each read; it names nothing")
    return found
