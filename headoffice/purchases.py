"""Visits that bought something, by the sales join, and how surely each is known (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from contract.figures import Figure
from headoffice.figures import Share
from headoffice.sales.join import DEFINITION, Rule

#: The rules by their numbers in rows, from 1 on; the last one guesses.
RULES: Final = tuple(enumerate(Rule, start=1))
#: The question of which visits that began in some days bought, by rule: `Bought.of` takes its rows.
SOLD: Final = "bought_by_rule"
WITH_PURCHASE: Final = Figure(
    "With a purchase",
    "Of the visits begun in these days, those that a sold unit is joined to, whenever it was sold "
    "up to 30 days later, each by the surest rule: of the latest visits some are still to buy. "
    f"{DEFINITION}",
    "share",
)


@dataclass(frozen=True, slots=True)
class Bought:
    """Of *n* visits, how many bought something by each rule, the surest first."""

    n: int = 0
    by_rule: tuple[int, ...] = (0,) * len(RULES)

    @classmethod
    def of(cls, n: int, rows: Iterable[Mapping[str, Any]]) -> Self:
        """From rows of `rule` and `visits`; a rule may have several."""
        counts = dict.fromkeys(range(1, len(RULES) + 1), 0)
        for row in rows:
            counts[row["rule"]] += row["visits"]
        return cls(n, tuple(counts.values()))

    @property
    def share(self) -> Share:
        return Share(sum(self.by_rule), self.n)

    @property
    def estimated(self) -> Share:
        """Of those that bought, by the rule that guesses."""
        return Share(self.by_rule[-1], sum(self.by_rule))

    def told(self, fewest: int) -> tuple[tuple[Rule, int | None], ...]:
        """Each rule and how many by it, or nothing where the others would give away a few.

        Whoever knows all but one of the parts knows that one too.
        """
        shown: list[int | None] = list(self.by_rule)
        large = [n for n in self.by_rule if n >= fewest]
        if large and sum(0 < n < fewest for n in self.by_rule) == 1:
            shown[self.by_rule.index(min(large))] = None
        return tuple(zip(Rule, shown, strict=True))


def together(every: Iterable[Bought]) -> Bought:
    """Of all of them."""
    found = list(every)
    columns = zip(*(it.by_rule for it in found), strict=True)
    return Bought(sum(it.n for it in found), tuple(map(sum, columns)) or Bought().by_rule)
