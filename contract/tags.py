"""From what a reader saw to the garment it names."""

import re
from dataclasses import dataclass
from enum import StrEnum

from contract import gs1, sgtin, symbology, uid


class By(StrEnum):
    """How a garment was identified."""

    NFC = "nfc"
    UHF = "uhf"
    BARCODE = "barcode"
    QR = "qr"
    SEARCH = "search"


#: What somebody holds up on purpose.
CODES = frozenset({By.BARCODE, By.QR})


def by_of_code(code: str) -> By:
    """How a scanned *code* counts: links and matrix symbols as a QR code, all else as a barcode."""
    return By.QR if "://" in code or code.startswith(("]Q", "]d")) else By.BARCODE


@dataclass(frozen=True, slots=True)
class TagRead:
    """One sighting: *value* exactly as the reader gave it; *rssi* in dBm where there is one.

    A *momentary* read (a scanned code) has no presence: nothing ever leaves. *antenna* is the
    reader's own number, from 1, where it has several.
    """

    by: By
    value: str
    rssi: float | None = None
    momentary: bool = False
    antenna: int | None = None


@dataclass(frozen=True, slots=True)
class Garment:
    """What a tag turned out to be; *tag* is the canonical link or EPC URI, alike at every read."""

    gtin: str
    serial: str | None
    tag: str
    by: By
    rssi: float | None = None


class UnknownTag(Exception):
    """A tag that names no garment; its text says what was found and what would be right.

    *kind* says less, and no word of the tag, which somebody may wear.
    """

    def __init__(self, text: str, kind: str = "no EPC") -> None:
        super().__init__(text)
        self.kind = kind


def identify(read: TagRead) -> Garment:
    """The garment *read* names.

    From a Digital Link, an SGTIN in hexadecimal, GS1 element strings, or the digits of a GTIN or a
    UPC-E; a symbology identifier before the code is understood. Raises UnknownTag, also for a plain
    UID, which a store has to bind to a garment.
    """
    if read.value.strip().startswith(uid.PREFIX):
        raise UnknownTag(_unbound(read.value.strip()))
    try:
        return _garment(read, *symbology.split(read.value.strip()))
    except sgtin.NoSgtin as error:
        raise UnknownTag(str(error), error.kind) from error
    except ValueError as error:
        raise UnknownTag(str(error)) from error


def _garment(read: TagRead, identifier: str, value: str) -> Garment:
    if "://" in value:
        item = gs1.read_link(value)
    elif identifier in symbology.MESSAGES or gs1.is_message(value):
        item = gs1.read_message(value)
    elif re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", value):
        item = gs1.Item(symbology.scanned_gtin(identifier, value), None)
    else:
        code = sgtin.decode(value)
        return Garment(code.gtin, code.serial, code.uri, read.by, read.rssi)
    link = gs1.write_link(item.gtin, item.serial)
    return Garment(item.gtin, item.serial, link, read.by, read.rssi)


def _unbound(value: str) -> str:
    if value == uid.RANDOM:
        return "the tag draws a random UID at each read; a Digital Link written to it is right"
    return (
        f"{value[:80]!r} is a plain UID; a Digital Link on the tag is right, "
        "or a line in the bindings of its reader"
    )
