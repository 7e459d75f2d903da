"""Events as they are written, read, refused and compared."""

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from contract.envelope import (
    MAX_BYTES,
    Event,
    fingerprint,
    fingerprint_in,
    read_event,
    store_of,
    subject_of,
    touchpoint_source,
    write_event,
)
from contract.events import EVENTS, EventData, GarmentArrived, type_of
from contract.ids import new_id
from contract.outcomes import Reason, Rejected
from contract.requests import RequestKind
from contract.tags import By

GTIN = "00614141100019"
UUID = "0192f0c1-0000-7000-8000-000000000001"
#: A value for each kind of field, so that every event can be made from its model alone.
SAMPLES: dict[str, SearchStrategy[Any]] = {
    "gtin": st.just(GTIN),
    "uuid": st.builds(new_id),
    "name": st.sampled_from(["lyon", "cabin-3"]),
    "sequence": st.integers(1, 10**6).map(lambda n: f"{n:012d}"),
    "date-time": st.just("2026-11-21T10:15:02.120Z"),
    "decimal": st.just("12.50"),
    "string": st.text(max_size=8),
    "integer": st.integers(1, 5),
    "number": st.floats(0, 1e6, allow_nan=False),
    "boolean": st.booleans(),
    "null": st.none(),
}


def values(part: dict[str, Any], defs: dict[str, Any]) -> SearchStrategy[Any]:
    """Values that fit a JSON schema as our models write them."""
    if "$ref" in part:
        return values(defs[part["$ref"].rsplit("/", 1)[1]], defs)
    if "anyOf" in part:
        return st.one_of(*(values(p, defs) for p in part["anyOf"]))
    if choices := part.get("enum", [part["const"]] if "const" in part else None):
        return st.sampled_from(choices)
    if "prefixItems" in part:
        return st.tuples(*(values(p, defs) for p in part["prefixItems"]))
    if part["type"] == "array":
        return st.lists(values(part["items"], defs), max_size=2)
    if part["type"] == "object" and "properties" in part:
        return st.fixed_dictionaries({k: values(p, defs) for k, p in part["properties"].items()})
    if part["type"] == "object":
        inner = values(part["additionalProperties"], defs)
        return st.dictionaries(st.text(max_size=4), inner, max_size=2)
    return SAMPLES[part.get("format", part["type"])]


def documents(model: type[EventData]) -> SearchStrategy[dict[str, Any]]:
    schema = model.model_json_schema(mode="serialization")
    return values(
        {**schema, "type": "object", "properties": schema.get("properties", {})},
        schema.get("$defs", {}),
    ).map(lambda data: _document(model.name, data))


def _document(name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": UUID,
        "source": "/stores/lyon/touchpoints/cabin-3",
        "type": type_of(name),
        "time": "2026-11-21T10:15:02.120Z",
        "outbox": UUID,
        "sequence": "000000000124",
        "data": data,
    }


def body(**changes: Any) -> bytes:
    data = {"gtin": GTIN, "tag": "t", "by": "nfc"}
    return json.dumps({**_document("garment.arrived", data), **changes}).encode()


def link(**changes: Any) -> bytes:
    return json.dumps({**_document("visit.linked", {"consent": "1-fr"}), **changes}).encode()


@pytest.mark.parametrize("name", sorted(EVENTS))
@settings(max_examples=10)
@given(data=st.data())
def test_event_is_read_as_it_was_written(name: str, data: st.DataObject) -> None:
    # Without both it would link nothing.
    link = {"customerid": "c-1", "visitid": UUID} if name == "visit.linked" else {}
    event = read_event(json.dumps({**data.draw(documents(EVENTS[name])), **link}).encode())
    assert read_event(write_event(event)) == event


def test_event_of_the_contract_page_is_read() -> None:
    made = read_event(
        json.dumps(
            {
                **_document(
                    "request.made",
                    {
                        "request": UUID,
                        "kind": "size",
                        "gtin": GTIN,
                        "wanted_gtin": "00614141100026",
                        "place": "cabin-3",
                    },
                ),
                "subject": UUID,
                "datacontenttype": "application/json",
                "storeid": "lyon",
                "touchpointid": "cabin-3",
                "visitid": UUID,
            }
        ).encode()
    )
    assert (made.name, made.sequence, made.time) == (
        "request.made",
        124,
        datetime(2026, 11, 21, 10, 15, 2, 120_000, tzinfo=UTC),
    )
    assert made.data.model_dump()["kind"] == RequestKind.SIZE
    assert subject_of(made.data) == UUID


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"\xff\xfe", Reason.UNREADABLE),
        (b"[]", Reason.UNREADABLE),
        (b"[" * 60_000, Reason.UNREADABLE),
        (b" " * (MAX_BYTES + 1), Reason.TOO_LARGE),
        (body(type="parcours.garment.stolen.v1"), Reason.UNKNOWN_TYPE),
        (body(type="parcours.garment.arrived.v2"), Reason.UNKNOWN_TYPE),
        (body(type=7), Reason.UNKNOWN_TYPE),
        (body(data={"gtin": GTIN}), Reason.INVALID_DATA),
        (body(data={"gtin": "123", "tag": "t", "by": "nfc"}), Reason.INVALID_DATA),
        (body(data=None), Reason.INVALID_DATA),
        (body(id="7"), Reason.INVALID_ENVELOPE),
        (body(sequence="000000000000"), Reason.INVALID_ENVELOPE),
        (body(sequence="7"), Reason.INVALID_ENVELOPE),
        (body(time="2026-11-21T10:15:02"), Reason.INVALID_ENVELOPE),
        (body(time=1_760_000_000), Reason.INVALID_ENVELOPE),
        (body(source="lyon"), Reason.INVALID_ENVELOPE),
        (body(specversion="0.3"), Reason.INVALID_ENVELOPE),
        (body(customerid="c1"), Reason.INVALID_ENVELOPE),
        (link(visitid=UUID), Reason.INVALID_ENVELOPE),
        (link(customerid="c1"), Reason.INVALID_ENVELOPE),
    ],
)
def test_event_that_does_not_fit_is_refused_with_its_reason(broken: bytes, reason: Reason) -> None:
    with pytest.raises(Rejected) as caught:
        read_event(broken)
    assert caught.value.reason == reason


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Rejected):
        assert read_event(raw).specversion == "1.0"


def test_unknown_keys_are_carried_along() -> None:
    sent = body(extra="1", data={"gtin": GTIN, "tag": "t", "by": "nfc", "shelf": 3})
    again = json.loads(write_event(read_event(sent)))
    assert (again["extra"], again["data"]["shelf"]) == ("1", 3)


def test_fingerprint_ignores_which_outbox_carries_it() -> None:
    moved = body(outbox=new_id(), sequence="000000000001", recordedtime="2026-11-21T11:00:00Z")
    assert fingerprint(moved) == fingerprint(body())
    assert fingerprint(body(visitid=UUID)) != fingerprint(body())


def test_fingerprint_stays_what_it_was() -> None:
    """Another one would make a conflict of whatever is sent again."""
    said = {"b": "é\u2028", "a": [1e16, 1e-7, 0.5, None], "\ud800": {"z": 1, "y": True}}
    assert fingerprint_in({"type": "t", "sequence": "1", "data": said}) == "145e9627de52e8e9"


def test_source_names_its_store() -> None:
    sources = [touchpoint_source("lyon", "cabin-3"), "/stores/lyon/hub", "/channels/web"]
    assert [store_of(source) for source in sources] == ["lyon", "lyon", None]


def test_a_customer_stands_in_what_links_a_visit() -> None:
    event = read_event(link(customerid="c1", visitid=UUID))
    assert (event.customerid, event.visitid) == ("c1", UUID)


def test_type_and_data_must_agree() -> None:
    data = GarmentArrived(gtin=GTIN, tag="t", by=By.NFC)
    with pytest.raises(ValueError, match="does not fit"):
        Event(
            id=UUID,
            source="/stores/lyon/hub",
            type=type_of("garment.left"),
            time=datetime.now(UTC),
            outbox=UUID,
            sequence=1,
            data=data,
        )
