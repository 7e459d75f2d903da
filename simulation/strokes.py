"""The keys that a wedge scanner strikes for a code, and the events a kernel makes of them; pure."""

from collections.abc import Sequence

from contract.gs1 import SEPARATOR
from touchpoint.readers.layouts import Layout
from touchpoint.readers.wedge import EVENT

#: linux/input-event-codes.h.
_ENTER, _BRACKET, _CONTROL, _SHIFT, _ALT_GR = 28, 27, 29, 42, 100
#: Scanners strike the digits above the letters: those of a keypad hang on Num Lock.
_KEYPAD = frozenset({55, *range(71, 84), 98})
_KEY, _REPORT = 1, 0

#: A key, and whether it goes down (1) or up (0).
Stroke = tuple[int, int]


def strokes(text: str, layout: Layout) -> list[Stroke]:
    """*text* and Enter. Raises ValueError naming a character that has no key."""
    return [stroke for character in text for stroke in _typed(character, layout)] + _press(_ENTER)


def events(struck: Sequence[Stroke], at: float, pace: float) -> list[bytes]:
    """Each stroke with the report that ends it; the first came at *at*, monotonic seconds."""
    moments = (divmod(round((at + n * pace) * 1e6), 1_000_000) for n in range(len(struck)))
    return [
        EVENT.pack(*moment, _KEY, key, value) + EVENT.pack(*moment, _REPORT, 0, 0)
        for moment, (key, value) in zip(moments, struck, strict=True)
    ]


def _typed(character: str, layout: Layout) -> list[Stroke]:
    if character == SEPARATOR:
        return _press(_CONTROL, _BRACKET)
    levels = ((), layout.plain), ((_SHIFT,), layout.shifted), ((_ALT_GR,), layout.alt_gr)
    for held, keys in levels:
        for key, typed in keys.items():
            if typed == character and key not in _KEYPAD:
                return _press(*held, key)
    raise ValueError(f"{character!r} has no key in this layout; a code that it can type is right")


def _press(*keys: int) -> list[Stroke]:
    """One held after the other, and let go of the other way round."""
    return [(key, 1) for key in keys] + [(key, 0) for key in reversed(keys)]
