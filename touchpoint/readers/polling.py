"""A tag on an NFC chip is read once, then sensed: how often, and when the chip is started anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from contract.tags import By, TagRead
from contract.uid import write_uid
from touchpoint.readers.contactless import Contactless
from touchpoint.readers.pace import Pace
from touchpoint.readers.records import value_of

#: A tag at the edge of the field is asked so often for its message before its UID has to do.
_TRIES = 3
#: Seconds between senses while a tag lies there: enough to miss it within 60 ms, and fewer lines.
_LYING = 0.02
#: Slow is what takes so many seconds, and so many times the quickest sense since it was opened: of
#: a tap of 300 ms one sense may pass unseen, and the next still has to leave time to read the tag.
_SLOW, _TIMES = 0.06, 4
#: So often in a row it is the chip's doing. A machine that is busy is not kept busier by opening.
_IN_A_ROW, _AT_LEAST = 5, 60.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between senses of an empty field, and after which the chip is started anew."""

    period: float = 0.01
    reopen: float = 3600.0


@dataclass
class Polling:
    """A reader; *bound* says what plain UIDs stand for."""

    chip: Contactless
    bound: Mapping[str, str]
    rhythm: Rhythm
    pace: Pace
    _sensed: float = 0.0
    _opened: float = 0.0
    _quickest: float = inf
    _slow: int = 0
    _uid: bytes | None = field(default=None, init=False)
    _value: str | None = field(default=None, init=False)
    _tries: int = field(default=0, init=False)

    def open(self) -> None:
        self.chip.open()
        self._opened, self._quickest, self._slow = self.pace.monotonic(), inf, 0

    def read(self, timeout: float) -> TagRead | None:
        deadline = self.pace.monotonic() + timeout
        while True:
            now = self.pace.monotonic()
            due = self._sensed + (self.rhythm.period if self._uid is None else _LYING)
            self.pace.sleep(max(0.0, min(due, deadline) - now))
            if due > deadline:
                return None
            if found := self._sense():
                return found

    def close(self) -> None:
        self.chip.close()

    def _sense(self) -> TagRead | None:
        self._sensed = self.pace.monotonic()
        if self._is_stale():
            self.chip.close()
            self.open()
        began = self.pace.monotonic()
        uid = self.chip.sense()
        self._note(self.pace.monotonic() - began)
        return self._told(uid)

    def _note(self, spent: float) -> None:
        self._quickest = min(self._quickest, spent)
        is_slow = spent >= max(_SLOW, _TIMES * self._quickest)
        self._slow = self._slow + 1 if is_slow else 0

    def _is_stale(self) -> bool:
        """After hours of polling a chip slows down, to seconds in the end (nfcpy issue 62)."""
        age = self._sensed - self._opened
        return age >= self.rhythm.reopen or (self._slow >= _IN_A_ROW and age >= _AT_LEAST)

    def _told(self, uid: bytes | None) -> TagRead | None:
        if uid != self._uid:
            self._uid, self._value, self._tries = uid, None, 0
        if uid is None:
            return None
        if self._value is None:
            self._value = self._read(uid)
        return TagRead(By.NFC, self._value) if self._value else None

    def _read(self, uid: bytes) -> str | None:
        """The link or text on the tag, what its UID is bound to, or that UID; None: try again."""
        content = self.chip.content()
        if content.message and (value := value_of(content.message)):
            return value
        self._tries += 1
        if not content.sure and self._tries < _TRIES:
            return None
        plain = write_uid(uid)
        return self.bound.get(plain, plain)
