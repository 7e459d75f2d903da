"""When somebody counts as come and as gone, of what each picture shows; pure, time comes in."""

from dataclasses import dataclass

from touchpoint.readers.port import Stir

#: Seconds without a break: who walks past stays for less than the first, who turns round is out of
#: sight for less than the second.
COMING, GOING = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Stirring:
    """What was said last, and since when pictures say the other; monotonic seconds."""

    near: bool = False
    since: float | None = None


def stir(before: Stirring, shows: bool, at: float) -> tuple[Stirring, Stir | None]:  # noqa: FBT001
    """Whether a picture taken at *at* *shows* somebody; what is to be said of it, if anything."""
    if shows == before.near:
        return Stirring(shows), None
    since = at if before.since is None else before.since
    if at - since < (COMING if shows else GOING):
        return Stirring(before.near, since), None
    return Stirring(shows), Stir(shows)
