"""The ways of days, added up: what their visits come to one by one, whatever was made before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from statistics import median, quantiles
from typing import Any

import pytest

from contract.envelope import Event
from contract.events import LookViewed, OpinionGiven
from headoffice.figures import Share
from headoffice.ingest import Writer
from headoffice.journey_map import STAGES, Asked, JourneyMap, Period, journey_map
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.headoffice.test_rolling import DAYS, NOON, ZONE, keep, lived
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
STORES = ("lyon", "paris")
TWO_DAYS = (DAYS[0], DAYS[0] + timedelta(days=1))
ASKED = Asked(Period(*TWO_DAYS, ZONE))
Row = Mapping[str, Any]


@pytest.fixture
def maker(store: ClickHouseStore, writer: Writer) -> Maker:
    """Two days of two stores, of which half is known when they are made, and then the rest."""
    chance, made = Random(7), Maker(store, PHASES, ZONE)
    told = {name: lived(TWO_DAYS[0], chance, name) for name in STORES}
    told["lyon"] += to_and_fro()
    for version, half in enumerate((slice(0, None, 2), slice(1, None, 2)), start=1):
        for name, events in told.items():
            keep(writer, events[half], name)
        for day in TWO_DAYS:
            made.make(day, STORES, version)
    return made


def to_and_fro() -> list[Event]:
    """A visit of more stages than are drawn."""
    story = Story()
    visit = story.visit(NOON, "cabin-1", gtin(1), seconds=600)
    for n in range(STAGES):
        later = NOON + timedelta(seconds=60 * (n + 1))
        more = OpinionGiven(score=4, about="visit"), LookViewed(lookbook="rive", look="1")
        story.tell(more[n % 2], later, "cabin-1", visit)
    return story.events


def rows(store: ClickHouseStore, sql: str, **params: Any) -> Sequence[Row]:
    return store.query(sql, params, timeout=60)


def visits(store: ClickHouseStore) -> Sequence[Row]:
    """Each that counts: all were made anew with the second half."""
    return rows(store, "SELECT path, spots, dwell, seconds FROM visits WHERE version = 2")


def drawn(store: ClickHouseStore) -> JourneyMap:
    return journey_map(
        lambda name, params: rows(store, STATEMENTS[name].sql, **params), ASKED, PHASES
    )


def steps(ways: Sequence[Sequence[str]]) -> Counter[tuple[int, str, str]]:
    def each() -> Iterator[tuple[int, str, str]]:
        for way in ways:
            yield from ((stage, *edge) for stage, edge in enumerate(pairwise([*way, ""]), start=1))

    return Counter(step for step in each() if step[0] <= STAGES)


@pytest.mark.usefixtures("maker")
@pytest.mark.parametrize(("by", "column"), [("phase", "path"), ("spot", "spots")])
def test_steps_are_those_of_the_visits(store: ClickHouseStore, by: str, column: str) -> None:
    found = rows(store, STATEMENTS["journey_flows"].sql, **ASKED.params(by=by))
    ways = [it[column] for it in visits(store)]
    assert max(map(len, ways)) > (STAGES if by == "phase" else 1)
    assert {(it["stage"], it["here"], it["there"]): it["visits"] for it in found} == steps(ways)


@pytest.mark.usefixtures("maker")
def test_phases_are_those_of_the_visits(store: ClickHouseStore) -> None:
    each, told = visits(store), drawn(store)
    assert told.visits == len(each) > 100
    assert told.seconds.p50 == median(it["seconds"] for it in each)
    for phase in told.phases:
        came = [it for it in each if phase.name in it["path"]]
        stayed = [
            sum(d for p, d in zip(it["path"], it["dwell"], strict=True) if p == phase.name)
            for it in came
        ]
        assert phase.reached == Share(len(came), len(each))
        assert phase.ended == Share(sum(it["path"][-1] == phase.name for it in came), len(came))
        assert phase.stayed.p50 == pytest.approx(median(stayed))
        assert phase.stayed.p95 == pytest.approx(quantiles(stayed, n=20, method="inclusive")[-1])


def test_store_that_is_empty_of_visits_when_made_anew_counts_none(
    store: ClickHouseStore, maker: Maker
) -> None:
    before = drawn(store).visits
    paris = rows(store, "SELECT count() AS n FROM visits WHERE version = 2 AND store = 'paris'")
    assert 0 < paris[0]["n"] < before
    store.each_shard(
        "ALTER TABLE events_local DELETE WHERE type LIKE '%started%' AND store = 'paris'"
    )
    for day in TWO_DAYS:
        maker.make(day, STORES, 3)
    assert drawn(store).visits == before - paris[0]["n"]


def test_days_whose_events_are_gone_are_filled_from_their_visits(
    store: ClickHouseStore, maker: Maker
) -> None:
    """As after an update from a version that made no such rows, long after a week was let go."""
    before = drawn(store)
    for table in ("events_local", "told_ways_local"):
        store.each_shard(f"TRUNCATE TABLE {table}")
    assert drawn(store).visits == 0
    for _ in range(2):
        maker.fill_ways()
        assert drawn(store) == before


def test_days_that_have_their_ways_are_left_alone(store: ClickHouseStore, maker: Maker) -> None:
    count = "SELECT count() AS n, max(version) AS version FROM told_ways"
    before = rows(store, count)
    maker.fill_ways()
    assert rows(store, count) == before
