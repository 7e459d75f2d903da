"""What became of requests: one outcome each, waits with their n, the same in any order."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import quantiles
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.events import RequestAccepted, RequestDone
from contract.figures import (
    Day,
    Rate,
    Spread,
    asked,
    by_hour,
    lives,
    own,
    quantile,
    spread,
    store_day,
    told,
)
from simulation.story import Story
from tests.hub.kept import gtin

DAY = Day(date(2026, 11, 21), ZoneInfo("Europe/Paris"))
TEN = datetime(2026, 11, 21, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=60))
def test_quantile_is_the_inclusive_one(values: list[float]) -> None:
    cuts = quantiles(values, n=20, method="inclusive")
    ordered = sorted(values)
    assert quantile(ordered, 0.5) == pytest.approx(cuts[9])
    assert quantile(ordered, 0.95) == pytest.approx(cuts[18])


def test_spread_of_nothing_and_of_one() -> None:
    assert (spread([]), spread([7.0])) == (Spread(0, None, None), Spread(1, 7.0, 7.0))
    assert [spread([1.0] * n).enough for n in (9, 10)] == [False, True]


def test_each_request_has_one_outcome() -> None:
    story = Story()
    story.ask(TEN)
    story.ask(TEN, end="unavailable", done=200, wanted=gtin(3))
    story.ask(TEN, end="expired", accepted=None, done=900, escalated=2)
    story.ask(TEN, end="cancelled", accepted=None, done=4)
    story.ask(TEN, end="cancelled", accepted=10, done=30)
    story.ask(TEN, end="too_late", accepted=None, done=4000)
    story.ask(TEN, accepted=None, done=None)
    found = asked(lives(told(story.events), DAY))
    assert (found.n, found.done, found.unavailable, found.expired, found.cancelled, found.open) == (
        7, 1, 1, 2, 2, 1,
    )  # fmt: skip
    assert found.answered == Rate(3, 7)
    # Not so the one withdrawn before anybody had it, what came too late, and what is still open.
    assert found.unanswered == Rate(1, 4)
    assert found.accepted == Spread(3, 20.0, 20.0)
    assert (found.seen.n, found.finished, found.escalations) == (7, Spread(1, 80.0, 80.0), 2)


def test_late_step_changes_nothing_that_is_final_but_a_brought_one_was_brought() -> None:
    story = Story()
    request = story.ask(TEN, end="expired", accepted=None, done=900)
    done = RequestDone(request=request, associate="ines", after_seconds=950)
    story.tell(done, TEN + timedelta(seconds=950), hub=True)
    (life,) = lives(told(story.events), DAY)
    assert (life.outcome, life.left_alone, life.brought) == ("done", False, 950)


def test_first_of_a_step_is_how_long_it_took() -> None:
    story = Story()
    request = story.ask(TEN, done=200)
    for after in (140.0, 8.0):
        done = RequestDone(request=request, after_seconds=after)
        story.tell(done, TEN + timedelta(seconds=after), hub=True)
    assert [life.brought for life in lives(told(story.events), DAY)] == [8.0]


def test_night_is_no_part_of_a_wait() -> None:
    story = Story()
    request = story.ask(TEN, accepted=None, done=None)
    for kind, opened in ((RequestAccepted, 40.0), (RequestDone, 70.0)):
        step = kind(request=request, after_seconds=54_000 + opened, open_seconds=opened)
        story.tell(step, TEN + timedelta(hours=15), hub=True)
    (life,) = lives(told(story.events), DAY)
    assert (life.accepted, life.brought) == (40, 70)


def test_wait_that_is_no_number_is_none() -> None:
    story = Story()
    request = story.ask(TEN, accepted=None, done=None)
    accepted = RequestAccepted(request=request, after_seconds=float("nan"))
    story.tell(accepted, TEN, hub=True)
    assert [life.accepted for life in lives(told(story.events), DAY)] == [0.0]


def test_request_belongs_to_the_day_it_was_made_on() -> None:
    story = Story()
    midnight = DAY.start
    story.ask(midnight - MINUTE, end="expired", accepted=None, done=900)
    story.ask(midnight)
    story.ask(DAY.end - MINUTE, accepted=40, done=1200)
    story.ask(DAY.end)
    found = asked(lives(told(story.events), DAY))
    assert (found.n, found.done, found.finished.n) == (2, 2, 2)


def test_what_comes_more_than_a_day_later_is_not_waited_for() -> None:
    story = Story()
    story.ask(TEN, accepted=2 * 86400, done=None)
    assert [life.outcome for life in lives(told(story.events), DAY)] == ["open"]


def test_hours_are_those_of_the_wall() -> None:
    story = Story()
    for hour, times in ((10, 12), (11, 3), (19, 1)):
        for _ in range(times):
            story.ask(TEN + timedelta(hours=hour - 10), accepted=float(hour))
    found = by_hour(lives(told(story.events), DAY), DAY)
    assert {hour: (it.n, it.accepted.p50, it.accepted.enough) for hour, it in found.items()} == {
        10: (12, 10.0, True),
        11: (3, 11.0, False),
        19: (1, 19.0, False),
    }


def test_own_figures_are_of_one_person() -> None:
    story = Story()
    for after in (10.0, 20.0, 30.0):
        story.ask(TEN, accepted=after, done=after + 60)
    story.ask(TEN, who="malo", accepted=500, done=900)
    story.ask(TEN, end="unavailable", done=90)
    story.ask(DAY.end, accepted=1, done=2)
    found = own(told(story.events), "ines", DAY.start, DAY.end)
    assert (found.accepted, found.done, found.unavailable) == (4, 3, 1)
    assert (found.to_accept.p50, found.to_bring.p50) == (20.0, 80.0)
    nobody = own(told(story.events), "adele", DAY.start, DAY.end)
    assert (nobody.accepted, nobody.to_accept) == (0, Spread(0, None, None))


@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_and_repeats_change_nothing(random: Random, repeats: int) -> None:
    story = Story()
    story.visit(TEN, "cabin-2", gtin(1), gtin(2))
    story.visit(TEN, "kiosk-1", gtin(1), touched=False)
    story.ask(TEN, wanted=gtin(1))
    story.ask(TEN, end="unavailable", wanted=gtin(2), escalated=1)
    story.ask(TEN, end="cancelled", accepted=None, done=3)
    expected = store_day(story.events, DAY)
    shuffled = [*story.events, *story.events[:repeats]]
    random.shuffle(shuffled)
    assert store_day(shuffled, DAY) == expected
