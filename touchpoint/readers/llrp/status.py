"""Whether the reader did as it was asked, with its own words when it did not; pure.

Source: EPCglobal LLRP 1.0.1, sections 14 (errors) and 13.2.6.11 (ConnectionAttemptEvent).
"""

import struct

from touchpoint.readers.llrp.parameters import P, Parameter, find, read_parameters, tlv

SUCCESS = 0
_MEANINGS = {
    100: "parameter error",
    101: "field error",
    102: "unexpected parameter",
    103: "missing parameter",
    104: "duplicate parameter",
    105: "too many parameters",
    106: "field too large",
    107: "unknown parameter",
    108: "unknown field",
    109: "unsupported message",
    110: "unsupported version",
    111: "unsupported parameter",
    300: "invalid value",
    301: "value out of range",
    401: "device error",
}
_ATTEMPTS = {
    1: "another connection exists, which the reader made",
    2: "another client is connected; a reader serves one at a time",
    3: "the reader gives no reason",
    4: "another client tries to connect",
}


class Refused(ValueError):
    """The reader said no; the text says to what, the code and the reader's own words."""


def check_status(body: bytes, to: str) -> None:
    """Raises Refused unless the LLRPStatus in *body* is success; ValueError when there is none."""
    status = find(read_parameters(body), P.LLRP_STATUS)
    if status is None:
        raise ValueError(f"the answer to {to} has no LLRPStatus")
    code, words = read_status(status)
    if code != SUCCESS:
        meaning = _MEANINGS.get(code, "a code of its own")
        raise Refused(f"the reader refused {to}: code {code} ({meaning}), {words!r}")


def read_status(status: Parameter) -> tuple[int, str]:
    """Its code and the reader's own words. Raises ValueError."""
    code, length = status.fields("HH")
    words = status.body[4 : 4 + length]
    if len(words) != length:
        raise ValueError(f"an LLRPStatus of code {code} is cut within its words")
    return code, words.decode("utf-8", "replace")


def write_status(code: int = SUCCESS, words: str = "") -> bytes:
    text = words.encode()
    return tlv(P.LLRP_STATUS, struct.pack("!HH", code, len(text)), text)


def check_event(body: bytes) -> bool:
    """Whether a READER_EVENT_NOTIFICATION says that the connection stands.

    Raises Refused when it says that it does not, or is being closed.
    """
    data = find(read_parameters(body), P.READER_EVENT_NOTIFICATION_DATA)
    if data is None:
        raise ValueError("a READER_EVENT_NOTIFICATION has no data")
    for event in data.inner():
        if event.kind == P.CONNECTION_CLOSE_EVENT:
            raise Refused("the reader closes the connection")
        if event.kind == P.CONNECTION_ATTEMPT_EVENT:
            (code,) = event.fields("H")
            if code == SUCCESS:
                return True
            # A reader also tells whom it serves that somebody else has knocked.
            if code != 4:
                why = _ATTEMPTS.get(code, "a reason of its own")
                raise Refused(f"the reader refused the connection: code {code} ({why})")
    return False
