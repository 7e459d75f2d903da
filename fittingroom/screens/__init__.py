"""The mirror's screens, each a .py and .kv pair."""

import touchpoint.ui  # noqa: F401 - prepares what Kivy must find before its first import
