"""How long a PN532 and the air take; assumed figures, each with its reason, measured on no chip."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds; all zero answers at once."""

    #: The firmware, from the end of a command to its ACK, and again to its answer.
    firmware: float = 0.0
    #: From field on to the first request (ISO/IEC 14443-3: a tag may need 5 ms to wake).
    field_on: float = 0.0
    #: One byte over the air at 106 kbit/s: eight bits and parity.
    air_byte: float = 0.0
    #: A frame's delay and turn-around, both ways.
    air_turn: float = 0.0
    #: How long a tag is waited for that does not answer a request.
    unanswered: float = 0.0
    #: The cells of an NTAG take this for one page.
    page_write: float = 0.0
    #: Whether bytes on the serial line take their time at the negotiated baud rate.
    serial: bool = False

    def exchange(self, there: int, back: int) -> float:
        """So many bytes to the tag, so many from it."""
        return self.air_turn + (there + back) * self.air_byte

    def line(self, count: int, baudrate: int) -> float:
        """So many bytes of ten bits on the serial line."""
        return count * 10 / baudrate if self.serial else 0.0


AT_ONCE = Timing()
REALISTIC = Timing(
    firmware=0.0003,
    field_on=0.005,
    air_byte=9 / 106_000,
    air_turn=0.0003,
    unanswered=0.001,
    page_write=0.0041,
    serial=True,
)
