"""Any order of inputs is legal at the mirror: one visit, every request ends or is told."""

import re
from collections import Counter
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contract.ids import new_id
from contract.requests import RequestStatus
from contract.states import RequestState
from contract.tags import By
from fittingroom.asking import OVER
from fittingroom.keeping import RESUMED_WITHIN, keep, resume
from fittingroom.state import Mirror, Rules
from fittingroom.view import view
from fittingroom.visit import garments_on_screen, step
from messaging.draft import Draft
from tests.touchpoint.sample import COAT, NOON, RED, SHELF, at, garment, stock
from touchpoint import inputs, touches
from touchpoint.words import load_words

RULES = Rules(place="cabin-3", languages=("en", "fr"))
WORDS = load_words(["en", "fr"])
GTINS = st.sampled_from([v.gtin for v in COAT.variants] + [RED, "00012345678905"])
SERIALS = st.sampled_from("AB")
LETTERS = {"garment.arrived": "a", "garment.left": "l", "garment.disowned": "d"}


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.mirror, self.owed, self.seconds = Mirror(), list[Draft](), 0.0
        self.hanging: set[tuple[str, str]] = set()
        #: Tags of which reader or shopper ever said that they are here.
        self.confirmed: set[str] = set()
        self.feel(inputs.CatalogueKnown(SHELF))

    def feel(self, happened: inputs.Input) -> None:
        self.mirror, drafts = step(self.mirror, happened, at(self.seconds), RULES, new_id)
        self.owed += drafts

    @rule(gtin=GTINS, serial=SERIALS)
    def scan(self, gtin: str, serial: str) -> None:
        code = garment(gtin, f"{serial}s", By.QR)
        self.feel(inputs.Arrived(code, 1000 + self.seconds, momentary=True))

    @rule(gtin=GTINS, serial=SERIALS, sure=st.booleans())
    def hang(self, gtin: str, serial: str, sure: bool) -> None:
        self.hanging.add((gtin, serial))
        hung = garment(gtin, serial, By.UHF)
        refused = {h.garment.tag for h in self.mirror.room if h.disowned}
        if sure:
            self.confirmed.add(hung.tag)
        before = len(self.owed)
        self.feel(inputs.Arrived(hung, 1000 + self.seconds, sure=sure))
        if hung.tag in refused:
            assert not any(d.data.name == "garment.arrived" for d in self.owed[before:])

    @precondition(lambda self: self.hanging)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        gtin, serial = data.draw(st.sampled_from(sorted(self.hanging)))
        self.hanging.remove((gtin, serial))
        self.feel(inputs.Left(garment(gtin, serial).tag, 1.0, 1000 + self.seconds))

    @rule(gtin=GTINS, code=st.sampled_from(["en", "fr"]), data=st.data())
    def touch(self, gtin: str, code: str, data: st.DataObject) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        request = data.draw(st.sampled_from([*asked, "none"]))
        meant = st.sampled_from(
            [
                touches.Begin(),
                touches.Anywhere(),
                touches.Back(),
                touches.Done(),
                touches.StillHere(),
                touches.ShowGarment(gtin),
                touches.ChooseSize(gtin),
                touches.ChooseColour("ecru"),
                touches.ShowPhoto(data.draw(st.integers(-1, 3))),
                touches.OpenPart("about"),
                touches.ClosePart(),
                touches.ChooseLanguage(code),
                touches.NotMine(gtin),
                touches.AskOther(gtin),
                touches.AskOther(gtin, after=request),
                touches.CancelRequest(request),
                touches.DismissRequest(request),
            ]
        )
        self.feel(inputs.Touched(data.draw(meant)))

    @precondition(lambda self: self.mirror.doubtful)
    @rule(yes=st.booleans(), data=st.data())
    def answer(self, yes: bool, data: st.DataObject) -> None:
        tag = data.draw(st.sampled_from([h.garment.tag for h in self.mirror.doubtful]))
        if yes:
            self.confirmed.add(tag)
        before = len(self.owed)
        self.feel(inputs.Touched(touches.Yours(tag, yes)))
        said = [d.data.name for d in self.owed[before:] if d.data.name.startswith("garment.")]
        assert said == ["garment.arrived" if yes else "garment.disowned"]

    @precondition(lambda self: self.hanging)
    @rule(data=st.data())
    def become_sure(self, data: st.DataObject) -> None:
        """The reader says again, of something that hangs here, that it does."""
        self.hang(*data.draw(st.sampled_from(sorted(self.hanging))), sure=True)

    @rule(state=st.sampled_from(RequestStatus), late=st.integers(-5, 5), data=st.data())
    def hear(self, state: RequestStatus, late: int, data: st.DataObject) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        request = data.draw(st.sampled_from([*asked, new_id()]))
        updated = NOON + timedelta(seconds=self.seconds + late)
        news = RequestState(request=request, kind="size", state=state, updated=updated)
        self.feel(inputs.RequestKnown(news))

    @rule(answer=st.sampled_from([inputs.RequestSettled, inputs.RequestRefused]), data=st.data())
    def acknowledge(
        self,
        answer: type[inputs.RequestSettled | inputs.RequestRefused],
        data: st.DataObject,
    ) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        self.feel(answer(data.draw(st.sampled_from([*asked, new_id()]))))

    @rule(online=st.booleans())
    def hub(self, online: bool) -> None:
        self.feel(inputs.HubKnown(online))

    @rule(gtin=GTINS, available=st.one_of(st.none(), st.integers(0, 3)))
    def stock(self, gtin: str, available: int | None) -> None:
        self.feel(inputs.StockKnown(stock(gtin, available)))

    @rule()
    def staff(self) -> None:
        self.feel(inputs.EndVisit())

    @rule(seconds=st.sampled_from([0.1, 5, 40, 130, 400]))
    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.feel(inputs.Tick())

    @rule(seconds=st.sampled_from([1.0, 60.0, 200.0]), same=st.booleans())
    def restart(self, seconds: float, same: bool) -> None:
        kept = keep(self.mirror, at(self.seconds), "boot-1")
        self.seconds += seconds
        boot = "boot-1" if same else "boot-2"
        self.mirror, drafts = resume(kept, at(self.seconds), boot)
        self.owed += drafts
        self.feel(inputs.CatalogueKnown(SHELF))
        if not same or seconds > RESUMED_WITHIN:
            assert self.mirror.visit is None
        self.feel(inputs.ReaderHealth("tag", "ok"))
        for gtin, serial in sorted(self.hanging):
            hung = garment(gtin, serial, By.UHF)
            sure = hung.tag in self.confirmed
            self.feel(inputs.Arrived(hung, 1000 + self.seconds, sure=sure))

    @invariant()
    def never_two_visits(self) -> None:
        open_visit = None
        for draft in self.owed:
            if draft.data.name == "visit.started":
                assert open_visit is None
                open_visit = draft.visit
            elif draft.data.name == "visit.ended":
                assert draft.visit == open_visit
                open_visit = None
        assert open_visit == (self.mirror.visit.visit if self.mirror.visit else None)

    @invariant()
    def visits_do_not_overlap(self) -> None:
        """Nor does anything of a visit happen before it begins."""
        names = {"visit.started", "visit.ended"}
        turns = [d.made_at for d in self.owed if d.data.name in names]
        assert turns == sorted(turns)
        begun = {d.visit: d.made_at for d in self.owed if d.data.name == "visit.started"}
        early = [d for d in self.owed if d.made_at < begun[d.visit or ""]]
        assert early == []

    @invariant()
    def arrivals_and_ends_alternate(self) -> None:
        """What nobody confirmed is only ever disowned."""
        told: dict[str, str] = {}
        for draft in self.owed:
            found = draft.data.model_dump()
            if (letter := LETTERS.get(draft.data.name)) and found["by"] == By.UHF:
                told[found["tag"]] = told.get(found["tag"], "") + letter
        legal = {True: "(al|ad|d)*a?", False: "d*"}
        wrong = {t: s for t, s in told.items() if not re.fullmatch(legal[t in self.confirmed], s)}
        assert wrong == {}
        owned = {h.garment.tag for h in self.mirror.owned if h.garment.by is By.UHF}
        assert {tag for tag, letters in told.items() if letters.endswith("a")} == owned

    @invariant()
    def doubtful_is_asked_about_on_the_open_pages_only(self) -> None:
        shown = view(self.mirror, at(self.seconds), RULES, WORDS, 1080)
        asked = shown.doubt.garment.tag if shown.doubt else None
        first = next((h.garment.tag for h in self.mirror.doubtful), None)
        assert asked == (first if shown.screen in {"room", "garment"} else None)

    @invariant()
    def every_state_can_be_shown(self) -> None:
        shown = view(self.mirror, at(self.seconds), RULES, WORDS, 1080)
        if shown.screen in {"rest", "invite"}:
            assert (shown.room, shown.sheet, shown.requests) == ((), None, ())
        assert (shown.sheet is not None) == (shown.screen == "garment")
        assert isinstance(garments_on_screen(self.mirror), frozenset)

    def teardown(self) -> None:
        """With the hub gone and patience over, nobody is left waiting."""
        self.feel(inputs.HubKnown(online=False))
        self.seconds += RULES.patience
        self.feel(inputs.Tick())
        left = self.mirror.visit.requests if self.mirror.visit else ()
        assert {a.phase for a in left} <= OVER
        made = [d for d in self.owed if d.data.name == "request.made"]
        cancelled = Counter(
            d.data.model_dump()["request"] for d in self.owed if d.data.name == "request.cancelled"
        )
        assert set(cancelled) <= {d.data.model_dump()["request"] for d in made}
        assert set(cancelled.values()) <= {1}


AnyOrder.TestCase.settings = settings(max_examples=120, stateful_step_count=50, deadline=None)
test_any_order_of_inputs = AnyOrder.TestCase
