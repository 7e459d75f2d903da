"""How many visits became purchases, and how surely each sold unit is known to be a visit's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from headoffice.sales.asking import Ask, Stretch, begun, joined
from headoffice.sales.join import DEFINITION, Outcome, Rule
from headoffice.sales.returns import Return

TITLE: Final = "From visit to purchase"
MEANING: Final = (
    "Visits: visits begun. With a purchase: those of them that a sold unit is joined to, "
    "whenever it was sold since, up to 30 days later; each under the highest rule that joined "
    "a unit to it. Sold: units sold, each once whichever way its receipt came; joined by rule; "
    f"not joined. Sold = joined + not joined. Returned: units brought back. {DEFINITION}"
)


class Span(Protocol):
    """From *start* to just before *end*, as the dashboard asks."""

    @property
    def start(self) -> datetime: ...

    @property
    def end(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Part:
    """*of* pieces among *n*, and their share; none of nothing."""

    of: int
    n: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class RuleShare:
    """What one rule joined, of all; *estimated* is the rule that guesses."""

    rule: str
    estimated: bool
    share: Part


@dataclass(frozen=True, slots=True)
class Conversion:
    """One store's figures; an empty *store* is all of them together.

    *visits_by_rule* are shares of the visits with a purchase, *joined_by_rule* of the units sold,
    the surest rule first; *estimated* is the guessed share of what is joined. Of *returned* units
    *of* are matched with an earlier sale.
    """

    store: str
    visits: int
    with_purchase: Part
    visits_by_rule: tuple[RuleShare, ...]
    sold: int
    joined: Part
    joined_by_rule: tuple[RuleShare, ...]
    estimated: Part
    not_joined: Part
    returned: Part


def conversion(ask: Ask, span: Span, store: str = "") -> tuple[Conversion, ...]:
    """Every store's figures of *span*, all of them together first; one store alone when named."""
    stretch = Stretch(span.start.astimezone(UTC), span.end.astimezone(UTC))
    found = joined(ask, stretch)
    won = _best(found.sales)
    came = {
        one.visit: one.store
        for one in begun(ask, won, stretch)
        if one.moment.timed and stretch.has(one.moment)
    }
    by_store = {
        row["store"]: row["visits"]
        for row in ask("visits_by_store", {"from": stretch.start, "until": stretch.end})
    }
    sales = [it for it in found.sales if stretch.has(it.unit.moment)]
    returns = [it for it in found.returns if stretch.has(it.unit.moment)]
    stores = {it.unit.store for it in sales} | {it.unit.store for it in returns}
    return tuple(
        _of_store(
            name,
            by_store.get(name, 0),
            [won[visit] for visit, of in came.items() if name in ("", of)],
            [it for it in sales if name in ("", it.unit.store)],
            [it for it in returns if name in ("", it.unit.store)],
        )
        for name in sorted({"", *by_store, *stores})
        if not store or name == store
    )


def _best(sales: Iterable[Outcome]) -> dict[str, Rule]:
    """The highest rule by which each visit won a unit."""
    found: dict[str, Rule] = {}
    for rule in Rule:
        for it in sales:
            if it.rule is rule:
                found.setdefault(it.visit, rule)
    return found


def _of_store(
    store: str, visits: int, won: list[Rule], sales: list[Outcome], returns: list[Return]
) -> Conversion:
    rules = [it.rule for it in sales if it.rule]
    matched = sum(it.sale is not None for it in returns)
    return Conversion(
        store=store,
        visits=visits,
        with_purchase=_part(len(won), visits),
        visits_by_rule=_by_rule(won, len(won)),
        sold=len(sales),
        joined=_part(len(rules), len(sales)),
        joined_by_rule=_by_rule(rules, len(sales)),
        estimated=_part(rules.count(Rule.NEAR), len(rules)),
        not_joined=_part(len(sales) - len(rules), len(sales)),
        returned=_part(matched, len(returns)),
    )


def _by_rule(rules: list[Rule], n: int) -> tuple[RuleShare, ...]:
    return tuple(
        RuleShare(rule.value, rule is Rule.NEAR, _part(rules.count(rule), n)) for rule in Rule
    )


def _part(of: int, n: int) -> Part:
    return Part(of, n, of / n if n else None)
