"""Topics: spelt once, matched exactly."""

import json

import pytest
from pydantic import TypeAdapter

from contract.states import Sighting
from contract.topics import ACK, EVENT, REQUEST, STATE, STOCK, TOPICS
from tools.docs.__main__ import DOCS

PARTS = {
    "store": "lyon",
    "touchpoint": "cabin-3",
    "place": "cabin-3",
    "name": "garment.arrived",
    "verb": "reload",
    "gtin": "00614141100019",
    "request": "0192f0c1-0000-7000-8000-000000000001",
    "reservation": "0192f0c1-0000-7000-8000-000000000002",
    "appointment": "0192f0c1-0000-7000-8000-000000000003",
}


@pytest.mark.parametrize("key", sorted(TOPICS))
def test_topic_matches_its_own_name(key: str) -> None:
    topic = TOPICS[key]
    name = topic.name(**PARTS)
    assert topic.match(name) is not None
    assert topic.name(**(topic.match(name) or {})) == name


def test_topic_does_not_match_another() -> None:
    assert ACK.match(EVENT.name(**PARTS)) is None
    assert STOCK.match(REQUEST.name(**PARTS)) is None


def test_filter_leaves_open_what_is_not_given() -> None:
    assert EVENT.filter(store="lyon") == "parcours/v1/lyon/+/event/+"
    assert STATE.filter(store="lyon", touchpoint="cabin-3") == "parcours/v1/lyon/cabin-3/state"


def test_foreign_reader_may_say_several_reads_at_once() -> None:
    """As `docs/asyncapi.json` has it, which clients are made from."""
    channels = json.loads((DOCS / "asyncapi.json").read_text())["channels"]
    said = channels["reads"]["messages"]["reads"]["payload"]
    one = TypeAdapter(Sighting).json_schema(mode="serialization")
    assert said == {"type": "array", "maxItems": 100, "items": one}
