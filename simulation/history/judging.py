"""How well the sales join finds the truth that the made-up network knows (pure)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headoffice.sales.join import Outcome, Rule
from simulation.history.lives import Truth


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one rule, or of all: units it joined, and those of them to the right visit."""

    joined: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.joined if self.joined else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """*of_visits*: units that truly came from a visit; *strangers*: units that did not."""

    units: int
    of_visits: int
    by_rule: Mapping[Rule, Judged]

    @property
    def joined(self) -> Judged:
        parts = self.by_rule.values()
        return Judged(sum(it.joined for it in parts), sum(it.right for it in parts))

    @property
    def recall(self) -> float | None:
        return self.joined.right / self.of_visits if self.of_visits else None

    @property
    def strangers(self) -> int:
        return self.units - self.of_visits


def judge(outcomes: Iterable[Outcome], truths: Iterable[Truth]) -> Verdict:
    """Only units whose truth is known count."""
    true = {(it.basket, it.line): it.visit for it in truths}
    told = [it for it in outcomes if (it.unit.basket, it.unit.line) in true]
    joined, right = Counter[Rule](), Counter[Rule]()
    of_visits = 0
    for it in told:
        visit = true[it.unit.basket, it.unit.line]
        of_visits += bool(visit)
        if it.rule is not None:
            joined[it.rule] += 1
            right[it.rule] += it.visit == visit
    return Verdict(len(told), of_visits, {rule: Judged(joined[rule], right[rule]) for rule in Rule})
