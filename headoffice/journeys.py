"""Events become visits, and visits become steps through the phases of a journey (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Self

from pydantic import Field, model_validator

from contract.events import EVENTS
from contract.model import Strict


class Phase(Strict):
    """One phase of a journey and the names of the events that show it was reached."""

    #: What it is called in addresses and in what is kept.
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")
    title: str = Field(min_length=1, max_length=60)
    events: tuple[str, ...]


class Phases(Strict):
    """What config/journey.toml may say: the phases in order."""

    phase: tuple[Phase, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_event_once(self) -> Self:
        named = [name for phase in self.phase for name in phase.events]
        unknown = sorted(set(named) - set(EVENTS))
        twice = sorted({name for name in named if named.count(name) > 1})
        if unknown:
            raise ValueError(f"no event is called {', '.join(unknown)}; docs/events.md names all")
        if twice:
            raise ValueError(f"{', '.join(twice)} stands in two phases; an event belongs to one")
        return self

    def of(self, event: str) -> Phase | None:
        return next((phase for phase in self.phase if event in phase.events), None)


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a visit."""

    visit: str
    name: str
    at: datetime
    touchpoint: str
    gtin: int
    #: Tells what came first of two things at one moment, in one device.
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A run of moments in one phase, from the first to the last, and the touchpoints involved."""

    phase: str
    start: datetime
    end: datetime
    names: tuple[str, ...]
    touchpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as it went through the phases."""

    id: str
    start: datetime
    end: datetime
    stages: tuple[Stage, ...]

    @property
    def phases(self) -> frozenset[str]:
        return frozenset(stage.phase for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of *n* visits reached a phase."""

    phase: str
    title: str
    visits: int
    n: int


def moment_of(row: Mapping[str, Any]) -> Moment:
    """A row of the statement `visits_of_day` as a moment."""
    name = row["type"].removeprefix("parcours.").removesuffix(".v1")
    return Moment(
        str(row["visit"]), name, row["ts"], row["touchpoint"], row["gtin"], row["sequence"]
    )


def visits(moments: Iterable[Moment], phases: Phases) -> tuple[Visit, ...]:
    """Each visit of *moments*, in any order, with its stages in the order of time."""
    ordered = sorted(moments, key=lambda it: (it.visit, it.at, it.sequence, it.name))
    return tuple(
        _visit(visit, tuple(own), phases) for visit, own in groupby(ordered, lambda it: it.visit)
    )


def _visit(id_: str, moments: Sequence[Moment], phases: Phases) -> Visit:
    placed = [(phase.name, it) for it in moments if (phase := phases.of(it.name))]
    stages = tuple(
        _stage(name, tuple(it for _, it in run))
        for name, run in groupby(placed, lambda pair: pair[0])
    )
    return Visit(id_, moments[0].at, moments[-1].at, stages)


def _stage(phase: str, moments: Sequence[Moment]) -> Stage:
    touchpoints = dict.fromkeys(it.touchpoint for it in moments if it.touchpoint)
    names = tuple(it.name for it in moments)
    return Stage(phase, moments[0].at, moments[-1].at, names, tuple(touchpoints))


def reached(all_visits: Sequence[Visit], phases: Phases) -> tuple[Reached, ...]:
    """How many visits reached each phase, in the order of the phases."""
    return tuple(
        Reached(
            phase.name,
            phase.title,
            sum(phase.name in visit.phases for visit in all_visits),
            len(all_visits),
        )
        for phase in phases.phase
    )
