"""When a lost link is tried again: soon, then later; much later when two devices share a name."""

from dataclasses import dataclass, replace

FIRST, LONGEST, LASTING = 0.25, 30.0, 5.0
#: More than this many times thrown off within the window, and somebody else has our name.
TAKEOVERS, WINDOW, BACK_OFF = 3, 60.0, 300.0

OTHER_DEVICE = "another device answers to that name"


@dataclass(frozen=True, slots=True)
class Retries:
    """What is known of the link's past; times are monotonic seconds."""

    attempts: int = 0
    taken_over: tuple[float, ...] = ()

    @property
    def contested(self) -> bool:
        return len(self.taken_over) > TAKEOVERS

    def wait(self, spread: float) -> float:
        """Seconds until the next attempt; *spread* is a random number from 0 to 1."""
        if self.contested:
            return BACK_OFF
        return min(LONGEST, FIRST * 2.0 ** min(self.attempts, 20)) * (0.5 + spread / 2)


def refused(past: Retries) -> Retries:
    return replace(past, attempts=past.attempts + 1)


def lost(past: Retries, lasted: float) -> Retries:
    """The link broke after *lasted* seconds; a short one counts as another failed attempt."""
    return replace(past, attempts=0 if lasted >= LASTING else past.attempts + 1)


def thrown_off(past: Retries, now: float) -> Retries:
    """Another client took our session at *now* (reason 142)."""
    recent = tuple(at for at in past.taken_over if now - at < WINDOW)
    return replace(past, attempts=past.attempts + 1, taken_over=(*recent, now))


def backed_off(past: Retries) -> Retries:
    """The long wait is over: count takeovers anew."""
    return Retries() if past.contested else past
