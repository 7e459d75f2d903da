"""Garments laid on an emulated PN532, in the words of the simulated reader."""

import hashlib
import threading

from contract.uid import PREFIX, read_uid
from simulation.pn532.memory import MODELS, Model, Ntag
from simulation.pn532.port import Port
from touchpoint.readers.records import message_of
from touchpoint.readers.simulated import Order


class Desk:
    """Puts, takes and taps tags at *port*; each code is one tag of *model*."""

    def __init__(self, port: Port, model: str = "ntag215") -> None:
        self._port, self._model = port, MODELS[model]
        self._lock = threading.Lock()
        self._lying: dict[str, Ntag] = {}

    def obey(self, order: Order) -> None:
        """Raises ValueError saying what would be right."""
        self._take(order.value)
        if order.verb == "take":
            return
        tag = _tag(order.value, self._model)
        with self._lock:
            self._lying[order.value] = tag
            self._port.put(tag)
        if order.verb == "tap":
            left = threading.Timer(order.seconds, self._take, [order.value, tag])
            left.daemon = True
            left.start()

    def _take(self, value: str, tag: Ntag | None = None) -> None:
        """Take what lies there; at the end of a tap only *tag*, which may lie there no more."""
        with self._lock:
            found = self._lying.get(value)
            if found is not None and tag in {None, found}:
                del self._lying[value]
                self._port.take(found)


def _tag(value: str, model: Model) -> Ntag:
    """A tag that says *value*, always the same one; an empty one for a plain UID."""
    if value.startswith(PREFIX):
        uid = bytes.fromhex(read_uid(value).removeprefix(PREFIX))
        if len(uid) != 7:
            raise ValueError(f"{value!r} has {len(uid)} bytes; the UID of an NTAG has 7")
        return Ntag(uid, None, model)
    # 04 is NXP, as on every NTAG.
    return Ntag(b"\x04" + hashlib.sha256(value.encode()).digest()[:6], message_of(value), model)
