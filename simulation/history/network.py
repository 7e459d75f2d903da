"""The stores of a made-up network: how busy, how quick, which of them pilot something (pure)."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

_CITIES: Final = (
    "paris-marais", "lyon", "milano", "berlin-mitte", "madrid", "bordeaux", "london-soho", "lille",
    "bruxelles", "antwerpen", "amsterdam", "hamburg", "muenchen", "koeln", "zuerich", "geneve",
    "wien", "roma", "torino", "firenze", "barcelona", "valencia", "lisboa", "porto", "nantes",
    "toulouse", "nice", "strasbourg", "rennes", "montpellier", "paris-opera", "paris-passy",
    "london-mayfair", "manchester", "dublin", "koebenhavn", "stockholm", "oslo", "praha",
    "helsinki",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """One store. *busy* beside an ordinary one, *slow* how long its people need beside others'.

    *buys* is the probability that a visit ends in a purchase; from *pilot_from* on it is *uplift*
    higher, and people in cabins ask for something more often, twice as much.
    """

    name: str
    busy: float
    slow: float
    buys: float
    pilot_from: date | None = None
    uplift: float = 0.0

    def buys_on(self, day: date) -> float:
        return self.buys + self._lift(day)

    def asks_on(self, day: date) -> float:
        """How likely somebody in a cabin asks for something."""
        return 0.35 + 2 * self._lift(day)

    def _lift(self, day: date) -> float:
        piloting = self.pilot_from is not None and day >= self.pilot_from
        return self.uplift if piloting else 0.0


def network(
    count: int, seed: int, *, pilot_from: date | None = None, uplift: float = 0.04, pilots: int = 0
) -> tuple[Shop, ...]:
    """*count* stores, of which *pilots*, drawn by lot, pilot from *pilot_from* on."""
    rng = Random(f"network {seed}")
    chosen = set(rng.sample(range(count), pilots))
    return tuple(
        Shop(
            name=_name(number),
            busy=rng.lognormvariate(0.0, 0.35),
            slow=rng.lognormvariate(0.0, 0.25),
            buys=min(0.5, max(0.08, rng.gauss(0.22, 0.04))),
            pilot_from=pilot_from if number in chosen else None,
            uplift=uplift if number in chosen else 0.0,
        )
        for number in range(count)
    )


def _name(number: int) -> str:
    lap, place = divmod(number, len(_CITIES))
    return f"{_CITIES[place]}-{lap + 1}" if lap else _CITIES[place]
