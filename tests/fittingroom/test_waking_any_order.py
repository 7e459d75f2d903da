"""Whatever was kept, however long ago, whatever happens while a mirror waits: all adds up."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from contract.events import GarmentLeft
from contract.ids import new_id
from contract.states import RequestState
from contract.tags import By
from fittingroom.keeping import RESUMED_WITHIN, Gauge, keep
from fittingroom.state import Mirror
from fittingroom.view import view
from fittingroom.visit import garments_on_screen
from fittingroom.waking import PATIENCE, Waking, step, wake
from messaging.draft import Draft
from messaging.storetime import HubTime
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import NAVY_38, NAVY_40, NOON, RED, SHELF, garment, sold, stock
from touchpoint import inputs, touches
from touchpoint.moment import Moment
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
RUN, NEXT_RUN = new_id(), new_id()
GTINS = st.sampled_from([NAVY_38, RED])
SERIALS = st.sampled_from("AB")
SHORT = st.sampled_from([0.1, 1.0, 7.0, 16.0])
#: The machine is on again at once, at the limit, in the morning.
AWAY = st.sampled_from([20.0, 20.0, 40.0, 60.0, 80.0, 100.0, 119.0, 120.1, 121.0, 50_000.0])
#: Whether the kernel vouched for the wall, and whether the hub had been heard.
CLOCKS = st.sampled_from([(False, True), (False, True), (True, True), (True, False)])


def arrived(gtin: str, serial: str, *, sure: bool, at: float) -> inputs.Arrived:
    return inputs.Arrived(garment(gtin, serial, By.UHF), at, sure=sure, reader="tag")


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """A mirror that was used somehow."""
    room = Room()
    room.feel(arrived(RED, "A", sure=draw(st.sampled_from([True, True, False])), at=1000))
    for _ in range(draw(st.integers(0, 8))):
        gtin, serial = draw(GTINS), draw(SERIALS)
        hang = arrived(gtin, serial, sure=draw(st.booleans()), at=1000 + room.seconds)
        scanned = garment(gtin, f"{serial}s", By.QR)
        happened = [
            hang,
            hang,
            inputs.Arrived(scanned, 1000 + room.seconds, momentary=True),
            inputs.Left(hang.garment.tag, 1.0, 1000 + room.seconds),
            inputs.Touched(touches.Begin()),
            inputs.Touched(touches.AskOther(NAVY_40)),
            inputs.Touched(touches.NotMine(gtin)),
            inputs.EndVisit(),
        ]
        room.feel(draw(st.sampled_from(happened)), after=draw(SHORT))
    return room


@dataclass
class Morning:
    """A mirror on its second boot, and the truth: how late it really is, in seconds after noon."""

    kept: bytes
    true: float
    gauge: Gauge = field(default_factory=lambda: Gauge("boot-2"))
    seconds: float = 5.0
    boots: int = 2
    owed: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.come_up()

    def come_up(self) -> None:
        self.woke, self.woke_at = self.true, self.seconds
        self.mirror, owed = wake(self.kept, self.now(), self.gauge)
        self.owed += owed
        self.check()

    def now(self) -> Moment:
        # The wall is worth nothing unless the kernel vouches for it.
        wrong = timedelta() if self.gauge.trusted else timedelta(days=-1)
        return Moment(NOON + timedelta(seconds=self.true) + wrong, self.seconds)

    def feel(self, happened: inputs.Input, after: float = 0.0) -> None:
        self.seconds += after
        self.true += after
        if self.gauge.hub:
            late = self.gauge.hub.now + timedelta(seconds=after)
            self.gauge = replace(self.gauge, hub=replace(self.gauge.hub, now=late))
        self.mirror, owed = step(self.mirror, happened, self.now(), RULES, new_id, self.gauge)
        self.owed += owed
        self.check()

    def check(self) -> None:
        """Nothing of what waits is to be seen, told or followed."""
        if not isinstance(self.mirror, Waking):
            return
        blank = Mirror(known=self.mirror.known)
        shown = [view(m, self.now(), RULES, WORDS, 1080) for m in (self.mirror, blank)]
        assert shown[0] == shown[1]
        assert (garments_on_screen(self.mirror), self.owed) == (frozenset(), [])

    def hear(self, word: Gauge, delay: float) -> None:
        """A clock tells; the hub's word was said after we woke, *delay* ago at most."""
        delay = min(delay, self.true - self.woke)
        said = NOON + timedelta(seconds=self.true - delay)
        hub = replace(word.hub, now=said) if word.hub else None
        self.gauge = Gauge(f"boot-{self.boots}", word.trusted, hub)

    def restart(self) -> None:
        """Down again while it waited, and up again as another boot."""
        if isinstance(self.mirror, Waking):
            self.boots += 1
            self.seconds, self.gauge = 5.0, Gauge(f"boot-{self.boots}")
            self.kept, self.true = self.mirror.kept, self.true + 20.0
            self.come_up()


WORDS_HEARD = st.sampled_from(
    [
        Gauge("", hub=HubTime(RUN, NOON)),
        Gauge("", hub=HubTime(RUN, NOON)),
        Gauge("", hub=HubTime(NEXT_RUN, NOON)),
        Gauge("", trusted=True),
        Gauge("", trusted=True, hub=HubTime(RUN, NOON)),
    ]
)


def live(morning: Morning, room: Room, data: st.DataObject) -> None:
    """Some more of what may happen to *morning*, in any order."""
    # Just before the mirror takes it, and after it woke.
    at, hung = morning.seconds + 0.05, garment(data.draw(GTINS), data.draw(SERIALS), By.UHF)
    asked = room.mirror.visit.requests if room.mirror.visit else ()
    request = {"request": asked[0].request if asked else new_id(), "updated": NOON}
    news = {**request, "kind": "size", "state": "accepted"}
    happened: list[inputs.Input] = [
        inputs.Tick(),
        inputs.Arrived(hung, at, sure=data.draw(st.booleans()), reader="tag"),
        inputs.Left(hung.tag, 1.0, at),
        inputs.UnknownRead(By.NFC, at),
        inputs.ReaderHealth("tag", data.draw(st.sampled_from(["ok", "silent"]))),
        inputs.CatalogueKnown(SHELF),
        inputs.SoldKnown(sold()),
        inputs.HubKnown(online=data.draw(st.booleans())),
        inputs.StockKnown(stock(RED, 1)),
        inputs.RequestKnown(RequestState.model_validate(news)),
    ]
    ends: list[inputs.Input] = [inputs.Touched(touches.Begin()), inputs.EndVisit()]
    what = data.draw(st.sampled_from(["feel", "feel", "feel", "hear", "hear", "restart", "end"]))
    match what:
        case "hear":
            morning.hear(data.draw(WORDS_HEARD), data.draw(st.sampled_from([0.0, 2.0, 20.0])))
        case "restart":
            morning.restart()
        case _:
            one = data.draw(st.sampled_from(ends if what == "end" else happened))
            morning.feel(one, after=data.draw(SHORT))


@settings(max_examples=200, deadline=None)
@given(rooms(), AWAY, CLOCKS, st.integers(1, 12), st.data())
def test_any_kept_visit_goes_on_or_is_closed_once(
    room: Room, away: float, clocks: tuple[bool, bool], steps: int, data: st.DataObject
) -> None:
    left, at, (trusted, hub) = room.mirror, room.seconds, clocks
    clock = HubTime(RUN, NOON + timedelta(seconds=at)) if hub else None
    noon = Moment(NOON + timedelta(seconds=at), 1000 + at)
    morning = Morning(keep(left, noon, Gauge("boot-1", trusted, clock)), true=at + away)
    for _ in range(steps):
        live(morning, room, data)
    waited = isinstance(morning.mirror, Waking)
    morning.feel(inputs.Tick(), after=PATIENCE)
    event("waited in vain" if waited else "judged")
    assert type(morning.mirror) is Mirror
    hung = [h for h in left.owned if not h.momentary]
    for hanging in hung:
        tag, visit = hanging.garment.tag, hanging.visit
        gone = [d for d in morning.owed if _left(d, tag) and d.visit == visit]
        here = [h for h in morning.mirror.room if (h.garment.tag, h.visit) == (tag, visit)]
        assert len(gone) + len(here) == 1
    if (hung or left.visit) and _went_on(left, morning):
        event("went on")
        assert morning.woke - at <= RESUMED_WITHIN


def _went_on(left: Mirror, morning: Morning) -> bool:
    """Whether nothing was closed as of when it woke; and a visit is open or ended, once."""
    closing = [d for d in morning.owed if d.made_at == morning.woke_at]
    if left.visit:
        old = left.visit.visit
        ended = [d for d in morning.owed if (d.data.name, d.visit) == ("visit.ended", old)]
        now = morning.mirror.visit
        assert len(ended) + (now is not None and now.visit == old) == 1
        assert {d.data.name for d in closing} <= {"garment.left", "visit.ended"}
    return closing == []


def _left(draft: Draft, tag: str) -> bool:
    return isinstance(draft.data, GarmentLeft) and draft.data.tag == tag
