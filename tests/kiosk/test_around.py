"""Looking around at the kiosk: from the resting screen to a garment, and back."""

from collections.abc import Sequence

import pytest

from contract.styles import Catalogue
from kiosk.keeping import keep
from kiosk.pages import HomeView, ListView, LookView
from kiosk.view import KioskView, view
from kiosk.visit import garments_on_screen
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.sample import AUTUMN, CATALOGUE, ECRU_38, NAVY_38, RED, SCARF, at, stock
from touchpoint import inputs
from touchpoint.shelf import Shelf
from touchpoint.touches import (
    Back,
    Begin,
    ChooseLanguage,
    Done,
    LookAround,
    OnlySize,
    OpenAisle,
    OpenLookbook,
    OpenSearch,
    ShowStyle,
    Touch,
    TurnPage,
    Write,
)

SEARCH = (LookAround(), OpenSearch())
EVERYTHING = (LookAround(), OpenAisle(()))


def floor(*touches: Touch, catalogue: Catalogue = CATALOGUE) -> Floor:
    made = Floor()
    made.feel(inputs.CatalogueKnown(Shelf(catalogue)))
    touch(made, *touches)
    return made


def touch(made: Floor, *touches: Touch, after: float = 0.0) -> list[str]:
    return made.feel(*map(inputs.Touched, touches), after=after)


def shown(made: Floor) -> KioskView:
    return view(made.kiosk, at(made.seconds), RULES, WORDS, 1080)


def home(made: Floor) -> HomeView:
    found = shown(made).around
    assert isinstance(found, HomeView)
    return found


def listed(made: Floor) -> ListView:
    found = shown(made).around
    assert isinstance(found, ListView)
    return found


def look(made: Floor) -> LookView:
    found = shown(made).around
    assert isinstance(found, LookView)
    return found


def owed(made: Floor, since: int = 0) -> list[tuple[str, dict[str, object]]]:
    return [(d.data.name, d.data.model_dump(by_alias=True)) for d in made.owed[since:]]


def titles(found: ListView) -> list[str]:
    return [card.title for card in found.cards]


def test_looking_around_is_a_visit_begun_by_a_touch() -> None:
    made = floor(LookAround())
    assert owed(made) == [("visit.started", {"how": "touch", "language": "en"})]
    assert (shown(made).screen, shown(made).welcoming) == ("home", False)


def test_home_has_lookbooks_categories_and_search() -> None:
    found = home(floor(LookAround()))
    assert [(card.title, card.detail) for card in found.cards] == [("Autumn", "2 looks")]
    assert [door.label for door in found.doors] == ["Coats", "Accessories", "Everything"]
    assert (found.search, found.note) == ("Search", "")


def test_without_lookbooks_categories_are_shown_by_their_photographs() -> None:
    found = home(floor(LookAround(), catalogue=CATALOGUE.model_copy(update={"lookbooks": ()})))
    files = [card.picture.thumb if card.picture else None for card in found.cards]
    assert [(card.title, card.detail) for card in found.cards] == [
        ("Coats", "1 style"),
        ("Accessories", "1 style"),
    ]
    # What stands there as a photograph is not said again.
    assert [door.label for door in found.doors] == ["Everything"]
    assert files == ["navy-320.jpg", None]


def test_empty_catalogue_offers_nothing_to_look_at() -> None:
    empty = Catalogue(version="2", languages=("en",), styles=())
    assert (shown(floor(catalogue=empty)).look_around, shown(floor()).look_around) == (
        "",
        "Look around",
    )
    emptied = floor(LookAround())
    emptied.feel(inputs.CatalogueKnown(Shelf(empty)))
    assert (home(emptied).note, home(emptied).cards, home(emptied).search) == (
        "We have nothing to show here yet. Please ask an associate.",
        (),
        "",
    )


@pytest.mark.parametrize(
    ("way", "source"),
    [
        ([*SEARCH, Write("scrf")], "search"),
        ([*EVERYTHING], "browse"),
        ([LookAround(), OpenLookbook("autumn"), TurnPage(1)], "look"),
    ],
)
def test_garment_found_is_told_with_how_it_was_found(way: Sequence[Touch], source: str) -> None:
    made = floor(*way)
    before = len(made.owed)
    touch(made, ShowStyle("scarf"))
    assert owed(made, before) == [("product.viewed", {"gtin": RED, "from": source})]
    assert (shown(made).screen, shown(made).back) == ("garment", True)


def test_nobody_holds_what_was_found_by_looking_around() -> None:
    made = floor(*EVERYTHING, ShowStyle("coat"))
    made.feel(inputs.StockKnown(stock(NAVY_38, 0)))
    sheet = shown(made).sheet
    assert sheet
    assert next((s.stock, s.here, s.wanted) for s in sheet.sizes) == ("not here", False, False)
    assert sheet.size == ""


def test_back_leads_to_where_it_was_found_then_home_then_to_the_welcome() -> None:
    made = floor(*SEARCH, Write("coat"), ShowStyle("coat"))
    screens = [shown(made).screen]
    for _ in range(3):
        assert touch(made, Back()) == []
        screens.append(shown(made).screen)
    assert screens == ["garment", "search", "home", "rest"]
    assert shown(made).welcoming
    assert touch(made, Back()) == ["visit.ended"]


def test_what_was_typed_is_there_when_one_comes_back_and_gone_with_the_visit() -> None:
    made = floor(*SEARCH, Write("coat"), ShowStyle("coat"), Back())
    assert (listed(made).heading, titles(listed(made))) == ("coat", ["Wool coat"])
    assert b"coat" not in keep(made.kiosk, at(0))
    touch(made, Done(), *SEARCH)
    assert (listed(made).heading, listed(made).cards) == ("", ())


def test_silence_ends_looking_around() -> None:
    made = floor(*SEARCH, Write("coat"))
    assert shown(made).still_here is None
    made.feel(inputs.Tick(), after=50)
    assert shown(made).still_here
    assert made.feel(inputs.Tick(), after=10) == ["visit.ended"]
    assert (shown(made).screen, made.kiosk.walk) == ("rest", ())


def test_garment_that_is_tapped_comes_first_and_leads_back() -> None:
    made = floor(*SEARCH, Write("coat"))
    made.tap(RED)
    page = shown(made).sheet
    touch(made, Back())
    assert (page and page.gtin, shown(made).screen, listed(made).heading) == (RED, "search", "coat")


def test_lookbook_is_told_once_and_each_page_of_it() -> None:
    made = floor(LookAround())
    touch(made, OpenLookbook("autumn"), *[TurnPage(1)] * 3, TurnPage(-1))
    assert owed(made, 1) == [
        ("lookbook.opened", {"lookbook": "autumn"}),
        ("look.viewed", {"lookbook": "autumn", "look": None}),
        ("look.viewed", {"lookbook": "autumn", "look": "walk"}),
        ("look.viewed", {"lookbook": "autumn", "look": "home"}),
        ("look.viewed", {"lookbook": "autumn", "look": "walk"}),
    ]


def test_spot_is_on_the_photograph_or_listed_below_it_and_unknown_ones_are_nowhere() -> None:
    found = look(floor(LookAround(), OpenLookbook("autumn"), TurnPage(1)))
    assert [(c.number, c.title, c.x, c.y) for c in found.captions] == [
        ("1", "Wool coat", 0.5, 0.4),
        ("2", "Scarf", None, None),
    ]
    assert (found.title, found.turner.label) == ("A walk", "2 / 3")


def test_look_without_a_photograph_shows_its_garments() -> None:
    bare = AUTUMN.looks[0].model_copy(update={"photo": None})
    book = AUTUMN.model_copy(update={"looks": (bare,), "cover": None})
    catalogue = CATALOGUE.model_copy(update={"lookbooks": (book,)})
    found = look(floor(LookAround(), OpenLookbook("autumn"), catalogue=catalogue))
    assert ([card.title for card in found.cards], found.captions) == (["Wool coat", "Scarf"], ())


def test_language_changes_what_is_found() -> None:
    made = floor(*SEARCH, Write("manteau"))
    before = titles(listed(made))
    touch(made, ChooseLanguage("fr"))
    assert (before, titles(listed(made))) == ([], ["Manteau en laine"])


def test_nothing_found_says_what_can_be_done() -> None:
    found = listed(floor(*SEARCH, Write("zzz" * 70)))
    assert (found.note, [door.label for door in found.doors]) == (
        "Nothing found. Try one word less, or look here:",
        ["Coats", "Accessories"],
    )
    assert len(found.heading) == 32


def test_colour_that_was_searched_for_is_the_one_shown() -> None:
    made = floor(*SEARCH, Write("coat ecru"))
    assert [c.picture and c.picture.thumb for c in listed(made).cards] == ["écru-320.jpg"]
    touch(made, ShowStyle("coat"))
    sheet = shown(made).sheet
    assert sheet
    assert (sheet.gtin, sheet.colour) == (ECRU_38, "Écru")


def test_only_what_the_hub_said_is_here_in_a_size() -> None:
    made = floor(*EVERYTHING, OnlySize("38"))
    notes = [(listed(made).note, titles(listed(made)))]
    assert garments_on_screen(made.kiosk) == {NAVY_38, ECRU_38}
    made.feel(inputs.StockKnown(stock(ECRU_38, 2)))
    notes.append((listed(made).note, titles(listed(made))))
    touch(made, ShowStyle("coat"))
    sheet = shown(made).sheet
    assert notes == [
        ("Looking at 1 more.", []),
        ("1 style here in 38, as known today at 09:10.", ["Wool coat"]),
    ]
    assert sheet
    assert next((s.gtin, s.wanted) for s in sheet.sizes) == (ECRU_38, True)


def test_silent_hub_leaves_a_size_unknown_and_is_asked_again_when_it_is_back() -> None:
    made = floor(*EVERYTHING, OnlySize("38"))
    made.feel(inputs.Tick(), after=2)
    note = listed(made).note
    assert note == (
        "We know of none here in 38. Of 1 more we do not know; please ask an associate."
    )
    assert garments_on_screen(made.kiosk) == frozenset()
    made.feel(inputs.HubKnown(online=True))
    assert garments_on_screen(made.kiosk) == {NAVY_38, ECRU_38}


def test_size_touched_again_is_let_go() -> None:
    made = floor(*EVERYTHING, OnlySize("38"))
    chosen = next(door for door in listed(made).sizes if door.chosen)
    touch(made, chosen.touch)
    assert ([d.label for d in listed(made).sizes if d.chosen], titles(listed(made))) == (
        [],
        ["Wool coat", "Scarf"],
    )


def test_touch_on_a_style_that_is_gone_changes_nothing() -> None:
    made = floor(*EVERYTHING)
    before = shown(made)
    assert touch(made, ShowStyle("gone"), OpenLookbook("gone"), TurnPage(5), TurnPage(-5)) == []
    assert shown(made) == before


def test_garment_that_lies_there_does_not_close_what_one_looks_at() -> None:
    made = floor()
    made.tap(RED)
    touch(made, Done(), LookAround())
    assert touch(made, Begin()) == []
    assert shown(made).screen == "home"


def test_long_words_are_cut_between_words() -> None:
    text = SCARF.texts["en"].model_copy(update={"title": "A very long scarf " * 10})
    named = SCARF.model_copy(update={"texts": {"en": text}})
    catalogue = CATALOGUE.model_copy(update={"styles": (named,)})
    (card,) = listed(floor(*EVERYTHING, catalogue=catalogue)).cards
    assert card.title == "A very long scarf A very long scarf A very…"


def test_list_asks_for_the_price_that_the_catalogue_lacks() -> None:
    scarf = SCARF.model_copy(
        update={"variants": (SCARF.variants[0].model_copy(update={"price": None}),)}
    )
    made = floor(*EVERYTHING, catalogue=CATALOGUE.model_copy(update={"styles": (scarf,)}))
    assert [card.detail for card in listed(made).cards] == ["Price on request"]
