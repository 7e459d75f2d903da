"""A message of a touchpoint before it is believed: who sent it, what it claims, whether it may."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from contract import topics
from contract.envelope import (
    MAX_BYTES,
    Event,
    event_in,
    fingerprint_in,
    read_document,
    touchpoint_source,
)
from contract.events.base import Maker
from contract.ids import Uuid
from contract.model import Sequence
from contract.outcomes import Reason, Rejected
from messaging.port import Message

_UUID: TypeAdapter[str] = TypeAdapter(Uuid)
_SEQUENCE: TypeAdapter[int] = TypeAdapter(Sequence)
#: Above this, a body is not even searched for the names to answer by.
_MOST_SEARCHED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Heard:
    """A message and when the bus brought it, in the hub's monotonic seconds."""

    message: Message
    at: float


@dataclass(frozen=True, slots=True)
class Letter:
    """A message with the names to answer it by; *source* is whom the broker let publish there."""

    message: Message
    touchpoint: str
    source: str
    #: The event's name as the topic has it.
    name: str
    id: str | None
    outbox: str | None
    sequence: int | None
    #: Seconds since it was made, by the device's monotonic clock; None when it cannot tell.
    age_seconds: float | None


def address(message: Message, store: str, waited: float = 0.0) -> Letter | None:
    """The names of *message*; nothing when its topic carries no event of this store.

    *waited*: seconds it has lain in the hub since it came, which its `age` cannot know.
    """
    parts = topics.EVENT.match(message.topic)
    if parts is None or parts["store"] != store:
        return None
    given = message.properties
    claimed = {} if {"id", "outbox", "sequence"} <= given.keys() else _claims(message.payload)
    return Letter(
        message=message,
        touchpoint=parts["touchpoint"],
        source=touchpoint_source(store, parts["touchpoint"]),
        name=parts["name"],
        id=_text(given.get("id", claimed.get("id"))),
        outbox=_uuid(given.get("outbox", claimed.get("outbox"))),
        sequence=_number(given.get("sequence", claimed.get("sequence"))),
        age_seconds=_age(given.get("age"), waited),
    )


def read(letter: Letter, store: str) -> tuple[Event, str]:
    """The event in *letter* and its fingerprint. Raises Rejected."""
    _whole_characters(letter.message.payload)
    document = read_document(letter.message.payload)
    event, mark = event_in(document), fingerprint_in(document)
    if Maker.TOUCHPOINT not in type(event.data).makers:
        raise Rejected(Reason.WRONG_MAKER, f"{event.name} is made by the hub, not by a touchpoint")
    if event.source != letter.source:
        raise Rejected(
            Reason.FORGED_SOURCE, f"{letter.source} sent it and {event.source!r} is written in it"
        )
    if event.touchpointid not in {None, letter.touchpoint}:
        raise Rejected(
            Reason.FORGED_SOURCE, f"{letter.source} sent it as touchpointid {event.touchpointid!r}"
        )
    if event.storeid not in {None, store}:
        raise Rejected(
            Reason.WRONG_STORE, f"storeid {event.storeid!r} was found; {store!r} is right here"
        )
    if event.name != letter.name:
        raise Rejected(
            Reason.WRONG_TOPIC, f"{event.name} came on …/event/{letter.name}; its own name is right"
        )
    _agrees(letter, event)
    return event, mark


def _whole_characters(payload: bytes) -> None:
    """Raises Rejected for half a character, which JSON can spell and no database can keep."""
    if len(payload) > MAX_BYTES:
        return
    try:
        payload.decode()
        if b"\\ud" in payload.lower():
            json.dumps(read_document(payload), ensure_ascii=False).encode()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise Rejected(
            Reason.UNREADABLE, f"whole characters in UTF-8 are right: {error.reason}"
        ) from error


def _agrees(letter: Letter, event: Event) -> None:
    said = (letter.id, letter.outbox, letter.sequence)
    found = (event.id, event.outbox, event.sequence)
    if said != found:
        raise Rejected(
            Reason.INVALID_ENVELOPE,
            f"the user properties say id, outbox, sequence {said} and the event says {found}",
        )


def _claims(payload: bytes) -> dict[str, Any]:
    if len(payload) > _MOST_SEARCHED:
        return {}
    try:
        document = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _text(value: object) -> str | None:
    return value[:64].lower() if isinstance(value, str) and value and value.isascii() else None


def _uuid(value: object) -> str | None:
    try:
        return _UUID.validate_python(value)
    except ValidationError:
        return None


def _number(value: object) -> int | None:
    try:
        number = _SEQUENCE.validate_python(value) if isinstance(value, str) else 0
    except ValidationError:
        return None
    return number if number > 0 else None


def _age(value: str | None, waited: float) -> float | None:
    if value is None or not (value.isascii() and value.isdigit() and len(value) <= 12):
        return None
    return int(value) / 1000 + waited
