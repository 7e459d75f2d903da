"""“Which goes together?”: every round can be solved, and leads on to garments."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from contract.parts import Look, Lookbook, LookText, Spot
from contract.styles import Catalogue
from kiosk.carrying import WaitingView
from kiosk.stops import Partner, Waiting
from kiosk.waiting import CHOICES, Pairs, deal, pairs_of
from tests.kiosk.taking import Shopper
from tests.touchpoint.sample import SCARF, photo, variants
from touchpoint import inputs
from touchpoint.shelf import Shelf
from touchpoint.touches import Back, LookAround, OpenWaiting, ShowStyle

NAMES = tuple("abcdefgh")


def shelf(
    looks: list[list[str]],
    goes: dict[str, list[str]] | None = None,
    bare: str = "",
    names: str = "",
) -> Shelf:
    """Styles called a to h, of two categories; *bare* ones have no photograph."""
    styles = tuple(
        SCARF.model_copy(
            update={
                "style": name,
                "category": ("Odd" if n % 2 else "Even",),
                "photos": () if name in bare else (photo(name),),
                "variants": variants(100 + n, ["Red"], ["One size"]),
                "goes_with": tuple((goes or {}).get(name, ())),
            }
        )
        for n, name in enumerate(names or NAMES)
    )
    made = tuple(
        Look(
            look=str(n),
            texts={"en": LookText(title=f"Look {n}")},
            spots=tuple(Spot(style=name) for name in worn),
        )
        for n, worn in enumerate(looks)
    )
    book = Lookbook(lookbook="book", texts={"en": LookText(title="Book")}, looks=made)
    return Shelf(Catalogue(version="1", languages=("en",), styles=styles, lookbooks=(book,)))


def together(found: Shelf, one: str, other: str) -> bool:
    """Whether the catalogue puts them together, read without the game's own index."""
    items = found.styles
    looks = [
        {spot.style for spot in look.spots}
        for book in found.catalogue.lookbooks
        for look in book.looks
    ]
    beside = other in items[one].style.goes_with or one in items[other].style.goes_with
    return beside or any({one, other} <= worn for worn in looks)


worn_together = st.lists(st.lists(st.sampled_from(NAMES), max_size=4), max_size=4)
beside = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from((*NAMES, "gone")), max_size=3)
)
some = st.sets(st.sampled_from(NAMES)).map("".join)


@settings(max_examples=60)
@given(worn_together, beside, some, st.randoms(use_true_random=False), st.integers(1, 12))
def test_every_round_has_exactly_one_answer(
    looks: list[list[str]], goes: dict[str, list[str]], bare: str, random: Random, rounds: int
) -> None:
    found = shelf(looks, goes, bare)
    pairs, waiting = pairs_of(found), None
    for _ in range(rounds):
        waiting = deal(pairs, waiting, random)
        if waiting is None:
            assert pairs.partners == {}
            return
        style, answer = waiting.round.style, waiting.round.partner.style
        choices = waiting.round.choices
        assert (len(set(choices)), style in choices) == (CHOICES, False)
        assert [name for name in choices if together(found, style, name)] == [answer]
        assert {style, *choices}.isdisjoint(bare)


@given(st.randoms(use_true_random=False))
def test_nothing_is_asked_about_twice_before_everything_was(random: Random) -> None:
    pairs = pairs_of(shelf([["a", "b"], ["c", "d"]]))
    waiting, asked = None, list[str]()
    for _ in range(8):
        waiting = deal(pairs, waiting, random)
        assert waiting
        asked.append(waiting.round.style)
    assert [sorted(asked[:4]), sorted(asked[4:])] == [["a", "b", "c", "d"]] * 2
    assert asked[3] != asked[4]


def test_partner_is_told_with_the_look_that_shows_both() -> None:
    pairs = pairs_of(shelf([["a", "b"]], {"a": ["b", "c"]}))
    assert pairs.partners["a"] == (Partner("b", (("en", "Look 0"),)), Partner("c"))
    assert pairs.partners["c"] == (Partner("a"),)


def test_catalogue_that_is_too_small_offers_no_game() -> None:
    one_answer = shelf([["a", "b"]], names="abcd")
    assert sorted(pairs_of(one_answer).partners) == ["a", "b"]
    small = shelf([["a", "b"]], names="abc")
    assert pairs_of(small).partners == {}
    assert deal(Pairs(), None, Random(1)) is None
    shopper = Shopper().feel(inputs.CatalogueKnown(small)).touch(LookAround(), OpenWaiting())
    assert shopper.glass.screen == "home"


def playing() -> tuple[Shopper, Waiting]:
    found = shelf([["a", "b"], ["c", "d"]])
    shopper = Shopper().feel(inputs.CatalogueKnown(found)).touch(LookAround())
    shopper.told()
    shopper.touch(OpenWaiting())
    stop = shopper.floor.kiosk.walk[-1]
    assert isinstance(stop, Waiting)
    return shopper, stop


def test_wrong_one_is_faint_and_the_right_one_is_named() -> None:
    shopper, stop = playing()
    right = stop.round.partner.style
    wrong = next(name for name in stop.round.choices if name != right)
    page = shopper.touch(ShowStyle(wrong)).page(WaitingView)
    assert (page.said, page.solved) == ("Our stylist chose another.", False)
    page = shopper.touch(ShowStyle(right)).page(WaitingView)
    looks = {"a": 0, "b": 0, "c": 1, "d": 1}
    said = f"Yes. They meet in “Look {looks[right]}”. Touch one to see it."
    assert (page.said, page.solved) == (said, True)
    states = {c.card.touch: (c.missed, c.right) for c in page.candidates}
    assert states == {
        ShowStyle(name): (name == wrong, name == right) for name in stop.round.choices
    }
    assert shopper.told() == [("feature.used", {"feature": "waiting"})]


def test_look_in_an_undeclared_language_is_not_named() -> None:
    catalogue = shelf([["a", "b"], ["c", "d"]]).catalogue
    (book,) = catalogue.lookbooks
    texts = {"texts": {"de": LookText(title="Blick")}}
    looks = tuple(look.model_copy(update=texts) for look in book.looks)
    books = (book.model_copy(update={"looks": looks}),)
    said = []
    for fallback in ((), ("de",)):
        found = Shelf(catalogue.model_copy(update={"lookbooks": books}), fallback)
        shopper = Shopper().feel(inputs.CatalogueKnown(found)).touch(LookAround(), OpenWaiting())
        stop = shopper.floor.kiosk.walk[-1]
        assert isinstance(stop, Waiting)
        said.append(shopper.touch(ShowStyle(stop.round.partner.style)).page(WaitingView).said)
    assert said == [
        "Yes. These two go together. Touch one to see it.",
        "Yes. They meet in “Blick”. Touch one to see it.",
    ]


def test_who_likes_one_is_led_on_to_its_page_and_back() -> None:
    shopper, stop = playing()
    shopper.told()
    right = stop.round.partner.style
    shopper.touch(ShowStyle(right), ShowStyle(right))
    assert shopper.glass.screen == "garment"
    gtin = shopper.floor.kiosk.known.shelf.styles[right].variant.gtin
    assert shopper.told() == [("product.viewed", {"gtin": gtin, "from": "waiting"})]
    assert [shopper.touch(Back()).glass.screen for _ in range(2)] == ["waiting", "home"]


def test_another_round_is_no_other_use() -> None:
    shopper, stop = playing()
    shopper.told()
    shopper.touch(OpenWaiting())
    after = shopper.floor.kiosk.walk[-1]
    assert isinstance(after, Waiting)
    assert after.round.style != stop.round.style
    assert (shopper.told(), len(shopper.floor.kiosk.walk)) == ([], 2)


def test_corner_that_is_switched_off_or_has_lost_its_garments_is_closed() -> None:
    shopper, _ = playing()
    assert shopper.without("waiting").glass.screen == "home"
    shopper, stop = playing()
    left = "".join(name for name in NAMES if name != stop.round.choices[0])
    shopper.feel(inputs.CatalogueKnown(shelf([["a", "b"], ["c", "d"]], names=left)))
    assert shopper.glass.screen == "home"
