"""Any order of cards, answers and touches: no link without a yes, none beyond its visit."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contract.features import FEATURES
from kiosk.card import Asked, Linked, Sent
from kiosk.keeping import keep, resume
from kiosk.loyalty import question
from tests.kiosk.test_loyalty import CARD, CUSTOMER, NO, OTHER, YES, Counter, holds
from tests.touchpoint.sample import NAVY_38, SHELF, at, garment
from touchpoint import inputs, touches

ANSWERS = (CUSTOMER, "customer-2", None)


class Cards(RuleBasedStateMachine):
    """Any order: no link without a yes in this visit, one at a time, and none that outlives it."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = Counter()
        #: Visits that said yes while they were asked; questions that were sent.
        self.agreed: set[str] = set()
        self.asked: list[str] = []

    @rule(code=st.sampled_from([CARD, OTHER]), late=st.sampled_from([0.0, 50.0]))
    def hold(self, code: str, late: float) -> None:
        self.counter.feel(inputs.CardRead(code, 1000 + self.counter.seconds - late))

    @rule(
        touch=st.sampled_from(
            [
                YES,
                YES,
                NO,
                touches.Unlink(),
                touches.Back(),
                touches.Begin(),
                touches.LookAround(),
                touches.ChooseLanguage("fr"),
                touches.Anywhere(),
                touches.Done(),
            ]
        )
    )
    def touch(self, touch: touches.Touch) -> None:
        page, visit = self.counter.glass().consent, self.counter.kiosk.visit
        if visit and page and touch == YES and page.answers[0].touch == YES:
            self.agreed.add(visit.visit)
        self.counter.touch(touch)
        if asked := question(self.counter.kiosk):
            self.asked.append(asked.ask)

    @rule(
        data=st.data(), customer=st.sampled_from([CUSTOMER, "customer-2", None]), away=st.booleans()
    )
    def hear(self, data: st.DataObject, customer: str | None, away: bool) -> None:
        ask = data.draw(st.sampled_from([*self.asked[-3:], "nobody's"]))
        self.counter.feel(inputs.CustomerKnown(ask, customer, away))

    @rule()
    def tap(self) -> None:
        self.counter.feel(inputs.Arrived(garment(NAVY_38), 1000 + self.counter.seconds))

    @rule(seconds=st.sampled_from([0.5, 8.0, 20.0, 70.0]))
    def wait(self, seconds: float) -> None:
        self.counter.feel(inputs.Tick(), after=seconds)

    @rule(on=st.booleans())
    def switch(self, on: bool) -> None:
        features = FEATURES if on else FEATURES - {"loyalty"}
        self.counter.feel(inputs.FeaturesKnown(features))

    @rule()
    def restart(self) -> None:
        counter = self.counter
        counter.kiosk, drafts = resume(keep(counter.kiosk, at(counter.seconds)), at(0))
        counter.owed += drafts
        counter.feel(inputs.CatalogueKnown(SHELF))

    @invariant()
    def links_are_agreed_to_and_one_at_a_time(self) -> None:
        open_links: dict[str, str] = {}
        for draft in self.counter.owed:
            visit, name = draft.visit or "", draft.data.name
            if name == "visit.linked":
                assert visit in self.agreed
                assert visit not in open_links
                open_links[visit] = draft.customer or ""
            elif name == "visit.unlinked":
                assert open_links.pop(visit) == draft.customer
            else:
                assert draft.customer is None
        shown = self.counter.kiosk.visit
        card = shown.card if shown else None
        there = {shown.visit: card.customer} if shown and isinstance(card, Linked) else {}
        assert {v: c for v, c in open_links.items() if shown and v == shown.visit} == there

    @invariant()
    def a_code_is_held_only_while_it_is_asked_about(self) -> None:
        kiosk = self.counter.kiosk
        card = kiosk.visit.card if kiosk.visit else None
        held = {code for code in (CARD, OTHER) if holds(kiosk, code)}
        assert held == ({card.code} if isinstance(card, Asked | Sent) else set())
        asked = question(kiosk)
        assert asked is None or (kiosk.visit and kiosk.visit.visit in self.agreed)

    @invariant()
    def nothing_of_it_is_written_down(self) -> None:
        kept = keep(self.counter.kiosk, at(self.counter.seconds))
        assert [word for word in ("MAISON", CUSTOMER, "customer-2") if word.encode() in kept] == []

    @invariant()
    def no_text_on_the_glass_tells_it(self) -> None:
        shown = repr(self.counter.glass())
        assert [word for word in ("MAISON", CUSTOMER, "customer-2") if word in shown] == []


Cards.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_any_order_of_cards = Cards.TestCase
