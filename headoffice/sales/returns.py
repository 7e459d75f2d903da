"""Which earlier sale each returned unit takes back (pure)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from headoffice.sales.facts import Unit

#: How long after its sale a return is still matched with it.
LATEST: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Return:
    """A returned unit, and the sale it takes back; nothing when no sale fits."""

    unit: Unit
    sale: Unit | None


def match(units: Sequence[Unit]) -> tuple[Return, ...]:
    """Each return of *units*, which are in the order of sale, with the latest sale that fits.

    A sale fits when it was in the same store, of the same gtin, up to 30 days before the return and
    in another basket, when neither names another serial or customer, and when no return has it yet.
    The same serial fits best, then the same customer.
    """
    open_sales: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    returns: list[Return] = []
    for unit in units:
        known = open_sales[unit.store, unit.gtin]
        if not unit.returned:
            known.append(unit)
            continue
        fitting = [sale for sale in known if _fits(sale, unit)]
        best = max(fitting, key=lambda sale: (_likeness(sale, unit), sale), default=None)
        if best is not None:
            known.remove(best)
        returns.append(Return(unit, best))
    return tuple(returns)


def _fits(sale: Unit, back: Unit) -> bool:
    return (
        sale.basket != back.basket
        and back.moment.at - sale.moment.at <= LATEST
        and _agree(sale.serial, back.serial)
        and _agree(sale.customer, back.customer)
    )


def _agree(one: str, other: str) -> bool:
    return not (one and other) or one == other


def _likeness(sale: Unit, back: Unit) -> tuple[bool, bool]:
    return (
        bool(back.serial) and sale.serial == back.serial,
        bool(back.customer) and sale.customer == back.customer,
    )
