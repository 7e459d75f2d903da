"""The kiosk's visit: a tap shows the page at once, silence ends it."""

from dataclasses import replace

from contract.ids import new_id
from contract.states import StockState
from contract.tags import By
from kiosk.keeping import keep, resume
from kiosk.pages import HomeView
from kiosk.state import Kiosk, Rules
from kiosk.view import view
from kiosk.visit import step
from messaging.draft import Draft
from tests.touchpoint.sample import (
    COAT,
    ECRU_38,
    NAVY_38,
    NAVY_40,
    RED,
    SHELF,
    at,
    garment,
    gtin,
    stock,
)
from touchpoint import inputs, touches
from touchpoint.shelf import Shelf
from touchpoint.words import load_words

RULES = Rules(languages=("en", "fr"), idle=60, still_here=15)
WORDS = load_words(["en", "fr"])


class Floor:
    """A kiosk and everything it has owed so far."""

    rules = RULES

    def __init__(self, shelf: Shelf = SHELF) -> None:
        self.kiosk, self.owed, self.seconds = Kiosk(), list[Draft](), 0.0
        self.new_id = new_id
        self.feel(inputs.CatalogueKnown(shelf))

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> list[str]:
        self.seconds += after
        before = len(self.owed)
        for one in happened:
            self.kiosk, drafts = step(self.kiosk, one, at(self.seconds), self.rules, self.new_id)
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
    floor.tap(gtin(999))
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080)
    assert shown.sheet
    assert (shown.sheet.known, shown.sheet.title) == (
        False,
        "We have no page for this one yet",
    )


def test_label_of_another_house_is_told_from_one_of_ours_without_a_page() -> None:
    theirs, titles = "04006381333931", list[str]()
    for rules in (RULES, replace(RULES, prefixes=("4006381",))):
        floor = Floor()
        assert floor.tap(theirs) == ["visit.started", "garment.arrived", "product.viewed"]
        shown = view(floor.kiosk, at(0), rules, WORDS, 1080)
        titles.append(shown.sheet.title if shown.sheet else "")
        assert shown.look_around == "Look around"
    assert titles == ["This label is of another house", "We have no page for this one yet"]
    floor.feel(inputs.Touched(touches.LookAround()))
    assert view(floor.kiosk, at(0), RULES, WORDS, 1080).screen == "home"


def test_kiosk_without_a_catalogue_says_what_can_be_done() -> None:
    floor = Floor(Shelf())
    shown = [view(floor.kiosk, at(0), RULES, WORDS, 1080)]
    floor.feel(inputs.Near(near=True, at=1000))
    shown.append(view(floor.kiosk, at(0), RULES, WORDS, 1080))
    said = "Our collection is on its way to this screen; our team will gladly show it to you"
    assert [(v.headline, v.invitation, v.look_around, v.pictures) for v in shown] == [
        ("Just a moment", said, "", ())
    ] * 2
    assert shown[1].privacy.startswith("This screen reads clothing tags and notices")
    floor.feel(inputs.Touched(touches.LookAround()))
    home = view(floor.kiosk, at(0), RULES, WORDS, 1080).around
    assert isinstance(home, HomeView)
    assert (home.cards, home.doors, home.search, home.note) == (
        (),
        (),
        "",
        "We have nothing to show here yet. Please ask an associate.",
    )
    # As soon as it is there, the screen says so.
    floor.feel(inputs.Touched(touches.Done()), inputs.CatalogueKnown(SHELF))
    assert view(floor.kiosk, at(0), RULES, WORDS, 1080).headline == "Hold a label to the reader"


def test_touch_on_where_else_it_is_opens_all_that_is_known() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    there = {"store": "nice", "name": "Nice", "available": 2, "as_of": "2026-11-21T09:10:00Z"}
    known = stock(NAVY_40, 0).model_dump() | {"elsewhere": [there]}
    figure = inputs.StockKnown(StockState.model_validate(known))
    names = floor.feel(inputs.Touched(touches.ChooseSize(NAVY_40)), figure)
    # The event is of this store's figure, as ever.
    assert names == ["stock.shown"]
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080).sheet
    assert shown
    assert shown.elsewhere == "In Nice, counted today at 09:10"
    assert floor.feel(inputs.Touched(touches.OpenPart("where"))) == ["feature.used"]
    shown = view(floor.kiosk, at(0), RULES, WORDS, 1080).sheet
    assert shown
    assert shown.opened == "where"


def test_unknown_code_is_noticed_for_a_while() -> None:
    floor = Floor()
    said = []
    for by in (By.BARCODE, By.QR, By.NFC):
        floor.feel(inputs.UnknownRead(by, 1000))
        said.append([view(floor.kiosk, at(s), RULES, WORDS, 1080).notice for s in (1, 7)])
    code = "This code is not of a garment. Please show us a garment’s label."
    assert said == [
        [code, ""],
        [code, ""],
        ["We do not know this tag. Please ask an associate.", ""],
    ]
    assert (floor.kiosk.visit, floor.owed) == (None, [])


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


def leafing(floor: Floor) -> tuple[int, str | None]:
    sheet = view(floor.kiosk, at(floor.seconds), RULES, WORDS, 1080).sheet
    assert sheet
    return sheet.photo, sheet.opened


def test_page_is_leafed_through_and_each_part_told_once() -> None:
    floor = Floor()
    photos = tuple(p.model_copy(update={"colour": None}) for p in COAT.photos)
    album = COAT.model_copy(update={"photos": photos})
    catalogue = SHELF.catalogue.model_copy(update={"styles": (album,)})
    floor.feel(inputs.CatalogueKnown(Shelf(catalogue)))
    floor.tap(NAVY_38)
    seen, told = [], []
    for touch in (
        touches.ShowPhoto(1),
        touches.ShowPhoto(2),
        touches.ShowPhoto(-1),
        touches.OpenPart("about"),
        touches.OpenPart("worn"),
        touches.OpenPart("about"),
        touches.ChooseColour("ecru"),
        touches.ClosePart(),
    ):
        told.append(len(floor.feel(inputs.Touched(touch))))
        seen.append(leafing(floor))
    shown = [(1, None)] * 3 + [(1, "about"), (1, None), (1, "about"), (0, "about"), (0, None)]
    assert (seen, told) == (shown, [1, 0, 0, 1, 1, 0, 0, 0])
    used = [d.data.model_dump() for d in floor.owed if d.data.name == "feature.used"]
    assert used == [{"feature": name} for name in ("photos", "about", "worn")]


def test_whoever_reads_is_here() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    floor.feel(inputs.Touched(touches.OpenPart("about")), after=59)
    assert floor.feel(inputs.Tick(), after=59) == []


def test_next_garment_s_page_begins_at_its_first_photograph() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    floor.feel(inputs.Touched(touches.OpenPart("about")))
    floor.tap(ECRU_38, "B2")
    assert leafing(floor) == (0, None)


def test_nothing_of_what_was_read_is_left_to_the_next_one() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    floor.feel(inputs.Touched(touches.OpenPart("about")), inputs.Touched(touches.Done()))
    floor.feel(inputs.Touched(touches.Begin()))
    assert leafing(floor) == (0, None)


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
