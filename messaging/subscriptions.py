"""Which topic filters are wanted, which the broker has granted, and which it was asked for."""

from collections.abc import Sequence


class Subscriptions:
    """Bookkeeping of one connection; a request is named by its packet id."""

    def __init__(self) -> None:
        self._wanted: dict[str, None] = {}
        self._granted: set[str] = set()
        self._asked: dict[int, tuple[str, ...]] = {}

    def want(self, filters: Sequence[str]) -> None:
        self._wanted |= dict.fromkeys(filters)

    def drop(self, filters: Sequence[str]) -> None:
        for name in filters:
            self._wanted.pop(name, None)
            self._granted.discard(name)

    def missing(self) -> list[str]:
        """What is wanted, not granted, and not being asked for."""
        busy = {name for names in self._asked.values() for name in names}
        return [name for name in self._wanted if name not in self._granted | busy]

    def asked(self, packet: int, filters: Sequence[str]) -> None:
        self._asked[packet] = tuple(filters)

    def answered(self, packet: int, codes: Sequence[int]) -> dict[str, int]:
        """Note the reason *codes* of a request; returns the refused filters with theirs."""
        names = self._asked.pop(packet, ())
        codes_of = dict(zip(names, codes, strict=False))
        # A refused one is not asked for again before the next connection.
        self._granted |= codes_of.keys() & self._wanted.keys()
        return {name: code for name, code in codes_of.items() if code >= 128}

    def connected(self) -> None:
        """Ask for everything anew: a broker restored from its last save knows an older session."""
        self._asked.clear()
        self._granted.clear()
