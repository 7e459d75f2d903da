"""From what a reader saw to the garment it names."""

import re
from dataclasses import dataclass
from enum import StrEnum

from contract import gs1, sgtin, uid
from contract.ids import normal_gtin


class By(StrEnum):
    """How a garment was identified."""

    NFC = "nfc"
    UHF = "uhf"
    BARCODE = "barcode"
    QR = "qr"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class TagRead:
    """One sighting: *value* exactly as the reader gave it; *rssi* in dBm where there is one.

    A *momentary* read (a scanned code) has no presence: nothing ever leaves.
    """

    by: By
    value: str
    rssi: float | None = None
    momentary: bool = False


@dataclass(frozen=True, slots=True)
class Garment:
    """What a tag turned out to be; *tag* is the canonical link or EPC URI, alike at every read."""

    gtin: str
    serial: str | None
    tag: str
    by: By
    rssi: float | None = None


class UnknownTag(Exception):
    """A tag that names no garment; its text says what was found and what would be right."""


def identify(read: TagRead) -> Garment:
    """The garment *read* names, from a Digital Link, an SGTIN in hexadecimal or a GTIN in digits.

    Raises UnknownTag, also for a plain UID, which a store has to bind to a garment.
    """
    value = read.value.strip()
    if value.startswith(uid.PREFIX):
        raise UnknownTag(_unbound(value))
    try:
        if "://" in value:
            item = gs1.read_link(value)
            return Garment(
                item.gtin, item.serial, gs1.write_link(item.gtin, item.serial), read.by, read.rssi
            )
        if re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", value):
            gtin = normal_gtin(value)
            return Garment(gtin, None, gs1.write_link(gtin), read.by, read.rssi)
        code = sgtin.decode(value)
    except ValueError as error:
        raise UnknownTag(str(error)) from error
    return Garment(code.gtin, code.serial, code.uri, read.by, read.rssi)


def _unbound(value: str) -> str:
    if value == uid.RANDOM:
        return "the tag draws a random UID at each read; a Digital Link written to it is right"
    return (
        f"{value[:80]!r} is a plain UID; a Digital Link on the tag is right, "
        "or a line in the bindings of its reader"
    )
