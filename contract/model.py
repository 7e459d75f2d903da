"""Two kinds of model: strict ones, and open ones that carry along what they do not know."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    WithJsonSchema,
)


class Strict(BaseModel):
    """Frozen; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Open(BaseModel):
    """Frozen; unknown keys are carried along untouched, because additions stay in v1."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


_NUMBERS = (int, float)


def _no_number(value: object) -> object:
    """Refuses what pydantic would read a number as seconds since 1970, which no sender means."""
    if isinstance(value, _NUMBERS):
        raise ValueError(f"the number {value} was found; RFC 3339 text is right")  # noqa: TRY004
    return value


def _to_the_millisecond(moment: datetime) -> datetime:
    """In UTC, cut to what the wire carries, so that an event equals what is read back."""
    if moment.tzinfo is None:
        raise ValueError("a time without an offset was found; RFC 3339 with Z or +hh:mm is right")
    try:
        utc = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"the year {moment.year} with its offset is out of range") from error
    beyond = utc.microsecond % 1000
    return utc.replace(microsecond=utc.microsecond - beyond) if beyond else utc


def instant(moment: datetime) -> str:
    """*moment* as RFC 3339 in UTC with milliseconds, as in `2026-11-21T10:15:02.120Z`."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"


def _sequence(value: object) -> object:
    if isinstance(value, str):
        if len(value) != 12 or not (value.isascii() and value.isdigit()):
            raise ValueError(f"{value!r} is no sequence: 12 digits, zero-padded, are")
        return int(value)
    return value


def sequence_text(number: int) -> str:
    return f"{number:012d}"


#: A moment in UTC, RFC 3339 with milliseconds on the wire.
Instant = Annotated[
    datetime,
    BeforeValidator(_no_number),
    AfterValidator(_to_the_millisecond),
    PlainSerializer(instant, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
#: A position in an outbox, 12 zero-padded digits on the wire.
Sequence = Annotated[
    int,
    BeforeValidator(_sequence),
    PlainSerializer(sequence_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "sequence", "pattern": "^[0-9]{12}$"}),
]
#: An amount of money as decimal text, never a float.
Amount = Annotated[
    Decimal,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "decimal"}),
]
