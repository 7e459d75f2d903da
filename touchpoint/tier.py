"""Tells which features are on: when the store's settings come, and when a day changes them."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from contract.features import Feature
from contract.hours import ALWAYS, Hours
from contract.tiers import StoreFeatures, features_at
from messaging.clock import Clock
from touchpoint.inputs import FeaturesKnown

_log = structlog.get_logger()


class Tier:
    """*tell* hears only of what is new.

    A clock may be put right at any time, so each beat looks at it anew.
    """

    def __init__(self, clock: Clock, tell: Callable[[FeaturesKnown], None]) -> None:
        self._clock, self._tell = clock, tell
        self._lock = threading.Lock()
        self._store: StoreFeatures | None = None
        self._told: frozenset[Feature] | None = None
        self._hours = ALWAYS

    def opened(self, until: datetime, seconds: float) -> float:
        """Of so many seconds that end at a moment, those in which the store was open."""
        return self._hours.seconds(until - timedelta(seconds=seconds), until)

    def learn(self, store: StoreFeatures) -> None:
        """From any thread."""
        with self._lock:
            self._store = store
            self._hours = _hours_of(store)
            self._look()

    def beat(self) -> None:
        """Once a second, from any thread."""
        with self._lock:
            self._look()

    def _look(self) -> None:
        if self._store is None:
            return
        on = features_at(self._store, self._clock.now())
        if on != self._told:
            self._told = on
            self._tell(FeaturesKnown(on))


def _hours_of(store: StoreFeatures) -> Hours:
    if store.hours is None:
        return ALWAYS
    try:
        return store.hours.hours(store.timezone)
    except ValueError as error:
        # A newer hub may write them otherwise; then every second counts, as before.
        _log.warning("hours.unread", why=str(error)[:300])
        return ALWAYS
