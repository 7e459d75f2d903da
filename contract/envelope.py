"""The envelope every event travels in: CloudEvents 1.0 as structured JSON."""

import hashlib
import json
import re
from typing import Any, Literal, Self

from pydantic import Field, SerializeAsAny, ValidationError, field_validator, model_validator

from contract.events import EVENTS, EventData, type_of
from contract.ids import Name, Uuid
from contract.model import Instant, Open, Sequence
from contract.outcomes import Reason, Rejected
from contract.remembering import remembered

MAX_BYTES = 64 * 1024
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
BATCH_CONTENT_TYPE = "application/cloudevents-batch+json"

_TOUCHPOINT_SOURCE = re.compile(r"/stores/([^/]+)/touchpoints/([^/]+)")
_HUB_SOURCE = re.compile(r"/stores/([^/]+)/hub")
_SOURCE = re.compile(r"/stores/[^/]+/(?:touchpoints/[^/]+|hub)|/channels/[^/]+")
#: What may change when an event is published again by another outbox; everything else is the event.
_MUTABLE = ("outbox", "sequence", "recordedtime")
#: One way to write an event's fixed part; it may never change, or what is kept would be a conflict.
_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
).encode
#: The keys of `data` an event may be about, the first that is there.
_SUBJECTS = ("request", "reservation", "order", "gtin")
#: The only events whose envelope may name a customer, and the one that is nothing without.
_WITH_CUSTOMER = frozenset({"visit.linked", "visit.unlinked", "purchase.completed"})
_LINK = "visit.linked"


def touchpoint_source(store: str, touchpoint: str) -> str:
    return f"/stores/{store}/touchpoints/{touchpoint}"


def hub_source(store: str) -> str:
    return f"/stores/{store}/hub"


@remembered
def _checked_source(text: str) -> str:
    if not _SOURCE.fullmatch(text):
        raise ValueError(
            f"{text!r} is no source; /stores/…/touchpoints/…, /stores/…/hub and /channels/… are"
        )
    return text


class Event(Open):
    """One event. Identity is (source, id); order and gaps are per (source, outbox)."""

    specversion: Literal["1.0"] = "1.0"
    id: Uuid
    source: str
    type: str
    #: The device's clock; fixed by the first publish.
    time: Instant
    #: The gtin of garments, products and stock; the id of requests, reservations and orders.
    subject: str | None = None
    datacontenttype: Literal["application/json"] = "application/json"
    outbox: Uuid
    sequence: Sequence = Field(ge=1)
    storeid: Name | None = None
    touchpointid: Name | None = None
    visitid: Uuid | None = None
    #: Opaque, given by the brand's CRM after consent.
    customerid: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    #: When the hub had it safe, by the hub's clock.
    recordedtime: Instant | None = None
    #: Set when the event was made before the device knew the time.
    clock: Literal["unsynced"] | None = None
    data: SerializeAsAny[EventData]

    @property
    def name(self) -> str:
        return self.data.name

    @field_validator("source")
    @classmethod
    def _known_source(cls, text: str) -> str:
        return _checked_source(text)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.type != type_of(self.data.name):
            raise ValueError(f"type {self.type!r} does not fit data of {self.data.name!r}")
        if self.customerid is not None and self.data.name not in _WITH_CUSTOMER:
            allowed = ", ".join(sorted(_WITH_CUSTOMER))
            raise ValueError(f"customerid stands in {self.data.name}; only {allowed} may have it")
        if self.data.name == _LINK and not (self.customerid and self.visitid):
            raise ValueError("it links nothing: customerid and visitid say whom to which visit")
        return self


def read_event(body: bytes) -> Event:
    """The event in *body*. Raises Rejected with the reason and what would be right."""
    return event_in(read_document(body))


_NO_TYPE = "it names no type; parcours.garment.arrived.v1 would be one"


def event_in(document: dict[str, Any]) -> Event:
    """The event a JSON object is. Raises Rejected."""
    model = EVENTS.get(_name_in(document))
    if model is None:
        found = f"no event has the type {document['type']!r}" if "type" in document else _NO_TYPE
        raise Rejected(Reason.UNKNOWN_TYPE, found)
    try:
        data = model.model_validate(document.get("data"))
    except ValidationError as error:
        raise Rejected(Reason.INVALID_DATA, _words(error)) from error
    try:
        return Event.model_validate({**document, "data": data})
    except ValidationError as error:
        raise Rejected(Reason.INVALID_ENVELOPE, _words(error)) from error


def read_document(body: bytes) -> dict[str, Any]:
    """The JSON object in *body*, unchecked. Raises Rejected (too_large, unreadable)."""
    if len(body) > MAX_BYTES:
        raise _too_large(len(body))
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Rejected(Reason.UNREADABLE, f"this is not JSON in UTF-8: {error}") from error
    return document_in(document, len(body))


def document_in(value: object, size: int) -> dict[str, Any]:
    """*value*, parsed from *size* bytes, when it can be an event. Raises Rejected."""
    if size > MAX_BYTES:
        raise _too_large(size)
    if not isinstance(value, dict):
        found = type(value).__name__
        raise Rejected(Reason.UNREADABLE, f"a JSON {found} was found; an object is right")
    return value


def _too_large(size: int) -> Rejected:
    return Rejected(Reason.TOO_LARGE, f"{size} bytes were found; at most {MAX_BYTES} are read")


def write_event(event: Event) -> bytes:
    """*event* as JSON, absent attributes left out."""
    return event.model_dump_json(exclude_none=True).encode()


def fingerprint(body: bytes) -> str:
    """A hash of what the event says, the same whichever outbox carries it; 16 hex digits.

    Two bodies of one (source, id) with different fingerprints are a conflict.
    """
    return fingerprint_in(read_document(body))


def fingerprint_in(document: dict[str, Any]) -> str:
    """The fingerprint of an event's JSON object."""
    fixed = document.copy()
    for key in _MUTABLE:
        fixed.pop(key, None)
    return hashlib.sha256(_canonical(fixed).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def subject_of(data: EventData) -> str | None:
    """What an event is about: its request, reservation, order or command, else its gtin, if any."""
    fields = type(data).model_fields
    named = ("request", "reservation", "appointment", "order", "command", "gtin")
    keys = named if data.name != "opinion.given" else ()
    return next(
        (str(getattr(data, key)) for key in keys if key in fields and getattr(data, key)), None
    )


@remembered
def store_of(source: str) -> str | None:
    """The store a source speaks for; nothing for a channel."""
    match = _TOUCHPOINT_SOURCE.fullmatch(source) or _HUB_SOURCE.fullmatch(source)
    return match.group(1) if match else None


def is_hub(source: str) -> bool:
    return _HUB_SOURCE.fullmatch(source) is not None


def _name_in(document: dict[str, Any]) -> str:
    return _name_of(str(document.get("type", "")))


@remembered
def _name_of(found: str) -> str:
    return found[len("parcours.") : -len(".v1")] if type_of(found[9:-3]) == found else ""


def _words(error: ValidationError) -> str:
    """The first few mistakes, each with its key; never the input, which may be long or personal."""
    return "; ".join(
        f"{'.'.join(map(str, e['loc'])) or 'event'}: {e['msg']}" for e in error.errors()[:5]
    )
