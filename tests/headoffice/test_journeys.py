"""Visits through the phases of a journey."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.settings import SettingsError, load
from headoffice.journeys import Moment, Phases, Reached, Visit, reached, visits

CONFIG = Path(__file__).resolve().parents[2] / "config/journey.toml"
PHASES = load(CONFIG.read_text(), "journey.toml", Phases)
STORY = (
    ("visit.started", "kiosk-1"),
    ("garment.arrived", "kiosk-1"),
    ("product.viewed", "kiosk-1"),
    ("request.done", ""),
    ("product.viewed", "cabin-1"),
    ("touchpoint.health", "cabin-1"),
)


def at(minute: int) -> datetime:
    return datetime(2026, 11, 21, 10, minute, tzinfo=UTC)


def moments(visit: str = "v") -> list[Moment]:
    return [Moment(visit, name, at(i), where, 0) for i, (name, where) in enumerate(STORY)]


def test_visit_goes_through_its_stages_in_time() -> None:
    (visit,) = visits(moments(), PHASES)
    assert [(it.phase, it.start.minute, it.end.minute, it.touchpoints) for it in visit.stages] == [
        ("awareness", 0, 0, ("kiosk-1",)),
        ("consideration", 1, 2, ("kiosk-1",)),
        ("purchase", 3, 3, ()),
        ("consideration", 4, 4, ("cabin-1",)),
    ]
    assert (visit.start, visit.end) == (at(0), at(5))


@given(st.permutations(moments("a") + moments("b")))
def test_order_of_arrival_does_not_matter(mixed: list[Moment]) -> None:
    assert visits(mixed, PHASES) == visits(moments("a") + moments("b"), PHASES)


def test_reached_counts_each_visit_once_a_phase() -> None:
    found = reached(visits(moments("a") + moments("b")[:1], PHASES), PHASES)
    assert [(it.phase, it.visits) for it in found] == [
        ("awareness", 2),
        ("consideration", 1),
        ("purchase", 1),
        ("loyalty", 0),
        ("advocacy", 0),
    ]
    assert found[0] == Reached("awareness", "Awareness", 2, 2)


def test_visit_without_a_phase_is_a_visit_all_the_same() -> None:
    (visit,) = visits([Moment("v", "touchpoint.health", at(0), "cabin-1", 0)], PHASES)
    assert visit == Visit("v", at(0), at(0), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[phase]]\nname = "a"\ntitle = "A"\nevents = ["visit.start"]', "no event is called"),
        (
            '[[phase]]\nname = "a"\ntitle = "A"\nevents = ["visit.started", "visit.started"]',
            "stands in two phases",
        ),
        ("phase = []", "at least 1"),
    ],
    ids=["unknown", "twice", "none"],
)
def test_phases_that_cannot_be_meant_are_refused(text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(text, "journey.toml", Phases)
