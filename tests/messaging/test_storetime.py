"""Whose time a touchpoint goes by: its own where the kernel vouches for it, else the hub's."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.ids import new_id
from contract.states import HubState
from messaging.clock import ManualClock, SystemClock, vouched
from messaging.storetime import HubTime, StoreTime

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
BOOT, NEXT_BOOT = new_id(), new_id()


class Store:
    """A touchpoint whose kernel vouches for nothing, and a hub that knows the time."""

    def __init__(self, moment: datetime, *, vouched: bool = False) -> None:
        self.own = ManualClock(moment=moment, believed=vouched)
        self.time = StoreTime(self.own)

    def hear(
        self, now: datetime, *, boot: str = BOOT, online: bool = True, retained: bool = True
    ) -> None:
        state = HubState(online=online, boot=boot, version="1", now=now)
        self.time.hub_said(state, retained=retained)

    @property
    def told(self) -> tuple[datetime, bool]:
        return self.time.now(), self.time.synced()


def test_clock_that_the_kernel_vouches_for_is_believed_against_the_hub() -> None:
    store = Store(MONDAY, vouched=True)
    store.hear(MONDAY + timedelta(hours=1))
    assert store.told == (MONDAY, True)


def test_clock_that_nobody_vouches_for_is_not_believed() -> None:
    assert Store(FRIDAY).told == (FRIDAY, False)


def test_clock_of_before_the_weekend_gives_way_to_the_hub() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY)
    store.own.advance(90)
    assert store.told == (MONDAY + timedelta(seconds=90), True)


@pytest.mark.parametrize("old", [0, 4, 60, 86_400])
def test_right_clock_without_ntp_stands_however_old_the_hub_s_word(old: float) -> None:
    store = Store(MONDAY)
    store.hear(MONDAY - timedelta(seconds=old))
    assert store.told == (MONDAY, True)


def test_older_word_changes_nothing() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY)
    store.own.advance(30)
    store.hear(MONDAY - timedelta(hours=2))
    assert store.told == (MONDAY + timedelta(seconds=30), True)


def test_word_that_came_sooner_is_nearer_the_truth() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY - timedelta(seconds=50))
    store.hear(MONDAY)
    assert store.told == (MONDAY, True)


def test_words_that_the_broker_kept_over_the_weekend_tell_no_time() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.hear(FRIDAY + timedelta(minutes=1), retained=False)
    before = store.told
    store.hear(MONDAY, retained=True)
    assert (before, store.told) == ((FRIDAY, False), (MONDAY, True))


def test_word_of_a_hub_that_comes_right_after_us_tells_the_time() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.hear(FRIDAY, online=False)
    store.own.advance(1)
    store.hear(MONDAY, retained=False)
    assert store.told == (MONDAY, True)


def test_first_word_that_a_hub_ever_says_tells_the_time_in_a_moment() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.own.advance(1)
    store.hear(MONDAY, retained=False)
    before = store.told
    store.own.advance(4)
    assert before == (FRIDAY + timedelta(seconds=1), False)
    assert store.told == (MONDAY + timedelta(seconds=4), True)


def test_words_that_the_broker_kept_do_not_survive_a_hub_that_is_away() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.hear(FRIDAY + timedelta(minutes=1), retained=False)
    store.hear(FRIDAY, online=False)
    store.own.advance(10)
    assert store.told == (FRIDAY + timedelta(seconds=10), False)


def test_what_was_told_stands_while_the_broker_brings_what_it_kept() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY)
    store.own.advance(3600)
    store.time.link_up()
    store.hear(MONDAY + timedelta(minutes=1), boot=NEXT_BOOT, retained=False)
    assert store.told == (MONDAY + timedelta(hours=1), True)


def test_word_of_a_hub_that_comes_later_tells_the_time() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.own.advance(10)
    store.hear(MONDAY, retained=False)
    assert store.told == (MONDAY, True)


def test_last_will_tells_no_time() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY, online=False)
    assert store.told == (FRIDAY, False)


def test_hub_started_anew_may_have_been_put_right() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY + timedelta(days=365))
    store.hear(MONDAY, boot=NEXT_BOOT)
    assert store.told == (MONDAY, True)


def test_clock_set_meanwhile_is_its_own_again() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY)
    store.own.moment = MONDAY + timedelta(seconds=2)
    assert store.told == (MONDAY + timedelta(seconds=2), True)


@pytest.mark.parametrize(
    ("answer", "right"), [(0, True), (1, True), (4, True), (5, False), (-1, False)]
)
def test_kernel_s_answer_is_read(answer: int, right: bool) -> None:
    assert vouched(answer) is right


def test_kernel_can_be_asked() -> None:
    assert SystemClock().synced() in {True, False}


def test_word_proves_how_late_it_is_only_once_the_hub_answered_what_we_said() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    # First what the broker kept for our session, then what it retains, then the hub.
    store.hear(FRIDAY + timedelta(minutes=1), retained=False)
    store.hear(MONDAY - timedelta(seconds=40))
    before = store.time.hub_heard()
    store.time.hub_answered()
    store.hear(MONDAY - timedelta(seconds=40))
    retained = store.time.hub_heard()
    store.hear(MONDAY, online=False, retained=False)
    will = store.time.hub_heard()
    store.hear(MONDAY, retained=False)
    store.own.advance(10)
    assert (before, retained, will) == (None, None, None)
    assert store.time.hub_heard() == HubTime(BOOT, MONDAY + timedelta(seconds=10))


def test_after_a_break_the_hub_has_to_answer_anew() -> None:
    store = Store(FRIDAY)
    store.time.link_up()
    store.time.hub_answered()
    store.time.link_up()
    store.hear(MONDAY, retained=False)
    assert store.time.hub_heard() is None


def test_what_was_proven_stands_and_a_slower_word_makes_it_no_worse() -> None:
    store = Store(FRIDAY)
    store.time.hub_answered()
    store.hear(MONDAY, retained=False)
    store.own.advance(60)
    store.hear(MONDAY + timedelta(seconds=57), retained=False)
    store.time.link_up()
    assert store.time.hub_heard() == HubTime(BOOT, MONDAY + timedelta(seconds=60))


def test_hub_s_time_is_known_by_any_word_though_an_old_one_makes_it_late() -> None:
    store = Store(MONDAY, vouched=True)
    before = store.time.hub()
    store.hear(MONDAY - timedelta(seconds=40))
    store.own.advance(5)
    assert (before, store.time.hub(), store.time.vouched()) == (
        None,
        HubTime(BOOT, MONDAY - timedelta(seconds=35)),
        True,
    )


def test_hub_s_word_is_no_vouching_of_the_machine_s() -> None:
    store = Store(FRIDAY)
    store.hear(MONDAY)
    assert (store.time.synced(), store.time.vouched()) == (True, False)
