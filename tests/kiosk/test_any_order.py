"""Any order of inputs is legal at the kiosk, wherever a shopper has got to."""

from collections import Counter
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contract.features import FEATURES, Feature
from contract.reservations import AppointmentStatus, ReservationStatus
from contract.states import AppointmentState, ReservationState, Slot
from contract.tags import By
from kiosk.aside import stands
from kiosk.forms import KINDS
from kiosk.keeping import keep, resume
from kiosk.listing import MOST_FOLLOWED
from kiosk.takeaway import MOST_KEPT
from kiosk.view import view
from kiosk.visit import garments_on_screen
from tests.kiosk.taking import OFFERS
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.sample import CATALOGUE, COAT, NOON, RED, SCARF, SHELF, at, garment, stock
from touchpoint import counter_touches, facts, inputs, touches
from touchpoint.shelf import Shelf

UNKNOWN = "0192f0c1-0000-7000-8000-000000000001"
ALL = replace(RULES, offers=OFFERS)


class AnyOrder(RuleBasedStateMachine):
    """Any order of inputs is legal: one visit at a time, everything can be shown."""

    gtins = st.sampled_from([v.gtin for v in COAT.variants] + [RED, "00012345678905"])

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.floor.rules = ALL

    @rule(gtin=gtins, by=st.sampled_from([By.NFC, By.QR]))
    def tap(self, gtin: str, by: By) -> None:
        self.floor.tap(gtin, by=by)

    @rule(gtin=gtins)
    def leave(self, gtin: str) -> None:
        self.floor.feel(inputs.Left(garment(gtin).tag, 1.0, 1000 + self.floor.seconds))

    @rule(gtin=gtins, data=st.data())
    def touch(self, gtin: str, data: st.DataObject) -> None:
        meant = [
            touches.Begin(),
            touches.Anywhere(),
            touches.Back(),
            touches.Done(),
            touches.ChooseSize(gtin),
            touches.ChooseColour("ecru"),
            touches.ShowPhoto(data.draw(st.integers(-1, 3))),
            touches.OpenPart(data.draw(st.sampled_from(["about", "worn", "nothing"]))),
            touches.ClosePart(),
            touches.ChooseLanguage("fr"),
            touches.AskOther(gtin),
            touches.LookAround(),
            touches.OpenLookbook(data.draw(st.sampled_from(["autumn", "gone"]))),
            touches.OpenAisle(data.draw(st.sampled_from([(), ("Clothing",), ("Nowhere",)]))),
            touches.OpenSearch(),
            touches.Write(data.draw(st.sampled_from(["c", "scarf", "x" * 200]))),
            touches.Erase(data.draw(st.booleans())),
            touches.OnlySize(data.draw(st.sampled_from(["38", "One size", "99", None]))),
            touches.TurnPage(data.draw(st.sampled_from([-3, -1, 1, 2]))),
            touches.ShowStyle(data.draw(st.sampled_from(["coat", "scarf", "gone"]))),
            touches.Keep(gtin, kept=data.draw(st.booleans())),
            touches.OpenWishes(),
            touches.ShowGarment(gtin),
            touches.OpenForm(data.draw(st.sampled_from(KINDS)), gtin),
            touches.OpenWifi(),
            touches.OpenWaiting(),
            counter_touches.Reserve(gtin),
            counter_touches.OpenStyling(),
            counter_touches.ShowDay(data.draw(st.sampled_from(["2026-11-21", "never"]))),
            counter_touches.BookSlot(data.draw(st.sampled_from(["soon", "past", "none"]))),
            counter_touches.CallOffReservation(data.draw(st.sampled_from(self.asked()))),
            counter_touches.CallOffSession(data.draw(st.sampled_from(self.asked()))),
        ]
        self.floor.feel(inputs.Touched(data.draw(st.sampled_from(meant))))

    @rule(gtin=gtins, available=st.one_of(st.none(), st.integers(0, 3)))
    def stock(self, gtin: str, available: int | None) -> None:
        self.floor.feel(inputs.StockKnown(stock(gtin, available)))

    def asked(self) -> list[str]:
        """Every reservation and session that was ever asked for, and one that was not."""
        found = (d.data.model_dump() for d in self.floor.owed)
        names = [f.get("reservation") or f.get("appointment") for f in found]
        return [UNKNOWN, *filter(None, names)]

    @rule(
        data=st.data(),
        kept=st.sampled_from(ReservationStatus),
        session=st.sampled_from(AppointmentStatus),
    )
    def hub_answers(
        self, data: st.DataObject, kept: ReservationStatus, session: AppointmentStatus
    ) -> None:
        name = data.draw(st.sampled_from(self.asked()))
        reservation = ReservationState(
            reservation=name, gtin=RED, quantity=1, state=kept, code="CDF347", updated=NOON
        )
        appointment = AppointmentState(
            appointment=name, slot="soon", state=session, code="CDF347", updated=NOON
        )
        said: list[inputs.Input] = [
            inputs.ReservationKnown(reservation),
            inputs.AppointmentKnown(appointment),
            inputs.RequestRefused(name),
        ]
        self.floor.feel(data.draw(st.sampled_from(said)))

    @rule(known=st.booleans())
    def slots(self, *, known: bool) -> None:
        soon = Slot(slot="soon", begins=at(600).wall, ends=at(4200).wall)
        past = Slot(slot="past", begins=at(-600).wall, ends=at(3000).wall)
        self.floor.feel(inputs.SlotsKnown((past, soon) if known else ()))

    @rule(styles=st.sets(st.sampled_from([COAT, SCARF]).map(lambda s: s.style)))
    def other_catalogue(self, styles: set[str]) -> None:
        kept = tuple(s for s in CATALOGUE.styles if s.style in styles)
        books = CATALOGUE.lookbooks if styles else ()
        shelf = Shelf(CATALOGUE.model_copy(update={"styles": kept, "lookbooks": books}))
        self.floor.feel(inputs.CatalogueKnown(shelf))

    @rule(features=st.sets(st.sampled_from(sorted(FEATURES))))
    def tier(self, features: set[Feature]) -> None:
        self.floor.feel(inputs.FeaturesKnown(frozenset(features)))

    @rule(online=st.booleans())
    def hub(self, *, online: bool) -> None:
        self.floor.feel(inputs.HubKnown(online))

    @rule(seconds=st.sampled_from([0.1, 30, 70]))
    def wait(self, seconds: float) -> None:
        self.floor.feel(inputs.Tick(), after=seconds)

    @rule(seconds=st.sampled_from([1.0, 200.0]))
    def restart(self, seconds: float) -> None:
        kept = keep(self.floor.kiosk, at(self.floor.seconds))
        self.floor.seconds += seconds
        self.floor.kiosk, drafts = resume(kept, at(self.floor.seconds))
        self.floor.owed += drafts
        self.floor.feel(inputs.CatalogueKnown(SHELF))

    @invariant()
    def never_two_visits(self) -> None:
        open_visits = Counter(d.visit for d in self.floor.owed if d.data.name == "visit.started")
        open_visits.subtract(d.visit for d in self.floor.owed if d.data.name == "visit.ended")
        visit = self.floor.kiosk.visit
        assert +open_visits == Counter([visit.visit] if visit else [])

    @invariant()
    def garments_are_balanced(self) -> None:
        lying = Counter[str]()
        for draft in self.floor.owed:
            found = draft.data.model_dump()
            if draft.data.name == "garment.arrived" and found["by"] == By.NFC:
                lying[found["tag"]] += 1
            elif draft.data.name == "garment.left":
                lying[found["tag"]] -= 1
        assert +lying == Counter(x.garment.tag for x in self.floor.kiosk.lying)

    @invariant()
    def every_state_can_be_shown(self) -> None:
        shown = view(self.floor.kiosk, at(self.floor.seconds), ALL, WORDS, 1080)
        assert (shown.sheet is not None) == (shown.screen == "garment")
        assert (shown.around is not None) == (shown.screen not in {"garment", "rest"})

    @invariant()
    def nothing_is_open_that_the_store_does_not_have(self) -> None:
        kiosk = self.floor.kiosk
        assert [stop for stop in kiosk.walk if not stands(kiosk, OFFERS, stop)] == []
        wishes = kiosk.visit.taken.gtins if kiosk.visit else ()
        assert (len(wishes), len({*wishes})) == (len({*wishes}), min(len(wishes), MOST_KEPT))

    @invariant()
    def only_what_is_on_the_glass_is_followed(self) -> None:
        kiosk = self.floor.kiosk
        choice = kiosk.visit.choice if kiosk.visit else None
        most = facts.sisters(kiosk.known.shelf, [choice.gtin]) if choice else frozenset[str]()
        followed = garments_on_screen(kiosk)
        assert followed == most if choice else len(followed) <= MOST_FOLLOWED

    @invariant()
    def nothing_of_a_visit_is_left(self) -> None:
        kiosk = self.floor.kiosk
        if kiosk.visit is None:
            index = kiosk.index.language if kiosk.index else RULES.languages[0]
            assert (kiosk.walk, index, kiosk.asked) == ((), RULES.languages[0], {})


AnyOrder.TestCase.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
test_any_order_of_inputs = AnyOrder.TestCase
