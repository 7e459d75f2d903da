"""Events a touchpoint makes about itself."""

from typing import Literal

from pydantic import Field

from contract.events.base import EventData, Maker
from contract.ids import Uuid
from contract.model import Sequence

ReaderState = Literal["ok", "silent", "missing"]


class TouchpointStarted(EventData, event="touchpoint.started"):
    """The program came up."""

    boot: Uuid
    version: str


class TouchpointHealth(EventData, event="touchpoint.health"):
    """How it is, once a health period."""

    boot: Uuid
    version: str
    #: Degrees Celsius.
    temperature: float | None = None
    #: Bytes.
    disk_free: int | None = None
    readers: dict[str, ReaderState] = Field(default_factory=dict)
    #: By reader: what it read since the last health event that named no garment, nonsense included.
    unread: dict[str, int] = Field(default_factory=dict)
    #: By reader: how often it stopped reading since the last health event; also if it reads again.
    faults: dict[str, int] = Field(default_factory=dict)
    #: Seconds since the last health event in which a shopper could really use the screen.
    usable_seconds: float
    #: Seconds since the last health event in which the store was open.
    open_seconds: float


class TouchpointFailed(EventData, event="touchpoint.failed"):
    """Something broke; the screen went back to its start."""

    boot: Uuid
    version: str
    #: Where, in one word or dotted path.
    what: str
    why: str


class TouchpointObeyed(EventData, event="touchpoint.obeyed"):
    """What became of a command of the hub's."""

    #: The user property `id` of the command.
    command: Uuid
    #: As the topic said it; newer hubs may want what this touchpoint has never heard of.
    verb: str
    #: `busy`: somebody is there. `failed`: it was tried. `unable`: it is nothing that it can do.
    result: Literal["done", "busy", "failed", "unable"]


class OutboxDropped(EventData, event="outbox.dropped", by=(Maker.TOUCHPOINT, Maker.HUB)):
    """A run of events that will never be sent; the envelope carries the last sequence of it."""

    first: Sequence
    count: int = Field(ge=1)
    #: Event name → how many.
    names: dict[str, int]
    reason: Literal["size", "poison"]
