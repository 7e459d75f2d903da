"""A mirror whose machine was started again waits for a clock before it shows or closes a visit."""

import json
from datetime import timedelta

import pytest

from contract.ids import new_id
from contract.states import RequestState
from contract.tags import By
from fittingroom.asking import Phase
from fittingroom.keeping import Gauge, keep
from fittingroom.state import Mirror
from fittingroom.view import view
from fittingroom.waking import PATIENCE, Waking, step, wake
from messaging.draft import Draft
from messaging.storetime import HubTime
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import NAVY_38, NAVY_40, NOON, RED, SHELF, garment, sold, stock
from touchpoint import cabin, inputs, touches
from touchpoint.moment import Moment
from touchpoint.words import load_words

HUB, NEXT_RUN = new_id(), new_id()
WORDS = load_words(["en", "fr"])
#: A Pi that nobody tells the time wakes with any.
WRONG = NOON - timedelta(days=1)


def by_hub(seconds: float, run: str = HUB, boot: str = "boot-2") -> Gauge:
    """*seconds* after noon by the clock of the hub."""
    return Gauge(boot, hub=HubTime(run, NOON + timedelta(seconds=seconds)))


def moment(seconds: float) -> Moment:
    """So long after the machine came up."""
    return Moment(WRONG + timedelta(seconds=seconds), seconds)


def kept(room: Room, gauge: Gauge | None = None) -> bytes:
    """What was kept ten seconds after noon."""
    return keep(
        room.mirror, Moment(NOON + timedelta(seconds=10), 1010), gauge or by_hub(10, boot="boot-1")
    )


class Woken:
    """A mirror that came up a few seconds ago, and what it has owed since."""

    def __init__(self, kept: bytes, gauge: Gauge | None = None, seconds: float = 5.0) -> None:
        self.gauge, self.seconds = gauge or Gauge("boot-2"), seconds
        self.owed: list[Draft] = []
        self.mirror, drafts = wake(kept, moment(seconds), self.gauge)
        self.owed += drafts

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> None:
        self.seconds += after
        for one in happened:
            self.mirror, drafts = step(
                self.mirror, one, moment(self.seconds), RULES, new_id, self.gauge
            )
            self.owed += drafts

    def hear_hub(self, seconds: float, run: str = HUB) -> None:
        """It is so late by the hub, and a second passes."""
        self.gauge = by_hub(seconds, run)
        self.feel(inputs.Tick(), after=1.0)

    def hang(self, gtin: str) -> None:
        self.feel(inputs.Arrived(garment(gtin, by=By.UHF), self.seconds, reader="tag"))

    @property
    def told(self) -> list[tuple[str, str | None, float]]:
        return [(d.data.name, d.visit, d.made_at) for d in self.owed]

    @property
    def here(self) -> list[str]:
        return [h.garment.gtin for h in self.mirror.room]

    @property
    def visit(self) -> str | None:
        return self.mirror.visit.visit if self.mirror.visit else None


def visit_of(room: Room) -> str:
    assert room.mirror.visit
    return room.mirror.visit.visit


@pytest.fixture
def asked(asking: Room) -> Room:
    """A coat hangs there, whose next size somebody asked for, and a scarf."""
    asking.hang(RED)
    return asking


def closed(room: Room, at: float = 5.0) -> list[tuple[str, str | None, float]]:
    """What closes the visit of *room*, as it was asked in, at the moment the mirror woke."""
    visit = visit_of(room)
    return [(name, visit, at) for name in ("garment.left", "garment.left", "visit.ended")]


def test_nothing_is_shown_or_told_before_a_clock_tells(asked: Room) -> None:
    woken, empty = Woken(kept(asked)), Mirror()
    woken.feel(inputs.Tick(), after=20.0)
    now = moment(woken.seconds)
    assert (woken.visit, woken.here, woken.told) == (None, [], [])
    assert view(woken.mirror, now, RULES, WORDS, 1080) == view(empty, now, RULES, WORDS, 1080)


def test_visit_goes_on_once_the_hub_says_that_it_was_short(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.hear_hub(130)
    assert (woken.visit, woken.here, woken.told) == (visit_of(asked), [NAVY_38, RED], [])
    assert woken.mirror.visit
    # Begun 130 seconds ago, of which 6 are of this boot.
    assert woken.mirror.visit.started_at == -124.0


def test_visit_is_over_once_the_hub_says_that_it_was_long(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.hear_hub(131)
    assert (woken.mirror, woken.told) == (Mirror(), closed(asked))


def test_it_is_measured_by_the_hub_s_clock_though_that_is_wrong_too(asked: Room) -> None:
    woken = Woken(kept(asked, by_hub(-90_000, boot="boot-1")))
    woken.hear_hub(-89_890)
    assert (woken.visit, woken.told) == (visit_of(asked), [])


def test_clock_of_a_hub_that_was_started_anew_measures_nothing(asked: Room) -> None:
    """It may have stood still for the night, as ours has."""
    woken = Woken(kept(asked))
    woken.hear_hub(20, NEXT_RUN)
    assert (woken.mirror, woken.told) == (Mirror(), closed(asked))


def test_two_walls_measure_as_soon_as_the_kernel_vouches(asked: Room) -> None:
    woken = Woken(kept(asked, Gauge("boot-1", trusted=True)))
    woken.gauge = Gauge("boot-2", trusted=True)
    now = Moment(NOON + timedelta(seconds=40), 9.0)
    mirror, owed = step(woken.mirror, inputs.Tick(), now, RULES, new_id, woken.gauge)
    assert mirror.visit
    assert (mirror.visit.visit, owed) == (visit_of(asked), ())


def test_wall_is_waited_for_though_the_hub_was_started_anew(asked: Room) -> None:
    woken = Woken(kept(asked, Gauge("boot-1", True, HubTime(HUB, NOON))))
    woken.hear_hub(20, NEXT_RUN)
    assert (isinstance(woken.mirror, Waking), woken.told) == (True, [])


def test_who_waits_in_vain_closes_it(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(inputs.Tick(), after=PATIENCE - 0.1)
    before = list(woken.told)
    woken.feel(inputs.Tick(), after=0.1)
    assert (before, woken.mirror, woken.told) == ([], Mirror(), closed(asked))


def test_touch_closes_it_and_begins_another(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(inputs.Touched(touches.Begin()), after=3.0)
    assert woken.visit not in {None, visit_of(asked)}
    assert woken.told == [*closed(asked), ("visit.started", woken.visit, 8.0)]


def test_staff_s_end_closes_it(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(inputs.EndVisit())
    assert (woken.mirror, woken.told) == (Mirror(), closed(asked))


def test_what_was_read_meanwhile_is_confirmed_where_the_visit_goes_on(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(inputs.CatalogueKnown(SHELF), inputs.SoldKnown(sold()))
    woken.feel(inputs.ReaderHealth("tag", "ok"), after=1.0)
    woken.hang(NAVY_38)
    woken.feel(inputs.Tick(), after=20.0)
    woken.hear_hub(40)
    before = list(woken.told)
    woken.feel(inputs.Tick(), after=RULES.rejoin)
    # The scarf was taken while nobody looked; its reader had its time since.
    assert (before, woken.here) == ([], [NAVY_38])
    assert woken.told == [("garment.left", visit_of(asked), woken.seconds)]


def test_what_was_read_meanwhile_begins_another_where_it_is_over(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(inputs.CatalogueKnown(SHELF), inputs.SoldKnown(sold()))
    woken.seconds = 7.0
    woken.hang(NAVY_38)
    woken.hear_hub(4000)
    assert woken.here == [NAVY_38]
    assert woken.told == [
        *closed(asked),
        ("visit.started", woken.visit, 7.0),
        ("garment.arrived", woken.visit, 7.0),
    ]


def test_news_of_a_request_waits_for_its_visit(asked: Room) -> None:
    assert asked.mirror.visit
    request = asked.mirror.visit.requests[0].request
    woken = Woken(kept(asked))
    news = {"request": request, "kind": "size", "state": "accepted", "updated": NOON}
    woken.feel(inputs.RequestSettled(request))
    woken.feel(inputs.RequestKnown(RequestState.model_validate(news)))
    woken.hear_hub(40)
    assert woken.mirror.visit
    found = woken.mirror.visit.requests
    assert [(a.wanted, a.phase) for a in found] == [(NAVY_40, Phase.ACCEPTED)]


def test_what_only_informs_is_learnt_and_stays(asked: Room) -> None:
    woken = Woken(kept(asked))
    woken.feel(
        inputs.CatalogueKnown(SHELF),
        inputs.SoldKnown(sold()),
        inputs.HubKnown(online=True),
        inputs.StockKnown(stock(NAVY_40, 2)),
    )
    before = woken.mirror.known
    woken.hear_hub(40)
    after = woken.mirror.known
    assert before.shelf == after.shelf == SHELF
    assert (after.sold, after.online, after.stock) == (before.sold, True, before.stock)


def test_mirror_that_goes_down_while_it_waits_keeps_what_it_had(asked: Room) -> None:
    first = Woken(kept(asked))
    assert isinstance(first.mirror, Waking)
    first.hang(RED)
    again = Woken(first.mirror.kept, seconds=25.0)
    again.hear_hub(60)
    assert (first.told, again.visit, again.told) == ([], visit_of(asked), [])


@pytest.mark.parametrize("gauge", [Gauge("boot-1"), Gauge("boot-2", trusted=True)])
def test_what_can_be_judged_at_once_is(asked: Room, gauge: Gauge) -> None:
    mirror, owed = wake(
        kept(asked, Gauge("boot-1", trusted=True)),
        Moment(NOON + timedelta(seconds=50), 1050.0),
        gauge,
    )
    assert mirror.visit
    assert (type(mirror), mirror.visit.visit, owed) == (Mirror, visit_of(asked), ())


@pytest.mark.parametrize("before", [Gauge("boot-1"), by_hub(30, boot="boot-1")])
def test_what_no_clock_will_measure_is_not_waited_for(asked: Room, before: Gauge) -> None:
    """Kept by no clock, or later than it is now."""
    woken = Woken(kept(asked, before), gauge=by_hub(20))
    assert (woken.mirror, woken.told) == (Mirror(), closed(asked))


def test_nothing_to_resume_is_not_waited_for() -> None:
    woken = Woken(keep(Mirror(), Moment(NOON, 1000.0), by_hub(0, boot="boot-1")))
    assert (type(woken.mirror), woken.told) == (Mirror, [])
    assert wake(None, moment(5), Gauge("boot-2")) == (Mirror(), ())
    assert wake(b"{}", moment(5), Gauge("boot-2")) == (Mirror(), ())


def test_what_an_older_program_kept_names_no_hub(asked: Room) -> None:
    document = json.loads(kept(asked))
    del document["hub"]
    woken = Woken(json.dumps(document).encode())
    assert (woken.mirror, woken.told) == (Mirror(), closed(asked))


def off_room(room: Room) -> Room:
    room.touch(touches.Begin(), cabin.TurnOff())
    return room


def test_mirror_that_was_off_waits_in_the_dark_and_takes_note_of_nothing(room: Room) -> None:
    woken = Woken(kept(off_room(room)))
    woken.hang(RED)
    assert (woken.mirror.off, isinstance(woken.mirror, Waking)) == (True, True)
    woken.hear_hub(610)
    # Off 610 seconds ago, 6 after this boot.
    assert (woken.mirror.off_since, woken.here, woken.told) == (-604.0, [], [])


def test_mirror_that_was_off_is_so_anew_where_no_clock_tells_for_how_long(room: Room) -> None:
    woken = Woken(kept(off_room(room)))
    woken.feel(inputs.Tick(), after=PATIENCE)
    assert (type(woken.mirror), woken.mirror.off_since) == (Mirror, 5.0)


def test_mirror_that_was_off_is_turned_on_by_a_touch_while_it_waits(room: Room) -> None:
    woken = Woken(kept(off_room(room)))
    woken.feel(inputs.Touched(cabin.TurnOn()))
    assert (woken.mirror.off, [name for name, _, _ in woken.told]) == (
        False,
        ["visit.started", "room.switched"],
    )
