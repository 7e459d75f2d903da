"""docs/topics.md and docs/asyncapi.json: every MQTT topic and what it carries."""

import json
import re
from typing import Any

from pydantic import BaseModel

from contract.envelope import CONTENT_TYPE, Event
from contract.events import EVENTS, type_of
from contract.states import RejectedEvent
from contract.topics import ROOT, TOPICS, Topic
from tools.docs.events import table
from tools.docs.fields import fields_of, first_line

_HEAD = f"""# Topics

Written by `make docs` from `contract/topics.py`; change that, not this page.
MQTT 5 only; every topic begins with `{ROOT}/`.

| topic | who → who | QoS | retained | expiry | what |
|---|---|---|---|---|---|
"""


def topics_page() -> str:
    rows = "\n".join(_row(topic) for topic in TOPICS.values())
    models: dict[type[BaseModel], None] = dict.fromkeys(
        [
            *(t.payload for t in TOPICS.values() if t.payload and t.payload is not Event),
            RejectedEvent,
        ]
    )
    payloads = [
        f"## {model.__name__}\n\n{first_line(model)}\n\n{table(fields_of(model))}"
        for model in models
    ]
    return _HEAD + rows + "\n\n" + "\n".join(payloads)


def _row(topic: Topic) -> str:
    retained = "yes" if topic.retained else ""
    expiry = f"{topic.expiry} s" if topic.expiry else ""
    return (
        f"| `{topic.pattern}` | {topic.who} | {topic.qos} | {retained} | {expiry} | {topic.what} |"
    )


def asyncapi() -> str:
    """An AsyncAPI 3.0 document of every topic, as indented JSON."""
    document: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Parcours on the bus",
            "version": "1.0.0",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {key: _channel(key, topic) for key, topic in TOPICS.items()},
        "operations": {key: _operation(key, topic) for key, topic in TOPICS.items()},
        "components": {
            "messages": {model.name: _event_message(model) for model in EVENTS.values()}
        },
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _channel(key: str, topic: Topic) -> dict[str, Any]:
    return {
        "address": f"{ROOT}/{topic.pattern}",
        "description": topic.what,
        "parameters": {name: {} for name in re.findall(r"\{(\w+)\}", topic.pattern)},
        "messages": _messages(key, topic),
        "bindings": {"mqtt": {"bindingVersion": "0.2.0"}},
    }


def _messages(key: str, topic: Topic) -> dict[str, Any]:
    if topic.payload is Event:
        return {name: {"$ref": f"#/components/messages/{name}"} for name in EVENTS}
    if topic.payload is None:
        return {key: {"payload": {"type": "object"}}}
    return {key: {"payload": _payload(topic.payload, topic.most)}}


def _payload(model: type[BaseModel], most: int | None) -> dict[str, Any]:
    schema = _schema(model)
    return {"type": "array", "maxItems": most, "items": schema} if most else schema


def _operation(key: str, topic: Topic) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{key}"},
        "description": topic.who,
        "bindings": {
            "mqtt": {"qos": topic.qos, "retain": topic.retained, "bindingVersion": "0.2.0"}
        },
    }


def _event_message(model: type[BaseModel]) -> dict[str, Any]:
    name = model.name  # type: ignore[attr-defined]
    envelope = _schema(Event)
    properties = {
        **envelope["properties"],
        "type": {"const": type_of(name)},
        "data": _schema(model),
    }
    payload = {**envelope, "properties": properties}
    payload.get("$defs", {}).pop("EventData", None)
    return {
        "name": name,
        "summary": first_line(model),
        "contentType": CONTENT_TYPE,
        "payload": payload,
    }


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True, mode="serialization")
