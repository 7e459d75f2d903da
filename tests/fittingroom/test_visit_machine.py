"""Any order of inputs is legal at the mirror: one visit, every request ends or is told."""

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


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.mirror, self.owed, self.seconds = Mirror(), list[Draft](), 0.0
        self.hanging: set[tuple[str, str]] = set()
        self.feel(inputs.CatalogueKnown(SHELF))

    def feel(self, happened: inputs.Input) -> None:
        self.mirror, drafts = step(self.mirror, happened, at(self.seconds), RULES, new_id)
        self.owed += drafts

    @rule(gtin=GTINS, serial=SERIALS, momentary=st.booleans())
    def hang(self, gtin: str, serial: str, momentary: bool) -> None:
        if not momentary:
            self.hanging.add((gtin, serial))
        by = By.QR if momentary else By.UHF
        serial = f"{serial}{'s' if momentary else ''}"
        self.feel(inputs.Arrived(garment(gtin, serial, by), 1000 + self.seconds, momentary))

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
                touches.ChooseLanguage(code),
                touches.NotMine(gtin),
                touches.AskOther(gtin),
                touches.AskOther(gtin, after=request),
                touches.CancelRequest(request),
                touches.DismissRequest(request),
            ]
        )
        self.feel(inputs.Touched(data.draw(meant)))

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
            self.feel(inputs.Arrived(garment(gtin, serial, By.UHF), 1000 + self.seconds))

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
    def garments_are_balanced(self) -> None:
        here = Counter[str]()
        for draft in self.owed:
            found = draft.data.model_dump()
            if draft.data.name == "garment.arrived" and found["by"] == By.UHF:
                here[found["tag"]] += 1
            elif draft.data.name in {"garment.left", "garment.disowned"} and found["by"] == By.UHF:
                here[found["tag"]] -= 1
        assert set(here.values()) <= {0, 1}
        owned = {h.garment.tag for h in self.mirror.owned if h.garment.by is By.UHF}
        assert {tag for tag, count in here.items() if count} == owned

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


AnyOrder.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_any_order_of_inputs = AnyOrder.TestCase
