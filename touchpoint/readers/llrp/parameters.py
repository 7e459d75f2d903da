"""The parameters inside LLRP messages, TLV and TV, as a type and its bytes; pure.

Source: EPCglobal LLRP 1.0.1, section 16.2 (binary encoding of parameters).
"""

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, NamedTuple


class P(IntEnum):
    """Types of parameters; those below 128 are TV: one byte of type and a fixed length."""

    ANTENNA_ID = 1
    LAST_SEEN_UTC = 4
    PEAK_RSSI = 6
    TAG_SEEN_COUNT = 8
    EPC_96 = 13
    UTC_TIMESTAMP = 128
    GENERAL_DEVICE_CAPABILITIES = 137
    LLRP_CAPABILITIES = 142
    REGULATORY_CAPABILITIES = 143
    UHF_BAND_CAPABILITIES = 144
    TRANSMIT_POWER_LEVEL = 145
    FREQUENCY_INFORMATION = 146
    FREQUENCY_HOP_TABLE = 147
    FIXED_FREQUENCY_TABLE = 148
    ROSPEC = 177
    RO_BOUNDARY_SPEC = 178
    ROSPEC_START_TRIGGER = 179
    ROSPEC_STOP_TRIGGER = 182
    AISPEC = 183
    AISPEC_STOP_TRIGGER = 184
    TAG_OBSERVATION_TRIGGER = 185
    INVENTORY_PARAMETER_SPEC = 186
    IDENTIFICATION = 218
    KEEPALIVE_SPEC = 220
    ANTENNA_CONFIGURATION = 222
    RF_TRANSMITTER = 224
    EVENTS_AND_REPORTS = 226
    RO_REPORT_SPEC = 237
    TAG_REPORT_CONTENT_SELECTOR = 238
    TAG_REPORT_DATA = 240
    EPC_DATA = 241
    READER_EVENT_NOTIFICATION_DATA = 246
    CONNECTION_ATTEMPT_EVENT = 256
    CONNECTION_CLOSE_EVENT = 257
    LLRP_STATUS = 287
    C1G2_RF_MODE_TABLE = 328
    C1G2_RF_MODE_ENTRY = 329
    C1G2_INVENTORY_COMMAND = 330
    C1G2_SINGULATION_CONTROL = 336


#: Bytes after the type byte of each TV parameter.
_TV = {1: 2, 2: 8, 3: 8, 4: 8, 5: 8, 6: 1, 7: 2, 8: 2, 9: 4, 10: 2}
_TV |= {11: 2, 12: 2, 13: 12, 14: 2, 15: 2, 16: 4, 17: 2, 18: 4, 19: 2, 20: 2}
_TLV = struct.Struct("!HH")


class Parameter(NamedTuple):
    """A tuple, for a busy reader makes a hundred thousand of them a second."""

    kind: int
    body: bytes

    def fields(self, layout: str) -> tuple[Any, ...]:
        """The fixed fields at its beginning, by a `struct` *layout*. Raises ValueError."""
        return unpack(layout, self.body, f"parameter {self.kind}")

    def inner(self, skip: int = 0) -> Iterator["Parameter"]:
        """The parameters inside it, after *skip* bytes of fixed fields."""
        return read_parameters(self.body, skip)


def unpack(layout: str, data: bytes, what: str) -> tuple[Any, ...]:
    """The big-endian fields at the beginning of *data*. Raises ValueError when it is too short."""
    try:
        return struct.unpack_from("!" + layout, data)
    except struct.error:
        need = struct.calcsize("!" + layout)
        raise ValueError(f"{what} has {len(data)} bytes; at least {need} are right") from None


def read_parameters(data: bytes, start: int = 0) -> Iterator[Parameter]:
    """Each parameter of *data* from *start* on. Raises ValueError where one is cut or unknown."""
    while start < len(data):
        first = data[start]
        if first & 0x80:
            kind, body = first & 0x7F, start + 1
            end = body + _tv_size(kind, start)
        else:
            kind, body, end = _tlv_bounds(data, start)
        if end > len(data):
            raise ValueError(f"a parameter at byte {start} ends {end - len(data)} bytes too late")
        yield Parameter(kind, data[body:end])
        start = end


def _tv_size(kind: int, start: int) -> int:
    size = _TV.get(kind)
    if size is None:
        raise ValueError(f"TV parameter {kind} at byte {start} is unknown")
    return size


def _tlv_bounds(data: bytes, start: int) -> tuple[int, int, int]:
    """The kind of the parameter at *start*, and where its body begins and ends."""
    if len(data) - start < _TLV.size:
        raise ValueError(f"a parameter at byte {start} is cut within its head")
    kind, length = _TLV.unpack_from(data, start)
    if length < _TLV.size:
        raise ValueError(f"a parameter at byte {start} says it is {length} bytes long")
    return kind & 0x3FF, start + _TLV.size, start + length


def tlv(kind: int, *parts: bytes) -> bytes:
    """A TLV parameter of fixed fields and inner parameters. Raises ValueError when too long."""
    body = b"".join(parts)
    if len(body) > 0xFFFF - _TLV.size:
        raise ValueError(f"parameter {kind} would have {len(body)} bytes; 65531 fit")
    return _TLV.pack(kind, _TLV.size + len(body)) + body


def tv(kind: int, body: bytes) -> bytes:
    """A TV parameter. Raises ValueError when *body* has not its fixed length."""
    if _TV.get(kind) != len(body):
        raise ValueError(f"TV parameter {kind} has {len(body)} bytes; {_TV.get(kind)} are right")
    return bytes([0x80 | kind]) + body


def find(parameters: Iterator[Parameter], kind: int) -> Parameter | None:
    """The first of *kind*."""
    return next((parameter for parameter in parameters if parameter.kind == kind), None)
