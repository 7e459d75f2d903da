"""Which character a key types: the layouts a wedge scanner may be set to, by Linux key codes.

Source: linux/input-event-codes.h; the keyboards of Windows and X11 for us, fr and de.
"""

from collections.abc import Mapping
from dataclasses import dataclass

#: Where the rows of letters and digits begin; 86 is the key that only European keyboards have.
_ROWS = (2, 16, 30, 43, 86)
_KEYPAD = {first + i: c for first, keys in ((71, "789-456+1230."),) for i, c in enumerate(keys)}
_ALIKE = {57: " ", 55: "*", 98: "/", **_KEYPAD}


@dataclass(frozen=True, slots=True)
class Layout:
    """Key code → character; a dead key types nothing."""

    plain: Mapping[int, str]
    shifted: Mapping[int, str]
    alt_gr: Mapping[int, str]

    def character(self, code: int, *, shift: bool, alt_gr: bool) -> str:
        if alt_gr:
            return self.alt_gr.get(code, "")
        return (self.shifted if shift else self.plain).get(code, "")


def _keys(*rows: str) -> dict[int, str]:
    return {
        first + i: character
        for first, row in zip(_ROWS, rows, strict=True)
        for i, character in enumerate(row)
        if character != _DEAD
    } | _ALIKE


_DEAD = "\0"

LAYOUTS: Mapping[str, Layout] = {
    "us": Layout(
        _keys("1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\zxcvbnm,./", "<"),
        _keys("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"~', "|ZXCVBNM<>?", ">"),
        {},
    ),
    "fr": Layout(
        _keys("&é\"'(-è_çà)=", "azertyuiop\0$", "qsdfghjklmù²", "*wxcvbn,;:!", "<"),
        _keys("1234567890°+", "AZERTYUIOP\0£", "QSDFGHJKLM%\0", "µWXCVBN?./§", ">"),
        dict(zip(range(3, 14), "~#{[|`\\^@]}", strict=True)),
    ),
    "de": Layout(
        _keys("1234567890ß\0", "qwertzuiopü+", "asdfghjklöä\0", "#yxcvbnm,.-", "<"),
        _keys('!"§$%&/()=?\0', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ°", "'YXCVBNM;:_", ">"),
        {3: "²", 4: "³", 8: "{", 9: "[", 10: "]", 11: "}", 12: "\\", 16: "@", 18: "€", 27: "~"}
        | {50: "µ", 86: "|"},
    ),
}
