"""What a pilot is judged by: purchases, or a phase of the journey, before it and since (pure)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from headoffice.figures import Ask
from headoffice.journey_map import Period
from headoffice.pilots import StoreDay
from headoffice.purchases import Bought, together


@dataclass(frozen=True, slots=True)
class Measured:
    """*days*: each store before and since, as one day each, with its visits that did it.

    *bought*, by store and whether since: how surely each purchase is known; empty for a phase.
    """

    days: tuple[StoreDay, ...]
    bought: Mapping[tuple[str, bool], Bought]

    def of(self, stores: Collection[str], *, since: bool) -> Bought:
        """Those *stores* together."""
        return together(
            it for (store, later), it in self.bought.items() if store in stores and later is since
        )


def measured(ask: Ask, span: Period, since: date, phase: str = "") -> Measured:
    """Visits of *span* that came to *phase*; without one, those that bought something.

    Raises TooSlow, StoreError.
    """
    params = {"first": span.first, "last": span.last, "since": since}
    rows = ask("pilot_visits", {**params, "phase": phase})
    if phase:
        return Measured(tuple(_day(row, span, since, row["came"]) for row in rows), {})
    by_rule: dict[tuple[str, bool], list[Mapping[str, Any]]] = defaultdict(list)
    for row in ask("pilot_bought", params):
        by_rule[row["store"], bool(row["later"])].append(row)
    found = {
        key: Bought.of(row["visits"], by_rule[key])
        for row in rows
        for key in ((row["store"], bool(row["later"])),)
    }
    return Measured(
        tuple(
            _day(row, span, since, found[row["store"], bool(row["later"])].share.of) for row in rows
        ),
        found,
    )


def _day(row: Mapping[str, Any], span: Period, since: date, came: int) -> StoreDay:
    return StoreDay(row["store"], since if row["later"] else span.first, row["visits"], came)
