"""The pieces a store has sold, as keyed marks: one can be looked up, none can be read out."""

import base64
import hmac
from collections.abc import Set as AbstractSet
from typing import Annotated, Final

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from contract.model import Open

#: Bytes of a mark: among a million pieces sold, one other in 10^13 is taken for one of them.
MARK: Final = 8


def mark_of(key: bytes, gtin: str, serial: str) -> bytes:
    """The first 8 bytes of HMAC-SHA-256 over `GTIN/serial` under the store's *key*."""
    return hmac.digest(key, f"{gtin}/{serial}".encode(), "sha256")[:MARK]


def _decoded(found: object) -> object:
    if not isinstance(found, str):
        return found
    try:
        return base64.b64decode(found, validate=True)
    except ValueError as error:
        raise ValueError("something else was found; base64 with its padding is right") from error


def _unpacked(found: object) -> object:
    packed = _decoded(found)
    if not isinstance(packed, bytes):
        return packed
    if len(packed) % MARK:
        raise ValueError(f"{len(packed)} bytes were found; a multiple of {MARK} is right")
    return frozenset(packed[i : i + MARK] for i in range(0, len(packed), MARK))


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _packed(marks: AbstractSet[bytes]) -> str:
    # Sorted, so that nothing tells in which order they were sold.
    return _encoded(b"".join(sorted(marks)))


_BASE64 = WithJsonSchema({"type": "string", "format": "byte"})


class Sold(Open):
    """What `GET /v1/sold` answers. A broken one is told without a word of what it holds."""

    model_config = ConfigDict(hide_input_in_errors=True)

    version: str
    #: Base64; drawn by each hub for itself.
    key: Annotated[
        bytes,
        BeforeValidator(_decoded),
        PlainSerializer(_encoded, return_type=str),
        _BASE64,
        Field(repr=False),
    ]
    #: Base64 of the marks one behind the other, in the order of their bytes.
    marks: Annotated[
        frozenset[bytes],
        BeforeValidator(_unpacked),
        PlainSerializer(_packed, return_type=str),
        _BASE64,
        Field(repr=False),
    ]

    def has(self, gtin: str, serial: str | None) -> bool:
        """Whether this piece was sold and has not come back; without a serial nobody knows."""
        return serial is not None and mark_of(self.key, gtin, serial) in self.marks
