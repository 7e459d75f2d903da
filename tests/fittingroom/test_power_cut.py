"""A mirror, its line, a broker and a hub as they run together, and a cut; in virtual time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from contract.ids import new_id
from contract.tags import By
from fittingroom.place import MirrorPlace
from fittingroom.state import Mirror, Rules
from fittingroom.view import MirrorView
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.memory import MemoryBus
from messaging.outbox import Outbox
from messaging.sender import Sender
from messaging.storetime import StoreTime
from tests.hub.harness import Lyon
from tests.touchpoint.sample import NAVY_38, SHELF, garment, sold
from touchpoint.conductor import KEPT, Conductor
from touchpoint.health import Health
from touchpoint.identity import Identity
from touchpoint.inputs import Arrived, CatalogueKnown, Input, SoldKnown, Touched
from touchpoint.moment import Moment
from touchpoint.touches import Begin
from touchpoint.uplink import Uplink
from touchpoint.words import load_words

OVER = ["garment.left", "visit.ended"]


class Cabin:
    """One boot of a mirror's machine, of which nobody keeps the clock right."""

    def __init__(self, lyon: Lyon, folder: Path, own: ManualClock, *, line: bool = True) -> None:
        self.own, time, who = own, StoreTime(own), "cabin-3"
        #: What the glass showed, each once, and the names of what was owed, since this boot.
        self.shown, self.owed = list[str](), list[str]()
        self._inputs: list[Input] = []
        me = Identity("lyon", who, who, new_id(), "1", own.now())
        self.bus, self._line = MemoryBus(lyon.broker, who, will=me.will()), line
        self.outbox = Outbox.open(folder / "mirror.db", time, new_id, store="lyon", touchpoint=who)
        sender = Sender(self.outbox, self.bus.publish, time, lambda: 0.0)
        health = Health(me.boot, me.version, folder, time)
        self.uplink = Uplink(
            me, self.bus, self.outbox, sender, time, health, self._inputs.append, lambda _: None
        )
        place = MirrorPlace(Rules(who, ("en",)), load_words(["en"]), 1080, time, new_id)
        state, owed = place.wake(self.outbox.state(KEPT), Moment(own.now(), own.monotonic()))
        self.conductor: Conductor[Mirror] = Conductor(
            place, state, time, self._record, self.uplink.watch_stock, self._show
        )
        if line:
            self.uplink.open()
        self.conductor.begin(owed)
        self.conductor.take([CatalogueKnown(SHELF), SoldKnown(sold())])

    def turn(self) -> None:
        """Whatever came, and a tick."""
        self.uplink.work(0.0)
        news, self._inputs[:] = list(self._inputs), []
        self.conductor.take(news)
        self.conductor.tick()

    @property
    def kept(self) -> tuple[bytes | None, bytes]:
        """What is on the disk, and what would be if it were written now."""
        conductor = self.conductor
        now = conductor.place.keep(conductor.state, conductor.now())
        return self.outbox.state(KEPT), now

    def lose_power(self) -> None:
        if self._line:
            self.bus.cut()
        self.outbox.close()

    def _record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.owed += [draft.data.name for draft in drafts]
        self.uplink.record(drafts, state)

    def _show(self, view: MirrorView) -> None:
        self.shown += [view.screen] if self.shown[-1:] != [view.screen] else []


class Store:
    """A hub that knows the time, and a mirror before which somebody looks at a coat."""

    def __init__(self, lyon: Lyon, folder: Path) -> None:
        self.lyon, self._folder = lyon, folder
        self.cabin = Cabin(lyon, folder, ManualClock(believed=False))
        self.live(5)
        self.cabin.conductor.take([self.coat(), Touched(Begin())])
        self.live(1)

    def coat(self) -> Arrived:
        return Arrived(garment(NAVY_38, by=By.UHF), self.cabin.own.monotonic(), reader="tag")

    def live(self, seconds: int) -> None:
        for _ in range(seconds):
            self.cabin.own.advance(1)
            self.lyon.advance(1)
            for _ in range(3):
                self.cabin.turn()
                self.lyon.run()

    def cut(self, seconds: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        """The mirror has no power; its clock stands still."""
        self.cabin.lose_power()
        meanwhile()
        for _ in range(0, seconds, 30):
            self.lyon.advance(30)

    def wake(self, *, line: bool = True) -> Cabin:
        moment = self.cabin.own.now()
        own = ManualClock(moment=moment, seconds=5.0, boot=new_id(), believed=False)
        self.cabin = Cabin(self.lyon, self._folder, own, line=line)
        return self.cabin


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    made = Store(Lyon(tmp_path, clock), tmp_path)
    yield made
    made.cabin.outbox.close()
    made.lyon.hub.db.close()


def test_visit_goes_on_after_a_short_cut_without_the_internet(store: Store) -> None:
    before = store.cabin.conductor.scene()["visit"]
    store.cut(60)
    cabin = store.wake()
    store.live(5)
    assert (cabin.conductor.scene()["visit"], cabin.shown) == (before, ["rest", "garment"])
    assert cabin.owed == []


def test_garment_that_is_read_before_the_hub_is_heard_hangs_on(store: Store) -> None:
    store.cut(60)
    cabin = store.wake()
    cabin.conductor.take([store.coat()])
    store.live(5)
    assert (cabin.owed, cabin.shown) == ([], ["rest", "garment"])


def test_nothing_of_last_evening_is_shown_though_the_broker_kept_the_hub_s_old_words(
    store: Store,
) -> None:
    store.cut(7200)
    cabin = store.wake()
    store.live(5)
    assert (cabin.owed, cabin.shown) == (OVER, ["rest"])


def test_what_the_broker_retains_of_a_hub_that_is_not_back_yet_proves_nothing(
    store: Store,
) -> None:
    """All went dark at once, for a moment or a night, and the hub is the last to come up."""
    # The hub's last word is younger than what the mirror kept last.
    store.live(57)
    store.cut(0, store.lyon.broker.stop)
    store.lyon.broker.restart()
    cabin = store.wake()
    for _ in range(40):
        cabin.own.advance(1)
        store.lyon.broker.advance(1)
        cabin.turn()
    assert (cabin.owed, cabin.shown) == (OVER, ["rest"])


def test_hub_whose_clock_stood_still_too_proves_nothing(store: Store) -> None:
    """All that is known is that it was started anew: the store may have been dark for a night."""
    store.cut(0, store.lyon.kill)
    store.lyon.restart()
    cabin = store.wake()
    store.live(5)
    assert (cabin.owed, cabin.shown) == (OVER, ["rest"])


def test_power_that_fails_again_before_the_hub_is_heard_loses_nothing(store: Store) -> None:
    store.cut(30)
    first = store.wake(line=False)
    store.live(10)
    before, again = first.kept
    store.cut(30)
    cabin = store.wake()
    store.live(5)
    assert before == again
    assert (first.owed, first.shown) == ([], ["rest"])
    assert (cabin.owed, cabin.shown) == ([], ["rest", "garment"])
