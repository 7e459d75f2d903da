"""What becomes of each request of a simulated store, dealt so that a minute shows every end."""

import threading
from enum import Enum


class Fate(Enum):
    """How a request will end; shoppers and associates keep to the same one."""

    BROUGHT = "brought"
    NOT_FOUND = "not found"
    #: By its shopper, before anybody takes it.
    CANCELLED = "cancelled"
    #: Nobody looks at it: everybody must overlook the same one, or somebody always answers.
    OVERLOOKED = "overlooked"


class Fates:
    """Deals a fate to each request in the order they are first noticed, the same for everybody."""

    _TURN = tuple(Fate)

    def __init__(self) -> None:
        self._dealt: dict[str, Fate] = {}
        self._dealing = threading.Lock()

    def of(self, request: str) -> Fate:
        with self._dealing:
            turn = self._TURN[len(self._dealt) % len(self._TURN)]
            return self._dealt.setdefault(request, turn)
