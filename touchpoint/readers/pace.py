"""How time passes for a reader: the machine's own, or one that a simulation hands in."""

from typing import Protocol


class Pace(Protocol):
    """The module `time` is one."""

    def monotonic(self) -> float: ...

    def sleep(self, seconds: float, /) -> None: ...
