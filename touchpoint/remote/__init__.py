"""A door on the loopback to one window: what it shows, and touches for it."""

from touchpoint.remote.door import Remote
from touchpoint.remote.glass import Glass

__all__ = ["Glass", "Remote"]
