"""Looking around: categories, lookbooks, what of a size is here, and where Back leads."""

from dataclasses import replace

from contract.parts import Lookbook, LookText
from contract.styles import Catalogue
from kiosk.finding import index_of
from kiosk.listing import Listing, listing
from kiosk.lookbooks import leaves, offered, told, worn
from kiosk.taxonomy import below, branches, front, trunk
from kiosk.walk import Browsing, Home, Leafing, Searching, Walk, Wares, moved, refreshed
from tests.touchpoint.sample import (
    AUTUMN,
    CATALOGUE,
    COAT,
    ECRU_38,
    NAVY_38,
    RED,
    SCARF,
    SHELF,
    at,
    stock,
    variants,
)
from touchpoint.answers import MOST_FOLLOWED, PATIENCE
from touchpoint.inputs import StockKnown
from touchpoint.known import Known
from touchpoint.shelf import Shelf
from touchpoint.touches import (
    Erase,
    LookAround,
    OnlySize,
    OpenAisle,
    OpenLookbook,
    OpenSearch,
    Wandering,
    Write,
)

INDEX = index_of(SHELF, "en")


def walked(*touches: Wandering) -> Walk:
    walk: Walk = ()
    for touch in touches:
        walk = moved(walk, touch, INDEX)
    return walk


def shelf_of(*paths: tuple[str, ...]) -> Shelf:
    styles = tuple(
        SCARF.model_copy(update={"style": str(n), "category": path, "variants": variants(
            100 + n, ["Red"], ["One size"])})
        for n, path in enumerate(paths)
    )  # fmt: skip
    return Shelf(Catalogue(version="1", languages=("en",), styles=styles))


def test_categories_are_the_catalogue_s_own() -> None:
    assert branches(SHELF, ()) == (("Clothing",), ("Accessories",))
    assert branches(SHELF, ("Clothing",)) == (("Clothing", "Coats"),)
    assert [below(SHELF, path) for path in ((), ("Clothing",), ("Nowhere",))] == [
        ("coat", "scarf"),
        ("coat",),
        (),
    ]


def test_path_that_all_share_is_no_choice() -> None:
    assert trunk(shelf_of(("A", "B", "C"), ("A", "B", "D"))) == ("A", "B")
    assert trunk(shelf_of(("A", "B"), ("A", "B"))) == ("A",)
    assert trunk(shelf_of(("A", "B"), ("A",))) == ("A",)
    assert trunk(shelf_of(("A",), ())) == ()
    assert trunk(Shelf()) == ()


def test_one_begins_with_categories_as_fine_as_there_is_room_for() -> None:
    paths = (("A", "B", "C"), ("A", "B", "D"), ("A", "E"))
    assert front(shelf_of(*paths), 3) == paths
    assert front(shelf_of(*paths), 2) == (("A", "B"), ("A", "E"))
    # Two of one name could not be told apart.
    alike = shelf_of(("Women", "Shirts"), ("Men", "Shirts"))
    assert front(alike, 9) == (("Women",), ("Men",))
    assert front(Shelf(), 9) == ()


def test_lookbook_has_its_cover_and_its_looks() -> None:
    assert [leaf.look if leaf else None for leaf in leaves(AUTUMN)] == [None, "walk", "home"]
    assert [leaf.look if leaf else None for leaf in leaves(replace_cover(AUTUMN))] == [
        "walk",
        "home",
    ]


def replace_cover(book: Lookbook) -> Lookbook:
    return book.model_copy(update={"cover": None})


def test_lookbook_without_pages_is_not_offered() -> None:
    empty = Lookbook(lookbook="empty", texts={"en": LookText(title="E")}, looks=())
    made = Shelf(CATALOGUE.model_copy(update={"lookbooks": (empty, AUTUMN)}))
    assert [book.lookbook for book in offered(made)] == ["autumn"]


def test_only_what_this_store_sells_is_shown_of_a_look() -> None:
    assert [[item.style.style for _, item in worn(SHELF, look)] for look in AUTUMN.looks] == [
        ["coat", "scarf"],
        [],
    ]


def test_words_of_a_look_are_the_shopper_s_else_the_next_else_none() -> None:
    chains = (("fr", "en"), ("de", "en"), ("de",))
    said = [told(AUTUMN.texts, codes).title for codes in chains]
    assert said == ["Automne", "Autumn", ""]


def test_walk_goes_where_it_is_led() -> None:
    assert walked(LookAround()) == (Home(),)
    assert walked(LookAround(), OpenLookbook("autumn")) == (Home(), Leafing("autumn"))
    assert walked(LookAround(), OpenLookbook("nowhere")) == (Home(),)
    assert walked(LookAround(), OpenSearch(), LookAround()) == (Home(),)


def test_back_from_a_category_leads_to_where_it_was_chosen() -> None:
    stops = walked(LookAround(), OpenAisle(()), OpenAisle(("Clothing",)), OpenAisle(("Other",)))
    assert [stop.path if isinstance(stop, Browsing) else None for stop in stops] == [
        None,
        (),
        ("Other",),
    ]


def test_letters_are_taken_while_there_is_room() -> None:
    (typed,) = walked(OpenSearch(), Write("x" * 200))
    assert isinstance(typed, Searching)
    assert (typed.query, typed.wares) == ("x" * 32, Wares())


def test_letters_are_found_as_they_are_typed_and_taken_back() -> None:
    typed = [Write("S"), Write("c"), Write("x"), Erase(), Erase(everything=True)]
    stops = [walked(OpenSearch(), *typed[:n])[-1] for n in range(6)]
    assert [(s.query, s.wares.styles) for s in stops if isinstance(s, Searching)] == [
        ("", ()),
        ("S", ("scarf",)),
        ("Sc", ("scarf",)),
        ("Scx", ()),
        ("Sc", ("scarf",)),
        ("", ()),
    ]


def test_new_catalogue_is_shown_at_once_and_a_lookbook_that_is_gone_is_closed() -> None:
    walk = (Home(), Leafing("autumn", 2), *walked(OpenAisle(()), OpenSearch(), Write("coat")))
    fewer = Shelf(CATALOGUE.model_copy(update={"styles": (SCARF,), "lookbooks": ()}))
    home, aisle, search = refreshed(walk, index_of(fewer, "en"))
    assert (home, aisle.wares.styles, search) == (Home(), ("scarf",), Searching("coat"))  # type: ignore[union-attr]
    shorter = AUTUMN.model_copy(update={"looks": AUTUMN.looks[:1]})
    short = Shelf(CATALOGUE.model_copy(update={"lookbooks": (shorter,)}))
    assert refreshed((Leafing("autumn", 2),), index_of(short, "en")) == (Leafing("autumn", 1),)


def aisle(size: str | None = None, path: tuple[str, ...] = ()) -> Wares:
    stop = walked(OpenAisle(path), OnlySize(size))[-1]
    assert isinstance(stop, Browsing)
    return stop.wares


def listed(known: Known, size: str | None = None, *, after: float | None = None) -> Listing:
    asked = {} if after is None else dict.fromkeys((NAVY_38, ECRU_38, RED), 0.0)
    return listing(aisle(size), 6, known, asked, after or 0.0)


def gtins(found: Listing) -> list[str]:
    return [item.variant.gtin for item in found.items]


def test_without_a_size_everything_is_listed_and_nothing_followed() -> None:
    found = listed(Known(SHELF))
    assert (gtins(found), found.count, found.follow) == ([NAVY_38, RED], 2, frozenset())


def test_sizes_are_those_of_what_is_listed() -> None:
    assert aisle().sizes == ("38", "40", "42", "One size")
    assert (aisle("38").size, aisle("99").size) == ("38", None)


def test_nothing_is_said_to_be_here_before_the_hub_said_so() -> None:
    found = listed(Known(SHELF), "38")
    assert (gtins(found), found.count, found.still, found.unknown, found.since) == (
        [], 0, 1, 0, None
    )  # fmt: skip
    assert found.follow == {NAVY_38, ECRU_38}


def test_hub_that_does_not_answer_leaves_it_unknown() -> None:
    found = listed(Known(SHELF), "38", after=PATIENCE)
    assert (gtins(found), found.still, found.unknown, found.follow) == ([], 0, 1, frozenset())


def followed(*figures: tuple[str, int | None], online: bool = True) -> Known:
    known = Known(SHELF, online=online).watching(frozenset({NAVY_38, ECRU_38, RED}), at(0))
    for gtin, number in figures:
        known = known.learn(StockKnown(stock(gtin, number)), at(0))
    return known


def test_variant_that_is_here_is_the_one_shown_with_its_age() -> None:
    found = listed(followed((NAVY_38, 0), (ECRU_38, 2)), "38")
    assert (gtins(found), found.still, found.unknown) == ([ECRU_38], 0, 0)
    assert found.since == stock(ECRU_38, 2).as_of


def test_style_that_is_not_here_in_this_size_is_left_out() -> None:
    found = listed(followed((NAVY_38, 0), (ECRU_38, 0)), "38")
    assert (gtins(found), found.still, found.unknown) == ([], 0, 0)


def test_figure_that_is_no_longer_followed_says_up_to_when_it_was_good() -> None:
    known = followed((NAVY_38, 1)).watching(frozenset(), at(60))
    assert listed(known, "38").since == at(60).wall


def test_unknown_is_no_zero() -> None:
    known = followed((NAVY_38, None), (ECRU_38, None))
    assert (listed(known, "38").count, listed(known, "38").unknown) == (0, 1)


def test_no_more_are_followed_than_may_and_each_answer_makes_room() -> None:
    many = shelf_of(*[()] * 60)
    wares = Wares(
        tuple(many.styles),
        size="One size",
        fitting=tuple((n, (i.variant.gtin,)) for n, i in many.styles.items()),
    )
    known, rounds = Known(many, online=True), list[int]()
    while follow := listing(wares, 6, known, {}, 0.0).follow - known.stock.keys():
        known = known.watching(listing(wares, 6, known, {}, 0.0).follow, at(0))
        rounds.append(len(known.watched))
        for gtin in follow:
            known = known.learn(StockKnown(stock(gtin, 0)), at(0))
    assert (rounds, MOST_FOLLOWED) == ([24, 24, 12], 24)
    assert replace(listing(wares, 6, known, {}, 0.0), follow=frozenset()) == Listing((), 0, 1, 0)


def test_style_of_one_size_is_not_listed_in_another() -> None:
    assert [name for name, _ in aisle("38").fitting] == [COAT.style]
