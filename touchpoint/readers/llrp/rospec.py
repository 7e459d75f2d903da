"""What the reader is told to do: keep-alives, and one ROSpec that never stops reading; pure.

Source: EPCglobal LLRP 1.0.1, sections 10.2 (ROSpec), 12.2 (configuration), 13.2.1 (reports) and
15.2.1 (C1G2); layouts in 16.2.
"""

import struct
from dataclasses import dataclass

from touchpoint.readers.llrp.capabilities import Capabilities
from touchpoint.readers.llrp.parameters import P, tlv

#: The one ROSpec that is ours.
ROSPEC = 1
_C1G2 = 1
#: "Upon N TagReportData parameters or end of ROSpec" (13.2.1).
_UPON_TAGS = 2
#: AntennaID, PeakRSSI, LastSeenTimestamp and TagSeenCount of the ten flags of 13.2.1.
_CONTENT = 0b0001_0101_1000_0000


@dataclass(frozen=True, slots=True)
class Wishes:
    """Without *antennas* all are used; without *power* (dBm) the reader's own setting stays.

    *report* is how many sightings make a report.
    """

    antennas: tuple[int, ...] = ()
    power: float | None = None
    session: int = 0
    population: int = 16
    report: int = 1
    keepalive: float = 2.0


def write_config(wishes: Wishes) -> bytes:
    """The body of a SET_READER_CONFIG: keep-alives, and reports not held back after a break."""
    return (
        b"\0"
        + tlv(P.KEEPALIVE_SPEC, struct.pack("!BI", 1, round(wishes.keepalive * 1000)))
        + tlv(P.EVENTS_AND_REPORTS, b"\0")
    )


def write_rospec(wishes: Wishes, capabilities: Capabilities) -> bytes:
    """The body of an ADD_ROSPEC. Raises ValueError for a wish that the reader cannot fulfil."""
    antennas = capabilities.chosen(wishes.antennas)
    configurations = (_antenna(number, wishes, capabilities) for number in antennas)
    return tlv(
        P.ROSPEC,
        struct.pack("!IBB", ROSPEC, 0, 0),
        tlv(
            P.RO_BOUNDARY_SPEC,
            tlv(P.ROSPEC_START_TRIGGER, b"\0"),
            tlv(P.ROSPEC_STOP_TRIGGER, struct.pack("!BI", 0, 0)),
        ),
        tlv(
            P.AISPEC,
            struct.pack(f"!H{len(antennas)}H", len(antennas), *antennas),
            tlv(P.AISPEC_STOP_TRIGGER, struct.pack("!BI", 0, 0)),
            tlv(P.INVENTORY_PARAMETER_SPEC, struct.pack("!HB", 1, _C1G2), *configurations),
        ),
        tlv(
            P.RO_REPORT_SPEC,
            struct.pack("!BH", _UPON_TAGS, wishes.report),
            tlv(P.TAG_REPORT_CONTENT_SELECTOR, struct.pack("!H", _CONTENT)),
        ),
    )


def _antenna(number: int, wishes: Wishes, capabilities: Capabilities) -> bytes:
    singulation = struct.pack("!BHI", wishes.session << 6, wishes.population, 0)
    return tlv(
        P.ANTENNA_CONFIGURATION,
        struct.pack("!H", number),
        _transmitter(wishes.power, capabilities),
        tlv(P.C1G2_INVENTORY_COMMAND, b"\0", tlv(P.C1G2_SINGULATION_CONTROL, singulation)),
    )


def _transmitter(power: float | None, capabilities: Capabilities) -> bytes:
    if power is None:
        return b""
    table = capabilities.hop_table
    # A reader that hops ignores the channel, one that does not ignores the table (12.2).
    channel = 1 if table is None else 0
    index = capabilities.power_index(power)
    return tlv(P.RF_TRANSMITTER, struct.pack("!HHH", table or 0, channel, index))
