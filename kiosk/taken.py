"""What a shopper takes along from this visit; gone with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.kept import Booked, Wanted


@dataclass(frozen=True, slots=True)
class Wish:
    """A variant that was kept; *sized* when its size was chosen or held, not only its colour."""

    gtin: str
    sized: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """*carried* has each content that the wish list's code had on the glass.

    *tokens* has for each form and garment the one that its code holds, however often it is opened.
    *wanted* and *booked* are what the store was asked to keep, by reservation and appointment.
    """

    wishes: tuple[Wish, ...] = ()
    carried: frozenset[tuple[str, ...]] = frozenset()
    tokens: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    wanted: Mapping[str, Wanted] = field(default_factory=dict, repr=False)
    booked: Mapping[str, Booked] = field(default_factory=dict, repr=False)

    @property
    def gtins(self) -> tuple[str, ...]:
        return tuple(wish.gtin for wish in self.wishes)
