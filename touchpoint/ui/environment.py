"""What Kivy must find in the environment before its first import."""

import os
from collections.abc import MutableMapping

_SETTINGS = {
    # Kivy would otherwise read the program's own command line, and swallow its log and stderr.
    "KIVY_NO_ARGS": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_NO_CONFIG": "1",
    # A crossing from another thread costs 0.1 ms with it instead of 6.5 ms.
    "KIVY_CLOCK": "interrupt",
    # One pixel of ours is one pixel of the glass, whatever the display says of its density.
    "KIVY_METRICS_DENSITY": "1",
    "KIVY_METRICS_FONTSCALE": "1",
}


def prepare(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set what is not yet set; call it before anything imports Kivy."""
    for name, value in _SETTINGS.items():
        environ.setdefault(name, value)
