"""Names and identifiers as they stand on the wire: stores, touchpoints, GTINs and UUIDs."""

import re
from collections.abc import Callable
from typing import Annotated

import uuid_utils
from pydantic import AfterValidator, WithJsonSchema

from contract.remembering import remembered

#: Words a touchpoint or place may not be called, because topics use them.
RESERVED = frozenset({"hub", "stock", "request", "catalogue", "settings", "all"})

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_GTIN_LENGTHS = (8, 12, 13, 14)

#: Makes a fresh UUIDv7 text; handed in wherever an id is minted, so that tests can fix it.
NewId = Callable[[], str]


def new_id() -> str:
    return str(uuid_utils.uuid7())


def check_digit(digits: str) -> str:
    """The GS1 mod-10 check digit of *digits* (without it).

    Source: GS1 General Specifications, 7.9.1.
    """
    # Every other digit from the right counts three times; a hub asks this of every garment.
    weighted = 3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))
    return str(-weighted % 10)


@remembered
def normal_gtin(text: str) -> str:
    """The 14-digit GTIN of *text*, which may have 8, 12, 13 or 14 digits.

    Raises ValueError saying what was found and what would be right.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _GTIN_LENGTHS:
        raise ValueError(f"{text!r} is no GTIN: 8, 12, 13 or 14 digits are")
    wanted = check_digit(digits[:-1])
    if digits[-1] != wanted:
        raise ValueError(
            f"{text!r} ends in check digit {digits[-1]}, which would have to be {wanted}"
        )
    return digits.zfill(14)


def _wire_gtin(text: str) -> str:
    if len(text) != 14:
        raise ValueError(f"{text!r} has {len(text)} characters; a GTIN on the wire has 14 digits")
    return normal_gtin(text)


@remembered
def checked_name(text: str) -> str:
    """*text* itself when it may name a store, touchpoint or place; else ValueError."""
    if not _NAME.fullmatch(text):
        raise ValueError(
            f"{text!r} is no name: 1 to 32 of a-z, 0-9 and '-', not beginning with '-', are"
        )
    if text in RESERVED:
        raise ValueError(f"{text!r} is reserved: {', '.join(sorted(RESERVED))} may not be used")
    return text


def _wire_uuid(text: str) -> str:
    if _UUID.fullmatch(text):
        return text
    lowered = text.lower()
    if not _UUID.fullmatch(lowered):
        raise ValueError(f"{text!r} is no UUID in its 36-character form")
    return lowered


Name = Annotated[
    str,
    AfterValidator(checked_name),
    WithJsonSchema({"type": "string", "format": "name", "pattern": f"^{_NAME.pattern}$"}),
]
Gtin = Annotated[
    str,
    AfterValidator(_wire_gtin),
    WithJsonSchema({"type": "string", "format": "gtin", "pattern": "^[0-9]{14}$"}),
]
Uuid = Annotated[
    str, AfterValidator(_wire_uuid), WithJsonSchema({"type": "string", "format": "uuid"})
]
