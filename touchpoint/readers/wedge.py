"""What a keyboard-wedge scanner types, made into codes; Enter ends each; pure."""

import struct
from dataclasses import dataclass, field

#: Longer codes are nobody's; what was typed up to Enter is dropped.
MAX_CODE = 2048

#: struct input_event of this machine: seconds, microseconds, type, code, value (linux/input.h).
EVENT = struct.Struct("llHHi")
_EV_KEY, _DOWN = 1, 1
_ENTERS = (28, 96)
_SHIFTS = (42, 54)
#: Key codes of linux/input-event-codes.h on the US layout that scanners are set to.
_ROWS = ((2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"))
_MORE = (
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
)
_KEYS = {
    first + i: (plain[i], shifted[i])
    for first, plain, shifted in _ROWS + _MORE
    for i in range(len(plain))
}


@dataclass(slots=True)
class Typed:
    """Characters so far. A *prefix* or *suffix* set in the scanner is asked for and taken off."""

    prefix: str = ""
    suffix: str = ""
    _text: str = ""
    _overlong: bool = False

    def feed(self, text: str) -> list[str]:
        """The codes that *text* completes."""
        codes = []
        for character in text:
            if character in "\r\n":
                code = "" if self._overlong else self._bare(self._text.strip())
                self._text, self._overlong = "", False
                if code:
                    codes.append(code)
            elif len(self._text) >= MAX_CODE:
                self._overlong = True
            elif character.isprintable():
                self._text += character
        return codes

    def _bare(self, text: str) -> str:
        if not (text.startswith(self.prefix) and text.endswith(self.suffix)):
            return ""
        return text[len(self.prefix) : len(text) - len(self.suffix)].strip()


@dataclass(slots=True)
class Keys:
    """Key events of a Linux input device, as characters."""

    _partial: bytes = b""
    _shifts: set[int] = field(default_factory=set)

    def feed(self, data: bytes) -> str:
        buffer = self._partial + data
        whole = len(buffer) - len(buffer) % EVENT.size
        self._partial = buffer[whole:]
        return "".join(
            self._character(kind, code, value)
            for _, _, kind, code, value in EVENT.iter_unpack(buffer[:whole])
        )

    def _character(self, kind: int, code: int, value: int) -> str:
        if kind != _EV_KEY:
            return ""
        if code in _SHIFTS:
            (self._shifts.add if value else self._shifts.discard)(code)
        if value != _DOWN:
            return ""
        if code in _ENTERS:
            return "\n"
        plain, shifted = _KEYS.get(code, ("", ""))
        return shifted if self._shifts else plain
