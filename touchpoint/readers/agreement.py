"""Which codes a camera really saw: the same value in two frames, and once per appearance; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from contract.tags import By


@dataclass(frozen=True, slots=True)
class Code:
    """What one frame says; *value* as a scanner would send it."""

    by: By
    value: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """*last* in monotonic seconds; *read* once it was seen in two frames."""

    last: float
    read: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is before the lens.

    Two frames at most *within* seconds apart agree. A code is read once; after *gone_after*
    seconds out of sight its next appearance is another one.
    """

    within: float = 1.0
    gone_after: float = 2.0
    before: Mapping[Code, Appearance] = field(default_factory=dict)


def agree(agreement: Agreement, codes: Iterable[Code], at: float) -> tuple[Agreement, list[Code]]:
    """A frame taken at *at* shows *codes*: those that are read now."""
    before = {c: s for c, s in agreement.before.items() if at - s.last <= _kept(agreement, s)}
    read = []
    for code in dict.fromkeys(codes):
        known = before.get(code)
        if known and not known.read:
            read.append(code)
        before[code] = Appearance(at, known is not None)
    return replace(agreement, before=before), read


def _kept(agreement: Agreement, sighting: Appearance) -> float:
    return agreement.gone_after if sighting.read else agreement.within
