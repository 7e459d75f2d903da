"""Any order of shoppers: nothing of a card, a list, a form or a search is in the next visit."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contract.events import NoticeAsked, SharedCarried, WishAdded, WishCarried, WishRemoved
from kiosk.keeping import keep, resume
from kiosk.loyalty import question
from kiosk.state import Kiosk
from kiosk.view import view
from tests.kiosk.taking import OFFERS
from tests.kiosk.test_loyalty import NO, RULES, YES
from tests.kiosk.test_visit import WORDS, Floor
from tests.touchpoint.sample import ECRU_38, NAVY_38, NAVY_40, RED, SHELF, at, garment
from touchpoint import inputs, touches
from touchpoint.known import Known

ALL = replace(RULES, offers=OFFERS)
GTINS = st.sampled_from([NAVY_38, NAVY_40, ECRU_38, RED])


class NextVisit(RuleBasedStateMachine):
    """Every shopper's card, name and words are their own: whatever is found tells whose it is."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.floor.rules = ALL
        #: What is whose, by visit; and for which the hub was ever asked something.
        self.own: dict[str, set[str]] = {}
        self.asked: dict[str, str] = {"nobody's": "nobody"}
        self._count = 0

    def word(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count:06d}-"

    def feel(self, *happened: inputs.Input, after: float = 0.0, word: str = "") -> None:
        """*word* is that of whose visit it is then."""
        self.floor.feel(*happened, after=after)
        owed = [d for d in self.floor.owed if isinstance(d.data, NoticeAsked) and d.visit]
        for draft in owed:
            self.own.setdefault(str(draft.visit), set()).add(draft.data.model_dump()["token"])
        if asked := question(self.floor.kiosk):
            self.asked[asked.ask] = self.visit
        if word:
            self.own.setdefault(self.visit, set()).add(word)

    def touch(self, *meant: Any, word: str = "") -> None:
        self.feel(*map(inputs.Touched, meant), word=word)

    @property
    def visit(self) -> str:
        return self.floor.kiosk.visit.visit if self.floor.kiosk.visit else ""

    @rule()
    def hold_a_card(self) -> None:
        code = self.word("MAISON")
        self.feel(inputs.CardRead(code, 1000 + self.floor.seconds), word=code)

    @rule(answer=st.sampled_from([YES, YES, NO, touches.Unlink()]))
    def answer(self, answer: touches.Touch) -> None:
        self.touch(answer)

    @rule(how=st.sampled_from(["", "done", "staff"]))
    def agree(self, how: str) -> None:
        """To a card; and perhaps be gone before the hub says whose it is."""
        self.hold_a_card()
        self.touch(YES)
        if how:
            self.end(how)

    @rule(data=st.data())
    def hub(self, data: st.DataObject) -> None:
        """Answers what was asked last, or long ago."""
        customer, ask = self.word("customer"), data.draw(st.sampled_from([*self.asked][-4:]))
        self.own.setdefault(self.asked[ask], set()).add(customer)
        self.feel(inputs.CustomerKnown(ask, customer))

    @rule(gtin=GTINS)
    def tap(self, gtin: str) -> None:
        self.feel(inputs.Arrived(garment(gtin), 1000 + self.floor.seconds, momentary=True))

    @rule(gtin=GTINS, kept=st.booleans())
    def wish(self, gtin: str, kept: bool) -> None:
        self.touch(touches.Keep(gtin, kept))

    @rule()
    def list(self) -> None:
        self.touch(touches.OpenWishes())

    @rule(gtin=GTINS, kind=st.sampled_from(["notice", "gift", "collectors"]))
    def form(self, gtin: str, kind: touches.FormKind) -> None:
        self.tap(gtin)
        self.touch(touches.OpenForm(kind, gtin))

    @rule()
    def search(self) -> None:
        typed = self.word("typed")
        self.touch(touches.LookAround(), touches.OpenSearch(), touches.Write(typed), word=typed)

    @rule(back=st.integers(1, 3))
    def back(self, back: int) -> None:
        self.touch(*[touches.Back()] * back)

    @rule(how=st.sampled_from(["done", "staff", "idle", "power cut"]))
    def end(self, how: str) -> None:
        match how:
            case "done":
                self.touch(touches.Done())
            case "staff":
                self.feel(inputs.EndVisit())
            case "idle":
                self.feel(inputs.Tick(), after=61)
            case _:
                now = at(self.floor.seconds)
                self.floor.kiosk, drafts = resume(keep(self.floor.kiosk, now), now)
                self.floor.owed += drafts
                self.feel(inputs.CatalogueKnown(SHELF))

    @rule(seconds=st.sampled_from([1.0, 16.0]))
    def wait(self, seconds: float) -> None:
        self.feel(inputs.Tick(), after=seconds)

    @invariant()
    def nothing_of_another_visit_is_there(self) -> None:
        kiosk, now = self.floor.kiosk, at(self.floor.seconds)
        # All of a view's texts, be they hidden from a log.
        shown = pickle.dumps(view(kiosk, now, ALL, WORDS, 1080))
        kept = pickle.dumps(replace(kiosk, known=Known(), index=None))
        others = {word for visit, own in self.own.items() if visit != self.visit for word in own}
        assert [w for w in sorted(others) if w.encode() in shown + kept + keep(kiosk, now)] == []

    @invariant()
    def the_list_is_what_was_kept_in_this_visit(self) -> None:
        kept, own = list[str](), self.floor.kiosk.visit
        for data in (d.data for d in self.floor.owed if own and d.visit == own.visit):
            match data:
                case WishAdded(gtin=gtin):
                    kept.append(gtin)
                case WishRemoved(gtin=gtin):
                    kept.remove(gtin)
                case WishCarried(gtins=gtins):
                    assert list(gtins) == kept
        assert list(own.taken.gtins if own else ()) == kept

    @invariant()
    def events_say_whose_they_are(self) -> None:
        """What may leave the kiosk of a shopper leaves it with their own visit."""
        for draft in self.floor.owed:
            told = pickle.dumps((draft.data.model_dump(), draft.customer))
            own = self.own.get(str(draft.visit), set())
            others = {w for words in self.own.values() for w in words} - own
            assert [word for word in sorted(others) if word.encode() in told] == []
            assert isinstance(draft.data, SharedCarried) or b"typed-" not in told


NextVisit.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
test_nothing_is_in_the_next_visit = NextVisit.TestCase

Do = Callable[[NextVisit], object]
SEEDED: dict[str, tuple[Do, ...]] = {
    "a card that was held up": (NextVisit.hold_a_card,),
    "a card that is asked about": (NextVisit.hold_a_card, lambda m: m.answer(YES)),
    "a search": (NextVisit.search,),
    "a form": (lambda m: m.form(RED, "notice"),),
    "a wish list": (lambda m: m.tap(RED), lambda m: m.wish(RED, kept=True)),
    "a linked customer": (
        NextVisit.hold_a_card,
        lambda m: m.answer(YES),
        lambda m: m.feel(inputs.CustomerKnown([*m.asked][-1], "customer-1-"), word="customer-1-"),
    ),
}


@pytest.mark.parametrize("what", SEEDED)
def test_what_a_visit_takes_over_would_be_found(what: str) -> None:
    machine = NextVisit()
    for do in SEEDED[what]:
        do(machine)
    before = machine.floor.kiosk
    machine.end("done")
    look(machine)
    machine.floor.kiosk = taken_over(before)
    with pytest.raises(AssertionError):
        look(machine)


def look(machine: NextVisit) -> None:
    machine.nothing_of_another_visit_is_there()
    machine.the_list_is_what_was_kept_in_this_visit()


def taken_over(before: Kiosk) -> Kiosk:
    """The next visit, had the last one not been wiped."""
    assert before.visit
    return replace(before, visit=replace(before.visit, visit="the next"))
