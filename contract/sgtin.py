"""A strict decoder of SGTIN-96 and SGTIN-198, the codes that RAIN RFID tags on garments carry.

Source: GS1 EPC Tag Data Standard 2.1, sections 14.6.1 and 14.6.2.
"""

from dataclasses import dataclass
from urllib.parse import quote

from contract.ids import check_digit

_SGTIN_96, _SGTIN_198 = 0x30, 0x36
#: Partition → (company prefix bits, its digits, item reference bits, its digits).
_PARTITIONS = (
    (40, 12, 4, 1),
    (37, 11, 7, 2),
    (34, 10, 10, 3),
    (30, 9, 14, 4),
    (27, 8, 17, 5),
    (24, 7, 20, 6),
    (20, 6, 24, 7),
)
#: The characters an alphanumeric serial may hold (GS1 AI encodable set 82).
_SERIAL = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)


class NoSgtin(ValueError):
    """*kind* says what is wrong without a word of the code, which somebody may wear."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Sgtin:
    """A decoded tag; *uri* is its pure identity, as in `urn:epc:id:sgtin:0614141.812345.6789`."""

    gtin: str
    serial: str
    filter: int
    uri: str


def decode(code: str) -> Sgtin:
    """The SGTIN in *code*, hexadecimal as read from the tag's EPC bank.

    Raises NoSgtin for another scheme, a wrong length, a partition or value out of range, or
    padding that is not zero.
    """
    bits = _bits(code)
    header = int(bits[:8], 2)
    if header == _SGTIN_96:
        return _decode(code, bits, 96)
    if header == _SGTIN_198:
        return _decode(code, bits, 198)
    raise NoSgtin(
        "of another scheme than SGTIN",
        f"{code[:80]!r} has header {header:02X}; SGTIN-96 begins with 30 and SGTIN-198 with 36",
    )


def _bits(code: str) -> str:
    try:
        raw = bytes.fromhex(code)
    except ValueError:
        raise NoSgtin("not hexadecimal", f"{code[:80]!r} is not hexadecimal") from None
    if not raw:
        raise NoSgtin("empty", "the code is empty; an EPC has at least 12 bytes")
    return "".join(f"{byte:08b}" for byte in raw)


def _decode(code: str, bits: str, length: int) -> Sgtin:
    padded = 96 if length == 96 else 208
    if len(bits) not in {padded, 112 if length == 96 else padded}:
        found = f"{code[:80]!r} has {len(bits)} bits; SGTIN-{length} is stored in {padded}"
        raise NoSgtin("of a wrong length", found)
    if int(bits[length:] or "0", 2):
        raise NoSgtin("padded wrongly", f"{code!r} is padded with something else than zeros")
    filter_value, partition = int(bits[8:11], 2), int(bits[11:14], 2)
    if partition >= len(_PARTITIONS):
        raise NoSgtin("of no partition", f"{code!r} has partition {partition}; 0 to 6 exist")
    company_bits, company_digits, _, item_digits = _PARTITIONS[partition]
    company = _number(code, bits[14 : 14 + company_bits], company_digits, "company prefix")
    item = _number(code, bits[14 + company_bits : 58], item_digits, "item reference")
    serial = str(int(bits[58:96], 2)) if length == 96 else _text(code, bits[58:198])
    body = item[0] + company + item[1:]
    uri = f"urn:epc:id:sgtin:{company}.{item}.{quote(serial, safe=_UNESCAPED)}"
    return Sgtin(body + check_digit(body), serial, filter_value, uri)


#: Characters a serial may show in a URI as they are; TDS escapes only " % & / < > ?
_UNESCAPED = "!'()*+,-.:;=_"


def _number(code: str, bits: str, digits: int, what: str) -> str:
    value = int(bits, 2)
    if value >= 10**digits:
        found = f"{code!r} holds {what} {value}, which does not fit its {digits} digits"
        raise NoSgtin(f"{what} too large", found)
    return str(value).zfill(digits)


def _text(code: str, bits: str) -> str:
    """Seven bits a character, ended by zeros."""
    values = [int(bits[i : i + 7], 2) for i in range(0, 140, 7)]
    used = values[: values.index(0)] if 0 in values else values
    if any(values[len(used) :]):
        found = f"{code!r} has characters after the end of its serial"
        raise NoSgtin("padded wrongly", found)
    serial = "".join(map(chr, used))
    if not serial or not _SERIAL.issuperset(serial):
        found = f"{code!r} holds the serial {serial!r}, which GS1 does not allow"
        raise NoSgtin("of a serial that GS1 does not allow", found)
    return serial


def encode96(gtin: str, serial: int, *, company_digits: int = 7, filter_value: int = 1) -> str:
    """The SGTIN-96 of a 14-digit *gtin* and a *serial* below 2^38, as upper-case hexadecimal."""
    if not 0 <= serial < 2**38:
        raise ValueError(f"serial {serial} does not fit; 0 to 2^38-1 do")
    partition = 12 - company_digits
    company_bits, _, item_bits, _ = _PARTITIONS[partition]
    company, item = gtin[1 : 1 + company_digits], gtin[0] + gtin[1 + company_digits : 13]
    bits = (
        f"{_SGTIN_96:08b}{filter_value:03b}{partition:03b}"
        f"{int(company):0{company_bits}b}{int(item):0{item_bits}b}{serial:038b}"
    )
    return f"{int(bits, 2):024X}"
