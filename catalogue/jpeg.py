"""A JPEG as it is, without anything in it but the picture."""

from __future__ import annotations

from collections.abc import Iterator

_START, _SCAN, _END = b"\xff\xd8", 0xDA, b"\xff\xd9"
#: What a decoder needs of the application's segments: the file's kind, and Adobe's colours.
_NEEDED = {0xE0, 0xEE}
#: Where a second scan, or tables for one, would begin.
_FURTHER = (b"\xff\xda", b"\xff\xc4", b"\xff\xdb")


class Unlike(Exception):
    """Not the one plain scan that this module takes apart."""


def bare(body: bytes) -> bytes:
    """*body* without places, names, previews, remarks, or whatever follows the picture.

    The picture's own bytes are kept, so no quality is lost. Raises `Unlike` where it is no JPEG
    of one sequential scan (ISO/IEC 10918-1, B.2).
    """
    if not body.startswith(_START):
        raise Unlike("no start of an image")
    kept, at = [_START], 2
    for code, start, end in _segments(body):
        if 0xC0 < code <= 0xCF and code not in {0xC1, 0xC4}:
            raise Unlike(f"a frame of kind {code:#x}")
        if code in _NEEDED or not (0xE0 <= code <= 0xEF or code == 0xFE):
            kept.append(body[start:end])
        at = end
    return b"".join([*kept, _scan(body, at)])


def _segments(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Code, start and end of each one, up to the scan's own."""
    at = 2
    while True:
        if len(body) < at + 4 or body[at] != 0xFF:
            raise Unlike(f"no segment at byte {at}")
        code, end = body[at + 1], at + 2 + int.from_bytes(body[at + 2 : at + 4], "big")
        yield code, at, end
        if code == _SCAN:
            return
        at = end


def _scan(body: bytes, at: int) -> bytes:
    """The coded picture and its end."""
    end = body.find(_END, at)
    found = body[at : end + 2] if end >= 0 else b""
    if not found or any(mark in found for mark in _FURTHER):
        raise Unlike("more than one scan, or none that ends")
    return found
