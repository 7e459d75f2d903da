"""What a chip says to what it hears on its line, and after how long; pure."""

from collections.abc import Iterator

from simulation.pn532.chip import Chip
from simulation.pn532.frames import ACK, Acknowledged, Command, read_frame
from simulation.pn532.timing import Timing

#: Bytes around the parameters of a command, and around those of an answer.
_ASKING, _ANSWERING = 9, 6


class Talk:
    """One side of the line; *chip* runs a command when its answer is asked for."""

    def __init__(self, chip: Chip, timing: Timing) -> None:
        self._chip, self._timing = chip, timing
        self._rest = b""

    def hear(self, data: bytes, baudrate: int) -> Iterator[tuple[float, bytes]]:
        """Seconds that pass, then the frame that is said, for all that came at *baudrate*."""
        # At another speed than the chip's, bytes are noise to it.
        self._rest = self._rest + data if self._chip.is_tuned_to(baudrate) else b""
        while True:
            frame, self._rest = read_frame(self._rest)
            match frame:
                case Command():
                    yield from self._answer(frame)
                case Acknowledged():
                    self._chip.acknowledged()
                case None:
                    return

    def _answer(self, command: Command) -> Iterator[tuple[float, bytes]]:
        timing, speed = self._timing, self._chip.baudrate
        yield timing.line(len(command.data) + _ASKING, speed) + timing.firmware, ACK
        answer, air = self._chip.answer(command)
        if answer:
            line = timing.line(len(answer) + _ANSWERING, speed)
            yield air + timing.firmware + line, answer
