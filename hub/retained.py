"""A retained state as a message of the bus."""

from pydantic import BaseModel

from messaging.port import Outgoing


def retained(topic: str, state: BaseModel, expiry: int | None = None) -> Outgoing:
    """*expiry* in seconds, after which the broker forgets it."""
    body = state.model_dump_json().encode()
    return Outgoing(topic, body, retain=True, expiry=expiry, content_type="application/json")
