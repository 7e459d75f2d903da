"""The bus as everybody but its adapters sees it: messages in, messages out, the link up or down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived. *token* is the adapter's own handle, needed to settle it."""

    topic: str
    payload: bytes
    properties: Mapping[str, str] = field(default_factory=dict)
    retained: bool = False
    token: object = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be published; *expiry* in seconds."""

    topic: str
    payload: bytes
    qos: int = 1
    retain: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    expiry: int | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker says for us when we fall silent for *delay* seconds."""

    topic: str
    payload: bytes
    delay: int = 20


@dataclass(frozen=True, slots=True)
class LinkState:
    """The link to the broker; *reason* is the MQTT 5 code why it is down, *why* its words."""

    up: bool
    reason: int = 0
    why: str = ""


#: MQTT 5 reason codes this product acts on.
DELIVERED, NOBODY_LISTENING, NOT_AUTHORISED, SESSION_TAKEN_OVER = 0, 16, 135, 142

OnMessage = Callable[[Message], None]
OnLink = Callable[[LinkState], None]
OnDone = Callable[[int], None]


class Bus(Protocol):
    """A connection to a broker. Callbacks come from the bus's own thread and must not block."""

    def start(self, on_message: OnMessage, on_link: OnLink) -> None:
        """Connect and stay connected, for ever; returns at once."""

    def subscribe(self, filters: Sequence[str]) -> None:
        """Ask for these topic filters at QoS 1, now and after every reconnect."""

    def unsubscribe(self, filters: Sequence[str]) -> None: ...

    def publish(self, message: Outgoing, on_done: OnDone | None = None) -> None:
        """Hand over *message*; *on_done* gets the reason: 0 delivered, 16 nobody listens, else not.

        With the link down, *on_done* gets 136 (server unavailable) and nothing is queued:
        what must survive lies in an outbox.
        """

    def settle(self, message: Message) -> None:
        """Tell the broker that *message* is safe here; until then it comes again after a break."""

    def stop(self) -> None: ...
