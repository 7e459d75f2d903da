"""What a simulated reader says about itself; pure.

Source: EPCglobal LLRP 1.0.1, sections 9.2 (capabilities) and 13.2.6 (events); layouts in 16.2.
"""

import struct

from touchpoint.readers.llrp.frames import Message, Type
from touchpoint.readers.llrp.parameters import P, tlv
from touchpoint.readers.llrp.status import write_status

#: dBm by index, as a European reader may offer them.
POWERS = {1: 10.0, 2: 15.0, 3: 20.0, 4: 25.0, 5: 30.0}
_FIRMWARE = b"parcours simulation"
#: The four channels of ETSI EN 302 208, in kHz.
_CHANNELS = (865_700, 866_300, 866_900, 867_500)


def greeting(code: int, microseconds: int) -> Message:
    """The READER_EVENT_NOTIFICATION that begins a connection; *code* 0 is a success."""
    return _event(tlv(P.CONNECTION_ATTEMPT_EVENT, struct.pack("!H", code)), microseconds)


def _event(event: bytes, microseconds: int) -> Message:
    stamp = tlv(P.UTC_TIMESTAMP, struct.pack("!Q", microseconds))
    return Message(
        Type.READER_EVENT_NOTIFICATION, 0, tlv(P.READER_EVENT_NOTIFICATION_DATA, stamp, event)
    )


def capabilities(antennas: int) -> bytes:
    """What follows the status in a GET_READER_CAPABILITIES_RESPONSE."""
    general = struct.pack("!HHIIH", antennas, 0x4000, 0, 1, len(_FIRMWARE)) + _FIRMWARE
    llrp = struct.pack("!BBHIIIII", 0, 0, 0, 1, 1, 1, 0, 0)
    return (
        tlv(P.GENERAL_DEVICE_CAPABILITIES, general)
        + tlv(P.LLRP_CAPABILITIES, llrp)
        + tlv(P.REGULATORY_CAPABILITIES, struct.pack("!HH", 250, 2), _band())
    )


def _band() -> bytes:
    powers = [
        tlv(P.TRANSMIT_POWER_LEVEL, struct.pack("!Hh", index, round(dbm * 100)))
        for index, dbm in POWERS.items()
    ]
    fixed = struct.pack(f"!H{len(_CHANNELS)}I", len(_CHANNELS), *_CHANNELS)
    mode = struct.pack("!IBBBBIIIII", 1, 0x80, 2, 2, 0, 160_000, 2000, 25_000, 25_000, 0)
    return tlv(
        P.UHF_BAND_CAPABILITIES,
        *powers,
        tlv(P.FREQUENCY_INFORMATION, b"\0", tlv(P.FIXED_FREQUENCY_TABLE, fixed)),
        tlv(P.C1G2_RF_MODE_TABLE, tlv(P.C1G2_RF_MODE_ENTRY, mode)),
    )


def answer(request: Message, code: int = 0, words: str = "", more: bytes = b"") -> Message:
    """The response to *request*; one that nobody knows is answered with an ERROR_MESSAGE."""
    closes = request.kind == Type.CLOSE_CONNECTION
    kind = Type.CLOSE_CONNECTION_RESPONSE if closes else Type(request.kind + 10)
    return Message(kind, request.number, write_status(code, words) + more)


def unsupported(request: Message) -> Message:
    words = write_status(109, f"{request.name} is not for this reader")
    return Message(Type.ERROR_MESSAGE, request.number, words)
