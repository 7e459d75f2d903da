"""What a keyboard-wedge scanner types, made into codes; Enter ends each; pure, time comes in."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.gs1 import SEPARATOR
from touchpoint.readers.layouts import LAYOUTS, Layout

#: Longer codes are nobody's; what was typed up to Enter is dropped.
MAX_CODE = 2048

#: struct input_event of this machine: seconds, microseconds, type, code, value (linux/input.h).
EVENT = struct.Struct("llHHi")
_EV_KEY, _UP, _DOWN = 1, 0, 1
_ENTERS = (28, 96)
_SHIFTS, _CONTROLS, _ALT_GR = {42, 54}, {29, 97}, {100}
#: Scanners send FNC1, the separator, as Ctrl and ], or the key that has that place.
_BRACKET = 27


@dataclass(slots=True)
class Typed:
    """Characters so far. A *prefix* or *suffix* set in the scanner is asked for and taken off.

    A scanner leaves at most *gap* seconds between two characters, a person more: whatever came
    before a longer one is somebody typing, and dropped. Without a *gap* all time is given.
    """

    prefix: str = ""
    suffix: str = ""
    gap: float | None = None
    _text: str = ""
    _overlong: bool = False
    _last: float = 0.0

    def feed(self, text: str, at: float = 0.0) -> list[str]:
        """The codes that *text* completes; it came at *at*, monotonic seconds."""
        if self.gap is not None and at - self._last > self.gap:
            self._text, self._overlong = "", False
        self._last = at
        codes = []
        for character in text:
            if character in "\r\n":
                code = "" if self._overlong else self._bare(self._text.strip())
                self._text, self._overlong = "", False
                if code:
                    codes.append(code)
            elif len(self._text) >= MAX_CODE:
                self._overlong = True
            elif character.isprintable() or character == SEPARATOR:
                self._text += character
        return codes

    def _bare(self, text: str) -> str:
        """What stands after the prefix; a key that somebody hit just before it is no part of it."""
        _, found, code = text.partition(self.prefix) if self.prefix else ("", "", text)
        if found != self.prefix or not code.endswith(self.suffix):
            return ""
        return code[: len(code) - len(self.suffix)].strip()


@dataclass(slots=True)
class Keys:
    """Key events of a Linux input device, as characters and when the kernel saw each."""

    layout: Layout = LAYOUTS["us"]
    _partial: bytes = b""
    _held: set[int] = field(default_factory=set)

    def feed(self, data: bytes) -> list[tuple[str, float]]:
        buffer = self._partial + data
        whole = len(buffer) - len(buffer) % EVENT.size
        self._partial = buffer[whole:]
        typed = (
            (self._character(kind, code, value), seconds + microseconds / 1e6)
            for seconds, microseconds, kind, code, value in EVENT.iter_unpack(buffer[:whole])
        )
        return [(character, at) for character, at in typed if character]

    def _character(self, kind: int, code: int, value: int) -> str:
        if kind != _EV_KEY:
            return ""
        if code in _SHIFTS | _CONTROLS | _ALT_GR:
            (self._held.discard if value == _UP else self._held.add)(code)
        if value != _DOWN:
            return ""
        if code in _ENTERS:
            return "\n"
        alt_gr = bool(self._held & _ALT_GR)
        found = self.layout.character(code, shift=bool(self._held & _SHIFTS), alt_gr=alt_gr)
        if self._held & _CONTROLS:
            return SEPARATOR if found == "]" or code == _BRACKET else ""
        return found


def layout_called(name: str, layouts: Mapping[str, Layout] = LAYOUTS) -> Layout:
    """Raises ValueError naming what there is."""
    if name not in layouts:
        raise ValueError(f"layout is {name!r}; one of {', '.join(layouts)} is right")
    return layouts[name]


def gap_of(milliseconds: str) -> float | None:
    """Seconds; none for 0, which means no limit. Raises ValueError."""
    if not (milliseconds.isascii() and milliseconds.isdigit() and int(milliseconds) <= 10_000):
        raise ValueError(f"gap_ms is {milliseconds!r}; 0 to 10000 is right, 0 for no limit")
    return int(milliseconds) / 1000 or None
