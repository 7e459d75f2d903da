"""What the journey pages say of visits whose every step is known."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import EVENTS, OpinionGiven, RequestDone, RequestMade
from contract.requests import RequestKind
from headoffice.batches import check_batch
from headoffice.figures import Share
from headoffice.funnels import STEPS, Apart, Funnel, NoFunnel, checked, funnels
from headoffice.ingest import Writer
from headoffice.journey_map import Asked, Flow, Heard, Period, examples, heard, journey_map
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
ASKED = Asked(Period(DAY, DAY, ZONE))
Ask = Callable[[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]


def told() -> list[Event]:
    """40 visits: 12 only came, 28 tried something, 16 of these got what they asked for, 3 said how
    it was; all in Lyon but 4 of the first.
    """
    lyon, paris = Story(), Story("paris")
    for n in range(40):
        at, story = NOON + timedelta(minutes=n), paris if n < 4 else lyon
        tried = [gtin(1)] if n >= 12 else []
        where = "cabin-1" if n % 4 else "kiosk-1"
        visit = story.visit(at, where, *tried, seconds=100)
        if n >= 24:
            made = RequestMade(request=visit, kind=RequestKind.SIZE, place=where)
            story.tell(made, at + timedelta(seconds=20), where, visit)
            done = RequestDone(request=visit, associate="ines", after_seconds=30)
            story.tell(done, at + timedelta(seconds=50), where, visit, hub=True)
        if n >= 37:
            opinion = OpinionGiven(score=5, about="visit")
            story.tell(opinion, at + timedelta(seconds=90), "cabin-1", visit)
    return [*lyon.events, *paris.events]


@pytest.fixture
def ask(store: ClickHouseStore, writer: Writer) -> Ask:
    for name in ("lyon", "paris"):
        own = [e for e in told() if e.storeid == name]
        documents = [json.loads(write_event(e)) for e in own]
        batch = check_batch(documents, name, NOON + timedelta(days=1))
        assert batch.refused == ()
        writer.submit(batch).result(timeout=60)
    Maker(store, PHASES, ZONE).make(DAY, ["lyon", "paris"], 1)
    return lambda name, params: store.query(STATEMENTS[name].sql, params, timeout=60)


def test_map_counts_who_came_how_long_they_stayed_and_where_they_ended(ask: Ask) -> None:
    found = journey_map(ask, ASKED, PHASES)
    assert [(it.name, it.reached, it.ended) for it in found.phases] == [
        ("awareness", Share(40, 40), Share(12, 40)),
        ("consideration", Share(28, 40), Share(12, 28)),
        ("purchase", Share(16, 40), Share(13, 16)),
        ("loyalty", Share(0, 40), Share(0, 0)),
        ("advocacy", Share(3, 40), Share(3, 3)),
    ]
    stayed = [(it.stayed.p50, it.stayed.p95) for it in found.phases]
    assert stayed[1:3] == [(50.0, 100.0), (50.0, 50.0)]
    assert (found.visits, found.seconds.p50) == (40, 100.0)


def test_map_leaves_out_ways_of_a_few(ask: Ask) -> None:
    found = journey_map(ask, ASKED, PHASES)
    assert found.flows == (
        Flow(1, "awareness", "consideration", 28),
        Flow(1, "awareness", "", 12),
        Flow(2, "consideration", "purchase", 16),
        Flow(2, "consideration", "", 12),
        Flow(3, "purchase", "", 13),
    )
    assert found.small == 2


def test_map_by_touchpoint_knows_the_staff(ask: Ask) -> None:
    found = journey_map(ask, ASKED, PHASES, by_spot=True)
    assert found.flows == (
        Flow(1, "cabin", "", 18),
        Flow(1, "cabin", "staff", 12),
        Flow(2, "staff", "", 13),
    )


def test_one_store_alone(ask: Ask) -> None:
    assert journey_map(ask, Asked(ASKED.period, ("paris",)), PHASES).visits == 4


def test_examples_are_the_latest_and_none_of_a_few(ask: Ask) -> None:
    found = examples(ask, ASKED, "consideration")
    assert [it.start for it in found] == [NOON + timedelta(minutes=n) for n in range(23, 11, -1)]
    assert found[0].stages == (("awareness", 0.0), ("consideration", 100.0))
    assert examples(ask, ASKED, "advocacy") == ()


@pytest.mark.parametrize(("lately", "shown"), [(25, [20, 0]), (20, [20, 0]), (5, [5, 15])])
def test_examples_of_many_days_are_the_latest_of_all_of_them(lately: int, shown: list[int]) -> None:
    """Of *lately* visits on the last day and twenty a week before: how many of each are shown."""
    week = DAY - timedelta(days=7)
    known = [
        {"store": "lyon", "visit": n, "start": day, "seconds": 1.0, "language": "fr",
         "device": "cabin-1", "garments": 0, "path": ["awareness"], "dwell": [1.0]}
        for day, many in ((DAY, lately), (week, 20)) for n in range(many)
    ]  # fmt: skip

    def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        assert name == "journey_examples"
        return [it for it in known if params["first"] <= it["start"]][: params["limit"]]

    found = examples(ask, Asked(Period(DAY - timedelta(days=29), DAY, ZONE)), "awareness")
    assert [sum(it.start == day for it in found) for day in (DAY, week)] == shown


def test_heard_counts_days_and_names_who_was_silent(ask: Ask) -> None:
    three = Asked(Period(DAY - timedelta(days=1), DAY + timedelta(days=1), ZONE))
    found = heard(ask, three, ("lille", "lyon", "paris"), DAY)
    assert [(it.store, it.days, it.of) for it in found] == [
        ("lille", 0, 2),
        ("lyon", 1, 2),
        ("paris", 1, 2),
    ]
    assert found[0] == Heard("lille", 0, 2, None)


STEPS_MADE = ("visit.started", "request.made", "request.done", "opinion.given")


def counts(funnel: Funnel) -> list[int]:
    return [step.of_all.of for step in funnel.steps]


def test_funnel_goes_in_the_order_of_its_steps(ask: Ask) -> None:
    (whole,) = funnels(ask, ASKED, STEPS_MADE)
    assert counts(whole) == [40, 16, 16, 3]
    assert whole.steps[2].of_before == Share(16, 16)
    (other,) = funnels(ask, ASKED, ("request.done", "request.made"))
    assert counts(other) == [16, 0]


def test_funnel_within_a_time_from_its_first_step(ask: Ask) -> None:
    (short,) = funnels(ask, ASKED, STEPS_MADE, within=60_000)
    assert counts(short) == [40, 16, 16, 0]


def test_funnel_by_store_tells_no_few_apart_not_even_by_subtraction(ask: Ask) -> None:
    whole, *parts = funnels(ask, ASKED, STEPS_MADE, apart=Apart("store"))
    assert (counts(whole), [(it.split, counts(it)) for it in parts]) == (
        [40, 16, 16, 3],
        [("…", [40, 16, 16, 3])],
    )
    _, *devices = funnels(ask, ASKED, STEPS_MADE, apart=Apart("device"))
    assert [(it.split, counts(it)[0]) for it in devices] == [("cabin", 30), ("kiosk", 10)]


def test_funnel_by_tier_is_that_of_its_stores(ask: Ask) -> None:
    tiers = {"lyon": "flagship", "paris": "flagship"}
    _, *parts = funnels(ask, ASKED, STEPS_MADE, apart=Apart("tier", tiers))
    assert [(it.split, counts(it)) for it in parts] == [("flagship", [40, 16, 16, 3])]
    # Paris is too few to be told apart, and Lyon would tell it.
    _, *parts = funnels(ask, ASKED, STEPS_MADE, apart=Apart("tier", {**tiers, "paris": "small"}))
    assert [it.split for it in parts] == ["…"]


def test_funnel_by_style_counts_a_visit_in_each_of_its_styles(ask: Ask) -> None:
    whole, *parts = funnels(ask, ASKED, STEPS_MADE, apart=Apart("style"))
    assert counts(whole) == [40, 16, 16, 3]
    # By no catalogue a gtin is a style by itself.
    assert [(it.split, counts(it)) for it in parts] == [
        (gtin(1), [28, 16, 16, 3]), ("", [12, 0, 0, 0]),
    ]  # fmt: skip


def test_purchase_is_the_last_step_by_the_sales_join(ask: Ask) -> None:
    chosen = checked(("purchase.completed", "visit.started"))
    assert chosen == ("visit.started", "purchase.completed")
    (whole,) = funnels(ask, ASKED, chosen)
    assert (counts(whole), whole.bought.share) == ([40, 0], Share(0, 40))


def test_funnel_of_no_visits_counts_none(ask: Ask) -> None:
    empty = Asked(Period(date(2025, 1, 1), date(2025, 1, 2), ZONE))
    (whole,) = funnels(ask, empty, STEPS_MADE)
    assert (counts(whole), whole.steps[0].of_all.rate) == ([0, 0, 0, 0], None)


def test_step_that_is_none_names_those_that_are() -> None:
    with pytest.raises(NoFunnel, match=r"no step is called .turnover.; there are: visit\.started"):
        checked(("visit.started", "turnover"))
    with pytest.raises(NoFunnel, match="9 steps were chosen; at most 8"):
        checked(STEPS[:9])
    with pytest.raises(NoFunnel, match=r"'visit\.started' was chosen twice"):
        checked(("visit.started",) * 2)


def test_every_step_is_an_event() -> None:
    assert set(STEPS) - set(EVENTS) == set()
