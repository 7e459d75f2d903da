"""Where a garment is to be found: its place on this floor, then the stores that said they had it.

Pure. What nobody said is left out: it is not nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contract.states import COUNTED_FOR, Elsewhere, StockState
from contract.styles import Variant
from touchpoint.known import Known
from touchpoint.short import short_size
from touchpoint.views import Block, Fact, Part
from touchpoint.words import Speech

_OF_ITSELF = frozenset({"about", "fabric", "fit"})


@dataclass(frozen=True, slots=True)
class _Heard:
    """What *store* said of the sizes in question: how many of each, and since when that is so."""

    store: str
    pieces: dict[str, int]
    as_of: datetime | None

    def stale(self, now: datetime) -> bool:
        return self.as_of is None or now - self.as_of >= COUNTED_FOR


class Figure(Protocol):
    def __call__(self, number: int | None, *, here: bool) -> str: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """*figure* says in words how many are here, *note* how old that is."""

    figure: Figure
    note: Callable[[StockState | None], str]


@dataclass(frozen=True, slots=True)
class Finder:
    """*variants* are the size that is chosen, or all of a colour where none is.

    *held* is the garment at hand.
    """

    speech: Speech
    now: datetime
    known: Known
    variants: Sequence[Variant]
    held: str | None
    said: Figures

    def part(self) -> Part:
        """Where to find it; without a word in it when nothing is known."""
        return Part("where", self.speech.say("Where to find it"), self.blocks())

    def blocks(self) -> tuple[Block, ...]:
        """Empty when neither a place on the floor nor another store is known."""
        place, others = self._place(), self._others()
        if not place and not others:
            return ()
        here = "\n".join(line for line in (place, self._here()) if line)
        return (Fact(self.speech.say("In this store"), here), *self._stores(others))

    def lead(self) -> str:
        """In a few words where else it is, when it is not known to be here; else empty."""
        if len(self.variants) != 1 or self._is_here(self.variants[0].gtin):
            return ""
        having = [heard for heard in self._others() if heard.pieces]
        fresh = [heard for heard in having if not heard.stale(self.now)]
        say = self.speech.say
        if not having:
            return ""
        if not fresh:
            return say("Perhaps in {store}", store=having[0].store)
        first, *more = fresh
        if not more and first.as_of:
            when = self.speech.when(first.as_of, self.now)
            return say("In {store}, counted {when}", store=first.store, when=when)
        return self.speech.many(
            "In {store} and {n} other store",
            "In {store} and {n} other stores",
            len(more),
            store=first.store,
        )

    def _place(self) -> str:
        """Where on the floor it hangs, as the store calls it."""
        if "whereabouts" not in self.known.features:
            return ""
        states = (self.known.stock.get(variant.gtin) for variant in self.variants)
        return next((state.where for state in states if state and state.where), "")

    def _here(self) -> str:
        """How many are here and how old that is; of several sizes, those that are."""
        states = {v.size: self.known.stock.get(v.gtin) for v in self.variants}
        counted = {
            size: state
            for size, state in states.items()
            if state and state.available is not None and state.confidence != "unknown"
        }
        if not counted:
            return self.said.note(None)
        oldest = min(counted.values(), key=lambda state: state.as_of or self.now)
        if len(self.variants) == 1:
            held = self.variants[0].gtin == self.held
            said = self.said.figure(oldest.available, here=held)
        else:
            sizes = [
                short_size(size) for size, state in counted.items() if (state.available or 0) > 0
            ]
            said = ", ".join(sizes) or self.said.figure(0, here=False)
        return f"{said} · {self.said.note(oldest)}"

    def _is_here(self, gtin: str) -> bool:
        state = self.known.stock.get(gtin)
        counted = state is not None and state.confidence != "unknown"
        return gtin == self.held or bool(counted and state and (state.available or 0) > 0)

    def _others(self) -> list[_Heard]:
        """What other stores said, in the hub's order; all of them, though they have none."""
        if "stock_elsewhere" not in self.known.features:
            return []
        said: dict[str, list[tuple[str, Elsewhere]]] = {}
        for variant in self.variants:
            state = self.known.stock.get(variant.gtin)
            for figure in state.elsewhere if state else ():
                if figure.available is not None:
                    said.setdefault(figure.store, []).append((variant.size, figure))
        return [_heard(figures) for figures in said.values()]

    def _stores(self, others: Sequence[_Heard]) -> Iterator[Block]:
        having = [heard for heard in others if heard.pieces]
        for heard in having:
            yield Fact(heard.store, f"{self._there(heard)} · {self._age(heard)}")
        if others and not having:
            say = self.speech.say
            yield Fact(say("Our other stores"), say("None of them had it when they last counted."))

    def _there(self, heard: _Heard) -> str:
        if len(self.variants) > 1:
            return ", ".join(map(short_size, heard.pieces))
        return self.speech.many("{n} there", "{n} there", sum(heard.pieces.values()))

    def _age(self, heard: _Heard) -> str:
        say = self.speech.say
        if heard.as_of is None:
            return say("it may have changed")
        when = self.speech.when(heard.as_of, self.now)
        if heard.stale(self.now):
            return say("Last counted {when}; it may have changed", when=when)
        return say("Counted {when}", when=when)


def placed(parts: tuple[Part, ...], where: Part) -> tuple[Part, ...]:
    """*parts* with *where*, if it says anything, behind what is read of the garment itself."""
    if not where.blocks:
        return parts
    own = sum(part.name in _OF_ITSELF for part in parts)
    return (*parts[:own], where, *parts[own:])


def _heard(figures: Sequence[tuple[str, Elsewhere]]) -> _Heard:
    """What one store said of each size; no younger than the oldest of it."""
    _, first = figures[0]
    ages = [figure.as_of for _, figure in figures]
    oldest = None if None in ages else min(age for age in ages if age)
    pieces = {size: figure.available for size, figure in figures if figure.available}
    return _Heard(first.name or first.store, pieces, oldest)
