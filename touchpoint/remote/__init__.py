"""A door on the loopback to one window: what it shows, and touches for it."""

from touchpoint.remote.door import Remote, encoded
from touchpoint.remote.glass import Glass

__all__ = ["Glass", "Remote", "encoded"]
