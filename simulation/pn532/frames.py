"""The frames between a host and a PN532 on a serial line; pure.

Source: NXP UM0701-02, PN532 user manual, section 6.2.1.
"""

from dataclasses import dataclass

ACK = bytes.fromhex("0000ff00ff00")
#: The answer to a command that the chip does not know.
SYNTAX_ERROR = bytes.fromhex("0000ff01ff7f8100")
_START = b"\x00\xff"
_HOST, _CHIP = 0xD4, 0xD5
#: The chip's own buffer; what claims to be longer is noise.
_LONGEST = 265


@dataclass(frozen=True, slots=True)
class Command:
    """*code* and its parameters."""

    code: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The host's own ACK: it stops what the chip does."""


def read_frame(buffer: bytes) -> tuple[Command | Acknowledged | None, bytes]:
    """The first whole frame in *buffer* and the rest; broken ones are skipped, as the chip does."""
    while (start := buffer.find(_START)) >= 0:
        body = buffer[start + 2 :]
        if body.startswith(b"\x00\xff"):
            return Acknowledged(), body[2:]
        size = _size(body)
        if size is None:
            return None, buffer[start:]
        head, length = size
        if length and len(body) < head + length + 1:
            return None, buffer[start:]
        data, rest = body[head : head + length], body[head + length + 1 :]
        if length >= 2 and data[0] == _HOST and not sum(body[head : head + length + 1]) & 0xFF:
            return Command(data[1], data[2:]), rest
        buffer = body
    return None, buffer[-1:]


def write_frame(code: int, data: bytes) -> bytes:
    """The answer to command *code*."""
    body = bytes([_CHIP, code + 1]) + data
    length = len(body)
    if length < 256:
        head = bytes([length, -length & 0xFF])
    else:
        high, low = divmod(length, 256)
        head = bytes([0xFF, 0xFF, high, low, -(high + low) & 0xFF])
    return b"\x00\x00\xff" + head + body + bytes([-sum(body) & 0xFF, 0])


def _size(body: bytes) -> tuple[int, int] | None:
    """The header's length and the body's; 0 when they contradict, None when more has to come."""
    if len(body) < 2:
        return None
    if body[:2] != b"\xff\xff":
        return 2, body[0] if not (body[0] + body[1]) & 0xFF else 0
    if len(body) < 5:
        return None
    length = body[2] << 8 | body[3]
    return 5, length if not sum(body[2:5]) & 0xFF and length <= _LONGEST else 0
