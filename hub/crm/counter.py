"""Where touchpoints ask: not too often, not too many at once, and never further than the port."""

import threading
from collections import defaultdict, deque
from typing import Final

import structlog

from contract.customers import checked_customer
from hub.crm.port import Crm, CrmAway
from messaging.clock import Clock

#: One touchpoint may ask so often in so many seconds: a shopper needs one, a guesser millions.
MOST, SPAN = 12, 60.0
#: So many may wait for the CRM at once; one that hangs must not take the hub's threads.
_AT_ONCE: Final = 4

_log = structlog.get_logger()


class NoCards(Exception):
    """This store has no CRM."""


class TooOften(Exception):
    """Asked too often; the next one counts in *wait* seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"next in {wait:.0f} s")
        self.wait = wait


class CardCounter:
    """Every method may be called from any thread."""

    def __init__(self, crm: Crm | None, clock: Clock) -> None:
        self._crm, self._clock = crm, clock
        self._lock, self._seats = threading.Lock(), threading.BoundedSemaphore(_AT_ONCE)
        #: touchpoint → when it asked.
        self._asked: dict[str, deque[float]] = defaultdict(deque)
        self._down = False

    def customer_of(self, touchpoint: str, code: str) -> str | None:
        """Whose card has *code*; nothing for one that nobody knows.

        Raises NoCards, TooOften, CrmAway.
        """
        if self._crm is None:
            raise NoCards
        self._count(touchpoint)
        if not self._seats.acquire(blocking=False):
            raise CrmAway("too many wait for it")
        try:
            found = self._ask(self._crm, code)
        except CrmAway as error:
            self._became(str(error))
            raise
        finally:
            self._seats.release()
        self._became("")
        return found

    def _count(self, touchpoint: str) -> None:
        now = self._clock.monotonic()
        with self._lock:
            asked = self._asked[touchpoint]
            while asked and now - asked[0] >= SPAN:
                asked.popleft()
            if len(asked) >= MOST:
                raise TooOften(asked[0] + SPAN - now)
            asked.append(now)

    def _ask(self, crm: Crm, code: str) -> str | None:
        try:
            return _opaque(crm.customer_of(code), code)
        except CrmAway:
            raise
        except Exception as error:  # noqa: BLE001 - it is somebody else's, and may name the card
            raise CrmAway(f"its adapter broke: {type(error).__name__}") from None

    def _became(self, why: str) -> None:
        with self._lock:
            changed, self._down = bool(why) != self._down, bool(why)
        if changed and why:
            _log.warning("crm.down", why=why)
        elif changed:
            _log.info("crm.back")


def _opaque(customer: str | None, code: str) -> str | None:
    """*customer* itself. Raises ValueError when it is no id, or tells the card's *code*."""
    if customer is not None and code.casefold() in checked_customer(customer).casefold():
        raise ValueError("the customer id holds the card's code")
    return customer
