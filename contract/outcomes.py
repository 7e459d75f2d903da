"""How an event ends: exactly one outcome each, and a reason with every rejection."""

from enum import StrEnum


class Outcome(StrEnum):
    STORED = "stored"
    #: Known by (source, id) with the same content; answered as settled, changes nothing.
    DUPLICATE = "duplicate"
    #: Kept with its reason where a person sees it.
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why an event was rejected."""

    #: More than 64 KiB.
    TOO_LARGE = "too_large"
    #: Not UTF-8 JSON, or not an object.
    UNREADABLE = "unreadable"
    #: JSON, but the envelope lacks or misuses an attribute.
    INVALID_ENVELOPE = "invalid_envelope"
    #: No event of the contract has this type.
    UNKNOWN_TYPE = "unknown_type"
    #: The type is known, its data does not fit.
    INVALID_DATA = "invalid_data"
    #: The source is not the one that sent it.
    FORGED_SOURCE = "forged_source"
    #: The topic's last words name another event.
    WRONG_TOPIC = "wrong_topic"
    #: An event that only the hub, or only a touchpoint, may make.
    WRONG_MAKER = "wrong_maker"
    #: A known id with other content.
    CONFLICT = "conflict"
    #: A token writes for its own store only.
    WRONG_STORE = "wrong_store"
    #: Understood, but it could change nothing (detail says what was missing).
    NO_EFFECT = "no_effect"
    #: A mistake of ours; kept for a person.
    INTERNAL = "internal"


class Rejected(Exception):
    """An event that was refused: *reason* for machines, *detail* for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
