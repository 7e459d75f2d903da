"""What nfcpy's tags need of a front end: the way to the tag in the field."""

from typing import Any

import nfc
import nfc.clf.pn532

from touchpoint.readers.pace import Pace

#: Bits of SEL_RES (NFC Forum Digital, 6.8.2).
NOT_TYPE_2 = 0x60


class Field:
    """Sooner than nfcpy's own front end, and with an end to how long a tag keeps it busy."""

    def __init__(self, frontend: Any, pace: Pace) -> None:
        self._frontend, self._pace = frontend, pace
        self._end = 0.0
        #: The time-out the chip is set to.
        self._set: float | None = None
        self.lost = 0

    @property
    def max_send_data_size(self) -> int:
        return int(self._frontend.max_send_data_size)

    @property
    def max_recv_data_size(self) -> int:
        return int(self._frontend.max_recv_data_size)

    def begin(self, seconds: float) -> None:
        """From now on, one tag is spoken to for so long."""
        self._end, self.lost = self._pace.monotonic() + seconds, 0

    def sense(self, target: Any) -> Any:
        return self._frontend.sense(target)

    def exchange(self, data: bytes, timeout: float) -> Any:
        # A tag that answers nothing to every read keeps nfcpy's loops going for ever.
        if self._pace.monotonic() >= self._end:
            raise nfc.clf.TimeoutError
        try:
            answer = self._run(data, timeout)
        except nfc.clf.CommunicationError:
            self.lost += 1
            raise
        if answer is None:
            self.lost += 1
            raise nfc.clf.TimeoutError
        return answer

    def _run(self, data: bytes, timeout: float) -> Any:
        # nfcpy sets the chip up before each exchange, with three commands more. But a Type 2 tag
        # was selected with just these settings, and the time-out outlives the tag.
        target = self._frontend.target
        ready = target and target.sel_res and not target.sel_res[0] & NOT_TYPE_2
        if ready and timeout == self._set:
            return self._exchange(data, timeout)
        self._set = timeout
        return self._frontend.exchange(data, timeout)

    def _exchange(self, data: bytes, timeout: float) -> Any:
        """With a Type 2 tag, whose CRC the driver leaves to us."""
        device = self._frontend.device
        try:
            answer = device.chipset.in_communicate_thru(bytearray(data), timeout + 0.1)
        except nfc.clf.pn532.Chipset.Error as error:
            silent = error.errno == 1
            raise (nfc.clf.TimeoutError if silent else nfc.clf.TransmissionError) from error
        if len(answer) <= 2:
            return answer
        if not device.check_crc_a(answer):
            raise nfc.clf.TransmissionError
        return answer[:-2]
