"""Sightings of tags in an RO_ACCESS_REPORT, read and written; pure.

Source: EPCglobal LLRP 1.0.1, section 13.2.3 (TagReportData) and 16.2.7.3.
"""

import struct
from typing import NamedTuple

from touchpoint.readers.llrp.parameters import P, Parameter, read_parameters, tlv, tv


class TagReport(NamedTuple):
    """*epc* in hexadecimal, *rssi* in dBm, *seen_at* in microseconds of UTC; None: not reported."""

    epc: str
    antenna: int | None = None
    rssi: int | None = None
    seen_at: int | None = None
    times: int | None = None


#: What of a TagReport a TV parameter is, its bytes, and whether it may be below zero.
_FIELDS: dict[int, tuple[str, int, bool]] = {
    P.ANTENNA_ID: ("antenna", 2, False),
    P.PEAK_RSSI: ("rssi", 1, True),
    P.LAST_SEEN_UTC: ("seen_at", 8, False),
    P.TAG_SEEN_COUNT: ("times", 2, False),
}


def read_report(body: bytes) -> list[TagReport]:
    """Raises ValueError for a report that is cut, or a tag without an EPC."""
    return [
        _read_sighting(data) for kind, data in read_parameters(body) if kind == P.TAG_REPORT_DATA
    ]


def _read_sighting(data: bytes) -> TagReport:
    epc = None
    found: dict[str, int] = {}
    for kind, body in read_parameters(data):
        if field := _FIELDS.get(kind):
            name, _, signed = field
            found[name] = int.from_bytes(body, "big", signed=signed)
        elif kind == P.EPC_96:
            epc = body.hex().upper()
        elif kind == P.EPC_DATA:
            epc = _epc(Parameter(kind, body))
    if epc is None:
        raise ValueError("a TagReportData has neither EPC-96 nor EPCData")
    return TagReport(epc, **found)


def _epc(parameter: Parameter) -> str:
    (bits,) = parameter.fields("H")
    code = parameter.body[2:]
    if len(code) != (bits + 7) // 8:
        raise ValueError(f"an EPCData of {bits} bits has {len(code)} bytes")
    return code.hex().upper()


def write_report(sightings: list[TagReport]) -> bytes:
    """The body of an RO_ACCESS_REPORT. Raises ValueError for an *epc* that is not hexadecimal."""
    return b"".join(map(_write_sighting, sightings))


def _write_sighting(sighting: TagReport) -> bytes:
    code = bytes.fromhex(sighting.epc)
    is_96 = len(code) == 12
    epc = tv(P.EPC_96, code) if is_96 else tlv(P.EPC_DATA, struct.pack("!H", len(code) * 8), code)
    told = [
        tv(kind, value.to_bytes(size, "big", signed=signed))
        for kind, (name, size, signed) in _FIELDS.items()
        if (value := getattr(sighting, name)) is not None
    ]
    return tlv(P.TAG_REPORT_DATA, epc, *told)
