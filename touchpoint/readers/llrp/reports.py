"""Sightings of tags in an RO_ACCESS_REPORT, read and written; pure.

Source: EPCglobal LLRP 1.0.1, section 13.2.3 (TagReportData) and 16.2.7.3.
"""

import struct
from dataclasses import dataclass

from touchpoint.readers.llrp.parameters import P, Parameter, read_parameters, tlv, tv


@dataclass(frozen=True, slots=True)
class Sighting:
    """*epc* in hexadecimal, *rssi* in dBm, *seen_at* in microseconds of UTC; None: not reported."""

    epc: str
    antenna: int | None = None
    rssi: int | None = None
    seen_at: int | None = None
    count: int | None = None


#: How a TV parameter of a report is read, and what of a Sighting it is.
_FIELDS: dict[int, tuple[str, struct.Struct]] = {
    P.ANTENNA_ID: ("antenna", struct.Struct("!H")),
    P.PEAK_RSSI: ("rssi", struct.Struct("!b")),
    P.LAST_SEEN_UTC: ("seen_at", struct.Struct("!Q")),
    P.TAG_SEEN_COUNT: ("count", struct.Struct("!H")),
}


def read_report(body: bytes) -> list[Sighting]:
    """Raises ValueError for a report that is cut, or a tag without an EPC."""
    return [
        _read_sighting(parameter)
        for parameter in read_parameters(body)
        if parameter.kind == P.TAG_REPORT_DATA
    ]


def _read_sighting(data: Parameter) -> Sighting:
    epc = None
    found: dict[str, int] = {}
    for parameter in data.inner():
        if parameter.kind == P.EPC_96:
            epc = parameter.body.hex().upper()
        elif parameter.kind == P.EPC_DATA:
            epc = _epc(parameter)
        elif field := _FIELDS.get(parameter.kind):
            name, layout = field
            (found[name],) = layout.unpack(parameter.body)
    if epc is None:
        raise ValueError("a TagReportData has neither EPC-96 nor EPCData")
    return Sighting(epc, **found)


def _epc(parameter: Parameter) -> str:
    (bits,) = parameter.fields("H")
    code = parameter.body[2:]
    if len(code) != (bits + 7) // 8:
        raise ValueError(f"an EPCData of {bits} bits has {len(code)} bytes")
    return code.hex().upper()


def write_report(sightings: list[Sighting]) -> bytes:
    """The body of an RO_ACCESS_REPORT. Raises ValueError for an *epc* that is not hexadecimal."""
    return b"".join(map(_write_sighting, sightings))


def _write_sighting(sighting: Sighting) -> bytes:
    code = bytes.fromhex(sighting.epc)
    is_96 = len(code) == 12
    epc = tv(P.EPC_96, code) if is_96 else tlv(P.EPC_DATA, struct.pack("!H", len(code) * 8), code)
    told = [
        tv(kind, layout.pack(value))
        for kind, (name, layout) in _FIELDS.items()
        if (value := getattr(sighting, name)) is not None
    ]
    return tlv(P.TAG_REPORT_DATA, epc, *told)
