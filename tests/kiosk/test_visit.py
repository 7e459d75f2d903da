"""The kiosk's visit: a tap shows the page at once, silence ends it."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contract.ids import new_id
from contract.tags import By
from kiosk.keeping import keep, resume
from kiosk.listing import MOST_FOLLOWED
from kiosk.state import Kiosk, Rules
from kiosk.view import view
from kiosk.visit import garments_on_screen, step
from messaging.draft import Draft
from tests.touchpoint.sample import (
    CATALOGUE,
    COAT,
    ECRU_38,
    NAVY_38,
    NAVY_40,
    RED,
    SCARF,
    SHELF,
    at,
    garment,
    stock,
)
from touchpoint import facts, inputs, touches
from touchpoint.shelf import Shelf
from touchpoint.words import load_words

RULES = Rules(languages=("en", "fr"), idle=60, still_here=15)
WORDS = load_words(["en", "fr"])


class Floor:
    """A kiosk and everything it has owed so far."""

    def __init__(self) -> None:
        self.kiosk, self.owed, self.seconds = Kiosk(), list[Draft](), 0.0
        self.feel(inputs.CatalogueKnown(SHELF))

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> list[str]:
        self.seconds += after
        before = len(self.owed)
        for one in happened:
            self.kiosk, drafts = step(self.kiosk, one, at(self.seconds), RULES, new_id)
            self.owed += drafts
        return [draft.data.name for draft in self.owed[before:]]

    def tap(self, gtin: str, serial: str = "A1", by: By = By.NFC) -> list[str]:
        found = garment(gtin, serial, by)
        return self.feel(inputs.Arrived(found, 1000 + self.seconds, by is By.QR))


def test_tap_shows_the_page_at_once() -> None:
    floor = Floor()
    assert floor.tap(NAVY_38) == ["visit.started", "garment.arrived", "product.viewed"]
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080)
    assert (shown.screen, shown.sheet and shown.sheet.title) == ("garment", "Wool coat")


def test_page_outlives_the_tap() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    assert floor.feel(inputs.Left(garment(NAVY_38).tag, 0.4, 1001)) == ["garment.left"]
    assert view(floor.kiosk, at(1), RULES, WORDS, 1080).screen == "garment"


def test_scanned_code_never_leaves() -> None:
    floor = Floor()
    floor.tap(NAVY_38, by=By.QR)
    assert [d.data.model_dump() for d in floor.owed if d.data.name == "visit.started"] == [
        {"how": "code", "language": "en"}
    ]
    assert floor.kiosk.lying == ()


def test_second_garment_takes_the_page() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    assert floor.tap(RED) == ["garment.arrived", "product.viewed"]
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080)
    assert shown.sheet
    assert shown.sheet.gtin == RED


def test_idle_ends_the_visit() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    assert floor.feel(inputs.Tick(), after=59) == []
    assert floor.feel(inputs.Tick(), after=1) == ["visit.ended"]
    assert floor.owed[-1].data.model_dump() == {"why": "idle", "seconds": 60.0}


def test_garment_left_lying_is_shown_to_the_next_one() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    floor.feel(inputs.Tick(), after=60)
    assert floor.feel(inputs.Touched(touches.Begin())) == ["visit.started", "product.viewed"]


def test_last_seconds_are_counted() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    asked = [view(floor.kiosk, at(s), RULES, WORDS, 1080).still_here for s in (44, 50)]
    assert [a and a.seconds for a in asked] == [None, 10]


def test_unknown_garment_has_a_page_that_says_so() -> None:
    floor = Floor()
    floor.tap("00012345678905")
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080)
    assert shown.sheet
    assert (shown.sheet.known, shown.sheet.title) == (
        False,
        "We have no page for this one yet",
    )


def test_unknown_code_is_noticed_for_a_while() -> None:
    floor = Floor()
    floor.feel(inputs.UnknownRead(By.BARCODE, 1000))
    notices = [view(floor.kiosk, at(s), RULES, WORDS, 1080).notice for s in (1, 7)]
    assert notices == ["We do not know this code. Please ask an associate.", ""]


def test_colour_and_language_change_the_page() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    floor.feel(
        inputs.Touched(touches.ChooseColour("ecru")), inputs.Touched(touches.ChooseLanguage("fr"))
    )
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080)
    assert shown.sheet
    assert (shown.sheet.title, shown.sheet.colour) == ("Manteau en laine", "Écru")
    assert [s.gtin for s in shown.sheet.sizes if s.wanted] == [ECRU_38]


def test_stock_of_the_shown_colour_is_counted() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    assert floor.feel(inputs.StockKnown(stock(NAVY_40, 1))) == ["stock.shown"]
    assert floor.feel(inputs.StockKnown(stock(ECRU_38, 1))) == []
    assert floor.feel(inputs.Touched(touches.ChooseColour("ecru"))) == ["stock.shown"]


def test_visit_cut_short_by_a_restart_is_ended() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    kiosk, owed = resume(keep(floor.kiosk, at(5)), at(7))
    assert (kiosk, [(d.data.name, d.visit) for d in owed]) == (
        Kiosk(),
        [
            ("garment.left", floor.owed[0].visit),
            ("visit.ended", floor.owed[0].visit),
        ],
    )


class AnyOrder(RuleBasedStateMachine):
    """Any order of inputs is legal: one visit at a time, everything can be shown."""

    gtins = st.sampled_from([v.gtin for v in COAT.variants] + [RED, "00012345678905"])

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()

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
        ]
        self.floor.feel(inputs.Touched(data.draw(st.sampled_from(meant))))

    @rule(gtin=gtins, available=st.one_of(st.none(), st.integers(0, 3)))
    def stock(self, gtin: str, available: int | None) -> None:
        self.floor.feel(inputs.StockKnown(stock(gtin, available)))

    @rule(styles=st.sets(st.sampled_from([COAT, SCARF]).map(lambda s: s.style)))
    def other_catalogue(self, styles: set[str]) -> None:
        kept = tuple(s for s in CATALOGUE.styles if s.style in styles)
        books = CATALOGUE.lookbooks if styles else ()
        shelf = Shelf(CATALOGUE.model_copy(update={"styles": kept, "lookbooks": books}))
        self.floor.feel(inputs.CatalogueKnown(shelf))

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
        shown = view(self.floor.kiosk, at(self.floor.seconds), RULES, WORDS, 1080)
        assert (shown.sheet is not None) == (shown.screen == "garment")
        assert (shown.around is not None) == (shown.screen not in {"garment", "rest"})

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
