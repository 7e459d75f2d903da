"""Inputs step the visit; drafts and state are recorded together, a changed view is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from contract.events import GarmentArrived
from contract.ids import new_id
from fittingroom.place import MirrorPlace
from fittingroom.state import Mirror
from fittingroom.state import Rules as MirrorRules
from kiosk.place import KioskPlace
from kiosk.state import Kiosk, Rules
from kiosk.view import KioskView
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.storetime import StoreTime
from tests.touchpoint.sample import NAVY_38, NAVY_40, NAVY_42, RED, SHELF, garment
from touchpoint.cabin import TurnOff, TurnOn
from touchpoint.cards import CardAsk
from touchpoint.conductor import Conductor
from touchpoint.inputs import Arrived, CardRead, CatalogueKnown, Touched, UnknownRead
from touchpoint.touches import Back, Begin, ChooseSize, Consent, Done
from touchpoint.words import load_words


@dataclass
class Glass:
    """What a conductor hands over: names and keys of each record, stock watched, screens shown."""

    recorded: list[tuple[list[str], list[str]]] = field(default_factory=list)
    watched: list[int] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.recorded.append(([d.data.name for d in drafts], list(state)))

    def watch(self, gtins: frozenset[str]) -> None:
        self.watched.append(len(gtins))

    def show(self, view: KioskView) -> None:
        self.shown.append(view.screen)


@pytest.fixture
def glass() -> Glass:
    return Glass()


@pytest.fixture
def conductor(glass: Glass, clock: ManualClock) -> Conductor[Kiosk]:
    place = KioskPlace(Rules(("en",)), load_words(["en"]), 1080, new_id)
    made = Conductor(place, Kiosk(), clock, glass.record, glass.watch, glass.show)
    made.begin(())
    made.take([CatalogueKnown(SHELF)])
    return made


def mirror_place(clock: ManualClock) -> MirrorPlace:
    rules, words = MirrorRules("cabin-3", ("en",)), load_words(["en"])
    return MirrorPlace(rules, words, 1080, StoreTime(clock), new_id)


def tapped(gtin: str, clock: ManualClock) -> Arrived:
    return Arrived(garment(gtin), clock.monotonic())


def test_tap_is_recorded_watched_and_shown_once(
    conductor: Conductor[Kiosk], glass: Glass, clock: ManualClock
) -> None:
    glass.shown.clear()
    conductor.take([tapped(NAVY_38, clock)])
    assert (glass.recorded, glass.watched, glass.shown) == (
        [(["visit.started", "garment.arrived", "product.viewed"], ["visit"])],
        [6],
        ["garment"],
    )


def test_nothing_new_is_not_shown_again(conductor: Conductor[Kiosk], glass: Glass) -> None:
    glass.shown.clear()
    conductor.tick()
    assert (glass.shown, glass.recorded) == ([], [])


def test_visit_without_events_is_kept_now_and_then(
    conductor: Conductor[Kiosk], glass: Glass, clock: ManualClock
) -> None:
    conductor.take([tapped(NAVY_38, clock)])
    glass.recorded.clear()
    for _ in range(21):
        clock.advance(1.0)
        conductor.tick()
    assert glass.recorded == [([], ["visit"])]


def test_a_question_is_asked_once_and_forgotten_with_the_visit(
    glass: Glass, clock: ManualClock
) -> None:
    place = KioskPlace(Rules(("en",), consent="1"), load_words(["en"]), 1080, new_id)
    asked: list[CardAsk] = []
    made = Conductor(place, Kiosk(), clock, glass.record, glass.watch, glass.show, asked.append)
    made.take([CardRead("MAISON-1", clock.monotonic()), Touched(Consent(agreed=True))])
    made.tick()
    known = [asked[0].ask in repr(made)]
    made.touched(Done())
    assert ([one.code for one in asked], known) == (["MAISON-1"], [True])
    assert asked[0].ask not in repr(made)


def test_readers_are_asked_what_is_there_once_the_mirror_is_on_again(
    glass: Glass, clock: ManualClock
) -> None:
    place = mirror_place(clock)
    asked, followed = list[str](), list[bool]()
    made = Conductor(
        place, Mirror(), clock, glass.record, glass.watch, glass.show,
        read_again=lambda: asked.append(glass.shown[-1]),
        follow=lambda mirror: followed.append(mirror.off),
    )  # fmt: skip
    made.begin(())
    for touch in (Begin(), TurnOff(), Begin(), TurnOn(), Done()):
        made.touched(touch)
    # Before the glass shows that it is on.
    assert (asked, followed) == (["off"], [False, False, True, True, False, False])
    assert glass.shown == ["rest", "room", "off", "room", "rest"]


def test_farewell_is_kept_at_once_though_no_event_tells_of_it(
    glass: Glass, clock: ManualClock
) -> None:
    place = mirror_place(clock)
    made = Conductor(place, Mirror(), clock, glass.record, glass.watch, glass.show)
    made.take([CatalogueKnown(SHELF), tapped(NAVY_38, clock), Touched(Begin())])
    glass.recorded.clear()
    for touch in (Done(), Back(), Begin(), Done()):
        made.touched(touch)
    assert glass.recorded == [([], ["visit"]), ([], ["visit"]), (["visit.ended"], ["visit"])]


def test_tap_to_frame_runs_to_the_flip_that_shows_it(
    conductor: Conductor[Kiosk], clock: ManualClock
) -> None:
    arrived = tapped(NAVY_38, clock)
    clock.advance(0.05)
    conductor.take([arrived])
    clock.advance(0.02)
    conductor.shown(RED)
    conductor.shown(NAVY_38)
    conductor.shown(NAVY_38)
    assert conductor.scene()["tap_to_frame_ms"] == [70.0]


def test_garment_that_nobody_sees_is_no_sample(
    conductor: Conductor[Kiosk], clock: ManualClock
) -> None:
    conductor.take([tapped(NAVY_38, clock)])
    conductor.touched(Done())
    conductor.shown(NAVY_38)
    assert conductor.scene()["tap_to_frame_ms"] == []


def test_unknown_code_changes_the_view_only(
    conductor: Conductor[Kiosk], glass: Glass, clock: ManualClock
) -> None:
    glass.shown.clear()
    conductor.take([UnknownRead(garment(NAVY_38).by, clock.monotonic())])
    assert (glass.shown, glass.recorded) == (["rest"], [])


def test_two_hundred_in_one_frame_are_all_recorded_and_the_last_is_shown_once(
    glass: Glass, clock: ManualClock
) -> None:
    drafts, views = list[Draft](), list[KioskView]()
    place = KioskPlace(Rules(("en",)), load_words(["en"]), 1080, new_id)
    made = Conductor(
        place, Kiosk(), clock, lambda owed, _: drafts.extend(owed), glass.watch, views.append
    )
    made.begin(())
    made.take([CatalogueKnown(SHELF)])
    views.clear()
    gtins = [(NAVY_38, RED)[n % 2] for n in range(200)]
    made.take([Arrived(garment(g, f"S{n}"), clock.monotonic()) for n, g in enumerate(gtins)])
    arrived = [d.data for d in drafts if isinstance(d.data, GarmentArrived)]
    assert [(data.gtin, data.serial) for data in arrived] == [
        (code, f"S{n}") for n, code in enumerate(gtins)
    ]
    assert len({draft.data.name for draft in drafts}) == 3
    assert len(drafts) == 1 + 200 + 200
    assert [view.sheet and view.sheet.gtin for view in views] == [RED]


def test_touches_faster_than_the_screen_each_count_once(
    glass: Glass, clock: ManualClock, conductor: Conductor[Kiosk]
) -> None:
    conductor.take([tapped(NAVY_38, clock)])
    glass.shown.clear()
    sizes = [ChooseSize((NAVY_40, NAVY_42)[n % 2]) for n in range(200)]
    conductor.take([Touched(touch) for touch in sizes])
    visit = conductor.state.visit
    assert visit
    assert visit.choice
    assert (visit.choice.wanted, glass.shown) == (NAVY_42, ["garment"])
    # The same again changes nothing that is seen.
    conductor.take([Touched(touch) for touch in sizes])
    assert glass.shown == ["garment"]
