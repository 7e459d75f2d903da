"""The link's history: up or down, since when, when to try again; outages are logged on the edge."""

import logging

import structlog

from messaging.port import SESSION_TAKEN_OVER, LinkState
from messaging.reconnect import OTHER_DEVICE, Retries, backed_off, lost, refused, thrown_off

_log = structlog.get_logger()


class Edge:
    """What one bus knows of its link. Times are monotonic seconds."""

    def __init__(self, bus: str, now: float) -> None:
        self._log = _log.bind(bus=bus)
        self._link: LinkState | None = None
        self._since = now
        self._retries = Retries()

    @property
    def up(self) -> bool:
        return self._link is not None and self._link.up

    def lasted(self, now: float) -> float:
        """Seconds that the link has been up; without end when it is not."""
        return now - self._since if self.up else float("inf")

    def rise(self, now: float) -> LinkState:
        self._log.info("bus.up", after_seconds=round(now - self._since, 1))
        self._link, self._since = LinkState(up=True), now
        return self._link

    def fall(self, cause: LinkState, now: float) -> LinkState | None:
        """The new state, or nothing when everybody knows it already."""
        if cause.reason == SESSION_TAKEN_OVER:
            self._retries = thrown_off(self._retries, now)
        elif self.up:
            self._retries = lost(self._retries, now - self._since)
        else:
            self._retries = refused(self._retries)
        why = OTHER_DEVICE if self._retries.contested else cause.why
        link = LinkState(up=False, reason=cause.reason, why=why)
        if link == self._link:
            return None
        if self._link is None or self._link.up:
            level = logging.WARNING if cause.reason else logging.INFO
            self._log.log(level, "bus.down", reason=link.reason, why=link.why)
            self._since = now
        self._link = link
        return link

    def wait(self, spread: float) -> float:
        """Seconds until the next attempt; *spread* is a random number from 0 to 1."""
        wait = self._retries.wait(spread)
        self._retries = backed_off(self._retries)
        return wait
