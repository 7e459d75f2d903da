"""What SDL draws with, which only SDL knows."""

import ctypes
from pathlib import Path

_MAPPED = Path("/proc/self/maps")


def video_driver() -> str | None:
    """SDL's name for it, as `x11` or `offscreen`, once Kivy's window is there.

    Nothing where that window is not SDL's, or where no loaded library can be asked.
    """
    # Kivy's wheel brings an SDL of its own, Debian's Kivy uses the machine's: ask the one at work.
    files = (line.split(maxsplit=5)[-1] for line in _MAPPED.read_text().splitlines())
    file = next((file for file in files if "/libSDL2-2" in file), None)
    if file is None:
        return None
    ask = ctypes.CDLL(file).SDL_GetCurrentVideoDriver
    ask.restype = ctypes.c_char_p
    name: bytes | None = ask()
    return name.decode() if name else None
