"""Who is gone gives back what they had: their session ended, or they left a device a while ago."""

from dataclasses import dataclass

import structlog

from hub.access import Access
from hub.desk import Desk

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Leaving:
    """Looked at once a second; what another process did in the same database counts as well."""

    access: Access
    desk: Desk

    def look(self) -> None:
        """Let go first: after a crash in between it is done again, and that changes nothing."""
        for associate in self.access.left():
            self.desk.let_go(associate)
            self.access.end_leave(associate)
            _log.info("associate.left", associate=associate)
