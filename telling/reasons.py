"""Why an event is refused, as a person reads it; pure."""

from collections.abc import Mapping
from typing import Final

from contract.outcomes import Reason

REASONS: Final[Mapping[Reason, str]] = {
    Reason.TOO_LARGE: "Too large",
    Reason.UNREADABLE: "Unreadable",
    Reason.INVALID_ENVELOPE: "Its envelope does not fit",
    Reason.UNKNOWN_TYPE: "Unknown type",
    Reason.INVALID_DATA: "Its data does not fit",
    Reason.FORGED_SOURCE: "Sent in another’s name",
    Reason.WRONG_TOPIC: "Sent to the wrong topic",
    Reason.WRONG_MAKER: "Not for its sender to make",
    Reason.CONFLICT: "Known with other content",
    Reason.WRONG_STORE: "From another store",
    Reason.NO_EFFECT: "Without effect",
    Reason.INTERNAL: "A mistake of ours",
}
