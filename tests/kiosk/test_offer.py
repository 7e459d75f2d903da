"""Whatever a store's tier has, no page is empty and no door leads nowhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.features import FEATURES, Feature
from kiosk.around import STYLES
from kiosk.pages import HomeView, ListView, LookView
from kiosk.state import Rules
from kiosk.view import KioskView, view
from kiosk.visit import step
from kiosk.walk import Browsing, Home, Leafing, Searching, Stop
from tests.kiosk.test_visit import Floor
from tests.touchpoint.full_shelves import CODES, FULL, OWN
from tests.touchpoint.sample import NAVY_38, at
from touchpoint import inputs, touches
from touchpoint.shelf import Shelf
from touchpoint.words import load_words

WORDS, RULES = load_words(CODES), Rules(CODES)
NO_BOOKS = Shelf(FULL.catalogue.model_copy(update={"lookbooks": ()}))
UNSORTED = Shelf(
    FULL.catalogue.model_copy(
        update={
            "lookbooks": (),
            "styles": tuple(s.model_copy(update={"category": ()}) for s in FULL.catalogue.styles),
        }
    )
)
#: What a list of everything begins with.
FIRST = [f"style.{style.style}" for style in FULL.catalogue.styles][:STYLES]
SHELVES = {"full": FULL, "no-books": NO_BOOKS, "unsorted": UNSORTED}
NEEDED: dict[type[Stop], Feature] = {
    Leafing: "lookbooks",
    Browsing: "browse",
    Searching: "search",
}
around = st.sets(st.sampled_from(["lookbooks", "browse", "search", "size_filter"]))
subsets = st.sets(st.sampled_from(sorted(FEATURES)))


class Shopper(Floor):
    """Somebody at a kiosk of a store that has *features*."""

    def __init__(self, shelf: Shelf, features: set[Feature]) -> None:
        super().__init__()
        self.feel(inputs.CatalogueKnown(shelf), inputs.FeaturesKnown(frozenset(features)))

    @property
    def glass(self) -> KioskView:
        return view(self.kiosk, at(self.seconds), RULES, WORDS, 1080)

    def touch(self, touch: touches.Touch) -> KioskView:
        self.feel(inputs.Touched(touch))
        return self.glass

    def after(self, touch: touches.Touch) -> KioskView:
        """The glass as *touch* would make it."""
        kiosk, _ = step(self.kiosk, inputs.Touched(touch), at(self.seconds), RULES, lambda: "x")
        return view(kiosk, at(self.seconds), RULES, WORDS, 1080)


def offered(glass: KioskView) -> list[touches.Touch]:
    """All that leads on from here; where one is already leads nowhere."""
    found: list[touches.Touch] = [touches.LookAround()] if glass.look_around else []
    match glass.around:
        case HomeView(cards, doors, search, _, turner):
            found = [card.touch for card in cards] + [door.touch for door in doors]
            found += [touches.OpenSearch()] if search else []
            found += [touch for touch in (turner.back, turner.on) if touch]
        case ListView(_, _, _, cards, doors, sizes, _, turner):
            found = [card.touch for card in cards]
            found += [door.touch for door in (*doors, *sizes) if not door.chosen]
            found += [touch for touch in (turner.back, turner.on) if touch]
        case LookView(_, _, _, captions, cards, turner):
            found = [worn.touch for worn in (*captions, *cards)]
            found += [touch for touch in (turner.back, turner.on) if touch]
    return found


def empty(glass: KioskView) -> bool:
    """Whether there is a page with nothing on it; a list may have to ask what is here in a size."""
    match glass.around:
        case HomeView(cards):
            return not cards
        case ListView() as page:
            return not (page.cards or page.doors or page.sizes)
        case LookView() as page:
            return not (page.picture or page.cards)
    return False


def forbidden(shopper: Shopper) -> list[Stop]:
    """Pages of the walk that this store does not have."""
    on = shopper.kiosk.known.features
    stops = shopper.kiosk.walk
    return [s for s in stops if isinstance(s, tuple(NEEDED)) and NEEDED[type(s)] not in on]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SHELVES)), around, st.lists(st.integers(0, 40), max_size=6))
def test_every_door_leads_somewhere_and_no_page_is_empty(
    shelf: str, features: set[Feature], way: list[int]
) -> None:
    shopper = Shopper(SHELVES[shelf], features)
    for turn in [*way, 0]:
        here, doors = shopper.glass, offered(shopper.glass)
        assert (empty(here), forbidden(shopper)) == (False, [])
        assert [door for door in doors if shopper.after(door) == here] == []
        if not doors or here.sheet:
            shopper.touch(touches.Back())
        else:
            shopper.touch(doors[turn % len(doors)])


@settings(max_examples=60, deadline=None)
@given(around, around, st.lists(st.integers(0, 40), max_size=5))
def test_walk_goes_on_sensibly_when_its_features_change(
    before: set[Feature], after: set[Feature], way: list[int]
) -> None:
    shopper = Shopper(FULL, before)
    for turn in way:
        doors = offered(shopper.glass)
        if doors and not shopper.glass.sheet:
            shopper.touch(doors[turn % len(doors)])
    walked = len(shopper.kiosk.walk)
    shopper.feel(inputs.FeaturesKnown(frozenset(after)))
    glass = shopper.glass
    assert (empty(glass), forbidden(shopper)) == (False, [])
    if walked and after & {"lookbooks", "browse", "search"}:
        assert shopper.kiosk.walk != ()
    for _ in range(len(shopper.kiosk.walk) + 2):
        shopper.touch(touches.Back())
    assert (shopper.kiosk.visit, shopper.kiosk.walk) == (None, ())


@settings(max_examples=30, deadline=None)
@given(subsets)
def test_garment_s_page_has_the_parts_of_the_tier_and_no_other(features: set[Feature]) -> None:
    shopper = Shopper(FULL, features)
    shopper.tap(NAVY_38)
    sheet = shopper.glass.sheet
    assert sheet is not None
    optional = [name for name in ("worn", "delivery") if name in features]
    assert [part.name for part in sheet.parts] == ["about", "fabric", "fit", *optional]
    assert (sheet.rating is not None) == ("ratings" in features)
    told = sum(text == OWN["en"] for block in sheet.parts[0].blocks for text in vars_of(block))
    # The description, and what the tier has of the editorial text and of two films' titles.
    assert told == 1 + ("editorial" in features) + 2 * ("videos" in features)


def vars_of(block: object) -> list[object]:
    return [getattr(block, name) for name in block.__dataclass_fields__]  # type: ignore[attr-defined]


def screens(features: set[Feature], *touched: touches.Touch) -> KioskView:
    shopper = Shopper(FULL, features)
    for touch in touched:
        shopper.touch(touch)
    return shopper.glass


def test_home_without_lookbooks_begins_with_categories_and_without_search_has_none() -> None:
    full = screens({"lookbooks", "browse", "search"}, touches.LookAround()).around
    small = screens({"browse"}, touches.LookAround()).around
    assert isinstance(full, HomeView)
    assert isinstance(small, HomeView)
    assert ([c.target for c in full.cards], full.search) == (["lookbook.quays"], "Search")
    assert ([c.target for c in small.cards], small.search, small.note) == (
        ["room.Mode/Laine", "room.Mode/Soie"],
        "",
        "",
    )


def test_nothing_to_look_around_at_is_not_offered() -> None:
    rest = screens(set(FEATURES - {"lookbooks", "browse", "search", "videos"}))
    assert (rest.screen, rest.look_around) == ("rest", "")
    late = screens({"ratings"}, touches.LookAround())
    assert (late.screen, late.around) == ("rest", None)


def test_search_alone_is_where_looking_around_begins_and_shows_some_of_what_there_is() -> None:
    glass = screens({"search"}, touches.LookAround())
    assert glass.screen == "search"
    assert isinstance(glass.around, ListView)
    assert [card.target for card in glass.around.cards] == FIRST
    nothing = screens({"search"}, touches.LookAround(), touches.Write("zzz"))
    assert isinstance(nothing.around, ListView)
    assert [card.target for card in nothing.around.cards] == FIRST
    found = screens({"search"}, touches.LookAround(), touches.ShowStyle("cape"))
    assert found.sheet is not None


@pytest.mark.parametrize(
    ("touched", "walk"),
    [
        (touches.OpenLookbook("quays"), (Home(),)),
        (touches.OpenSearch(), (Home(),)),
        (touches.OpenAisle(()), (Home(),)),
    ],
)
def test_late_finger_on_what_is_off_stays_where_it_is(
    touched: touches.Touch, walk: tuple[Stop, ...]
) -> None:
    on: dict[type, set[Feature]] = {touches.OpenAisle: {"lookbooks"}}
    shopper = Shopper(FULL, on.get(type(touched), {"browse"}))
    shopper.touch(touches.LookAround())
    shopper.touch(touched)
    assert shopper.kiosk.walk == walk


def test_list_without_its_filter_has_everything_again() -> None:
    shopper = Shopper(FULL, {"browse", "size_filter"})
    for touch in (touches.LookAround(), touches.OpenAisle(()), touches.OnlySize("40")):
        shopper.touch(touch)
    narrow = shopper.glass.around
    shopper.feel(inputs.FeaturesKnown(frozenset({"browse"})))
    wide = shopper.glass.around
    assert isinstance(narrow, ListView)
    assert isinstance(wide, ListView)
    assert (len(narrow.cards), len(wide.cards)) == (0, len(FIRST))
    assert (wide.sizes, wide.size_label, len(shopper.kiosk.known.watched)) == ((), "", 0)


def test_garment_stays_when_the_page_below_it_goes() -> None:
    shopper = Shopper(FULL, {"search"})
    for touch in (touches.LookAround(), touches.Write("own"), touches.ShowStyle("coat")):
        shopper.touch(touch)
    shopper.feel(inputs.FeaturesKnown(frozenset({"browse"})))
    assert (shopper.glass.screen, shopper.touch(touches.Back()).screen) == ("garment", "home")
