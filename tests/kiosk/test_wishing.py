"""The wish list, from the touch to the events, to the code that a phone reads."""

from contract.ids import check_digit
from contract.styles import Catalogue
from kiosk.carrying import WishView
from kiosk.keeping import keep
from kiosk.stops import Wishes
from kiosk.takeaway import MOST_KEPT
from tests.kiosk.taking import COAT_PAGE, OWN_CODES, SCARF_PAGE, Shopper
from tests.touchpoint.sample import CATALOGUE, COAT, ECRU_40, NAVY_38, NAVY_40, RED, SCARF, at
from touchpoint import inputs
from touchpoint.shelf import Shelf
from touchpoint.touches import (
    Back,
    ChooseColour,
    ChooseLanguage,
    ChooseSize,
    Done,
    Keep,
    LookAround,
    OpenWishes,
    ShowGarment,
    TurnPage,
)

TWO = (*COAT_PAGE, ChooseSize(NAVY_40), Keep(NAVY_40), *SCARF_PAGE, Keep(RED))


def rows(shopper: Shopper) -> list[tuple[str, str]]:
    return [(row.title, row.detail) for row in shopper.page(WishView).rows]


def test_chosen_size_is_kept_and_taken_off() -> None:
    shopper = Shopper().touch(*COAT_PAGE, ChooseColour("ecru"), ChooseSize(ECRU_40))
    assert shopper.actions[0] == ("Keep", False)
    shopper.told()
    shopper.touch(Keep(ECRU_40))
    assert (shopper.told(), shopper.actions[0]) == (
        [("wish.added", {"gtin": ECRU_40})],
        ("Kept", True),
    )
    shopper.touch(Keep(ECRU_40), Keep(ECRU_40, kept=False), Keep(ECRU_40, kept=False))
    assert shopper.told() == [("wish.removed", {"gtin": ECRU_40})]
    assert shopper.glass.wishes == ""


def test_list_is_seen_from_every_page_and_carried_once_for_each_content() -> None:
    shopper = Shopper().touch(*TWO)
    way = (Keep(RED), Back(), LookAround(), Back())
    words = [shopper.touch(touch).glass.wishes for touch in way]
    assert (words, shopper.glass.screen) == (["Your list · 2"] * 4, "rest")
    shopper.told()
    shopper.touch(OpenWishes(), ChooseLanguage("fr"), Back(), OpenWishes())
    carried = ("wish.carried", {"gtins": (NAVY_40, RED), "to": "qr"})
    assert shopper.told() == [carried, ("feature.used", {"feature": "language"})]
    shopper.touch(Keep(RED, kept=False))
    assert shopper.told() == [
        ("wish.removed", {"gtin": RED}),
        ("wish.carried", {"gtins": (NAVY_40,), "to": "qr"}),
    ]


def test_code_holds_the_brand_s_own_page_of_the_list() -> None:
    shopper = Shopper().touch(*TWO, OpenWishes())
    page = shopper.page(WishView)
    assert page.qr.payload == f"https://maison.example/wishes?gtins={NAVY_40},{RED}"
    assert rows(shopper) == [("Wool coat", "Navy · 40"), ("Scarf", "Red")]
    assert (page.note, page.turner.label, shopper.glass.wishes) == ("", "", "")


def test_without_such_a_page_each_garment_has_its_digital_link() -> None:
    shopper = Shopper(OWN_CODES).touch(*TWO)
    shopper.told()
    codes = []
    for touch in (OpenWishes(), TurnPage(1), TurnPage(1), TurnPage(-1)):
        page = shopper.touch(touch).page(WishView)
        codes.append((page.qr.payload, page.turner.label, [row.marked for row in page.rows]))
    links = [f"https://id.gs1.org/01/{gtin}" for gtin in (NAVY_40, RED)]
    assert codes == [
        (links[0], "1 / 2", [True, False]),
        (links[1], "2 / 2", [False, True]),
        (links[1], "2 / 2", [False, True]),
        (links[0], "1 / 2", [True, False]),
    ]
    assert shopper.told() == [
        ("wish.carried", {"gtins": (gtin,), "to": "qr"}) for gtin in (NAVY_40, RED)
    ]


def test_who_chose_no_size_keeps_the_colour_until_one_is_chosen() -> None:
    shopper = Shopper().touch(*COAT_PAGE, Keep(NAVY_38), OpenWishes())
    assert rows(shopper) == [("Wool coat", "Navy")]
    shopper.told()
    shopper.touch(Back(), ChooseSize(NAVY_40), Keep(NAVY_40), OpenWishes())
    assert shopper.told()[:2] == [
        ("wish.removed", {"gtin": NAVY_38}),
        ("wish.added", {"gtin": NAVY_40}),
    ]
    assert rows(shopper) == [("Wool coat", "Navy · 40")]


def test_row_leads_to_the_page_as_it_was_kept_and_back() -> None:
    shopper = Shopper().touch(*TWO, OpenWishes())
    shopper.told()
    shopper.touch(ShowGarment(NAVY_40))
    sheet = shopper.glass.sheet
    assert sheet
    assert (sheet.title, sheet.colour, sheet.size) == ("Wool coat", "Navy", "40")
    assert shopper.told() == [("product.viewed", {"gtin": NAVY_40, "from": "wish_list"})]
    screens = [shopper.touch(Back()).glass.screen for _ in range(4)]
    # The list was opened from the scarf's page, which was found in a category.
    assert screens == ["wishes", "garment", "list", "home"]


def test_list_is_one_place_however_often_it_is_opened() -> None:
    shopper = Shopper().touch(*TWO)
    for _ in range(5):
        shopper.touch(OpenWishes(), ShowGarment(RED))
    walk = shopper.floor.kiosk.walk
    assert [type(stop).__name__ for stop in walk] == ["Home", "Browsing", "Wishes"]


def test_full_list_says_so_and_leads_to_itself() -> None:
    sizes = tuple(
        COAT.variants[0].model_copy(update={"gtin": _gtin(n), "size": str(n)}) for n in range(14)
    )
    many = CATALOGUE.model_copy(update={"styles": (COAT.model_copy(update={"variants": sizes}),)})
    shopper = Shopper().feel(inputs.CatalogueKnown(Shelf(many))).touch(*COAT_PAGE)
    for variant in sizes:
        shopper.touch(ChooseSize(variant.gtin), Keep(variant.gtin))
    assert (shopper.glass.wishes, shopper.actions[0]) == (
        f"Your list · {MOST_KEPT}",
        ("Your list is full", False),
    )
    sheet = shopper.glass.sheet
    assert sheet
    assert sheet.actions[0].touch == OpenWishes()


def _gtin(number: int) -> str:
    body = f"0061414119{number:03d}"
    return body + check_digit(body)


def test_kept_style_that_is_gone_comes_back_with_the_catalogue() -> None:
    shopper = Shopper().touch(*TWO, OpenWishes())
    shopper.told()
    fewer = Shelf(CATALOGUE.model_copy(update={"styles": (SCARF,)}))
    shopper.feel(inputs.CatalogueKnown(fewer))
    assert (rows(shopper), shopper.page(WishView).qr.payload[-14:]) == ([("Scarf", "Red")], RED)
    nothing = Shelf(Catalogue(version="3", languages=("en",), styles=()))
    shopper.feel(inputs.CatalogueKnown(nothing))
    page = shopper.page(WishView)
    assert (page.rows, page.qr.payload) == ((), "")
    assert page.note == "Nothing is kept. Touch “Keep” on a garment’s page."
    shopper.feel(inputs.CatalogueKnown(Shelf(CATALOGUE)))
    assert len(rows(shopper)) == 2
    # Nobody took anything off; what was shown of it was told.
    assert shopper.told() == [("wish.carried", {"gtins": (RED,), "to": "qr"})]


def test_nothing_of_a_list_is_left_for_the_next_or_on_the_disk() -> None:
    shopper = Shopper().touch(*TWO, OpenWishes())
    assert RED.encode() not in keep(shopper.floor.kiosk, at(0))
    shopper.touch(Done())
    kiosk = shopper.floor.kiosk
    assert (kiosk.visit, kiosk.walk, shopper.glass.wishes) == (None, (), "")
    shopper.touch(*SCARF_PAGE)
    assert (shopper.actions[0], shopper.glass.wishes) == (("Keep", False), "")


def test_store_without_wish_lists_has_none() -> None:
    shopper = Shopper().without("wish_list").touch(*TWO, OpenWishes())
    assert [label for label, _ in shopper.actions] == ["As a gift", "Collectors’ alert"]
    assert [name for name, _ in shopper.told()] == ["product.viewed"] * 2
    assert not any(isinstance(stop, Wishes) for stop in shopper.floor.kiosk.walk)


def test_list_that_is_switched_off_while_it_is_open_leads_back() -> None:
    shopper = Shopper().touch(*TWO, OpenWishes()).without("wish_list")
    assert (shopper.glass.screen, shopper.glass.wishes) == ("garment", "")
    walk = shopper.floor.kiosk.walk
    assert [type(stop).__name__ for stop in walk] == ["Home", "Browsing"]
