"""LLRP messages cut out of a stream of bytes, and written into one; pure.

Source: EPCglobal LLRP 1.0.1, section 16.1 (binary encoding of messages).
"""

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

#: The version that LLRP 1.0.1 writes; a reader of 1.1 writes it too until asked for more.
VERSION = 1
#: Longer messages are no reader's: this is room for some 25,000 sightings.
MAX_MESSAGE = 1 << 20
_HEADER = struct.Struct("!HII")


class Type(IntEnum):
    """What a message is; a response is numbered ten above its request."""

    GET_READER_CAPABILITIES = 1
    GET_READER_CONFIG = 2
    SET_READER_CONFIG = 3
    CLOSE_CONNECTION_RESPONSE = 4
    GET_READER_CAPABILITIES_RESPONSE = 11
    GET_READER_CONFIG_RESPONSE = 12
    SET_READER_CONFIG_RESPONSE = 13
    CLOSE_CONNECTION = 14
    ADD_ROSPEC = 20
    DELETE_ROSPEC = 21
    START_ROSPEC = 22
    STOP_ROSPEC = 23
    ENABLE_ROSPEC = 24
    ADD_ROSPEC_RESPONSE = 30
    DELETE_ROSPEC_RESPONSE = 31
    START_ROSPEC_RESPONSE = 32
    STOP_ROSPEC_RESPONSE = 33
    ENABLE_ROSPEC_RESPONSE = 34
    DELETE_ACCESSSPEC = 41
    DELETE_ACCESSSPEC_RESPONSE = 51
    RO_ACCESS_REPORT = 61
    KEEPALIVE = 62
    READER_EVENT_NOTIFICATION = 63
    ENABLE_EVENTS_AND_REPORTS = 64
    KEEPALIVE_ACK = 72
    ERROR_MESSAGE = 100
    CUSTOM_MESSAGE = 1023


class Message(NamedTuple):
    """*kind* is a Type, or a number that we have no name for; *body* is what follows the header."""

    kind: int
    number: int
    body: bytes = b""

    @property
    def name(self) -> str:
        return name_of(self.kind)


def name_of(kind: int) -> str:
    """The specification's name of a message type, or its number."""
    return Type(kind).name if kind in Type.__members__.values() else f"message type {kind}"


def write_message(message: Message) -> bytes:
    """Raises ValueError when it is too long for any reader."""
    length = _HEADER.size + len(message.body)
    if length > MAX_MESSAGE:
        raise ValueError(f"a message of {length} bytes; at most {MAX_MESSAGE} are written")
    return _HEADER.pack(VERSION << 10 | message.kind, length, message.number) + message.body


@dataclass(slots=True)
class Frames:
    """The bytes of a message that is not complete yet; after a refusal the line is to be closed."""

    _rest: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> list[Message]:
        """The messages that *data* completes. Raises ValueError for what cannot be LLRP 1.0.1."""
        self._rest += data
        messages: list[Message] = []
        start = 0
        while (end := _end(self._rest, start)) is not None:
            word, _, number = _HEADER.unpack_from(self._rest, start)
            body = bytes(self._rest[start + _HEADER.size : end])
            messages.append(Message(word & 0x3FF, number, body))
            start = end
        del self._rest[:start]
        return messages


def _end(data: bytearray, start: int) -> int | None:
    """Where the message at *start* ends, once all of it is there."""
    there = len(data) - start
    # The first byte says already that this is another protocol; a short answer never has ten.
    if there and data[start] >> 2 != VERSION:
        raise ValueError(_foreign(bytes(data[start : start + 16])))
    if there < _HEADER.size:
        return None
    word, length, _ = _HEADER.unpack_from(data, start)
    if not _HEADER.size <= length <= MAX_MESSAGE:
        raise ValueError(
            f"a {name_of(word & 0x3FF)} says it is {length} bytes long; "
            f"{_HEADER.size} to {MAX_MESSAGE} are right"
        )
    return start + length if there >= length else None


def _foreign(found: bytes) -> str:
    reserved, version = found[0] >> 5, found[0] >> 2 & 7
    if not reserved and version == 2:
        return "the reader writes LLRP version 2 unasked; version 1 (LLRP 1.0.1) is right"
    return f"{found!r} is no LLRP; is this the reader's LLRP port (5084)?"
