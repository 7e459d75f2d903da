"""Forms of the brand's own and the guest network: who is offered which code, and what is told."""

from dataclasses import replace

import pytest

from kiosk.carrying import CodeView
from kiosk.takeaway import Offers
from tests.kiosk.taking import COAT_PAGE, OFFERS, Shopper
from tests.touchpoint.sample import CATALOGUE, NAVY_38, NAVY_40, SCARF, garment, stock
from touchpoint import inputs
from touchpoint.shelf import Shelf
from touchpoint.touches import Back, ChooseSize, LookAround, OpenForm, OpenWifi
from touchpoint.views import Fact

NOTICE = "Tell me when it is back"


def offered(shopper: Shopper) -> list[str]:
    return [label for label, _ in shopper.actions if label not in {"Keep", "Kept"}]


@pytest.mark.parametrize(
    ("available", "confidence", "there"),
    [(0, "counted", True), (0, "stale", True), (2, "counted", False), (None, "counted", False),
     (0, "unknown", False)],
)  # fmt: skip
def test_notice_is_offered_where_the_chosen_size_is_known_to_be_missing(
    available: int | None, confidence: str, there: bool
) -> None:
    shopper = Shopper().touch(*COAT_PAGE)
    shopper.feel(inputs.StockKnown(stock(NAVY_40, available, confidence)))
    assert NOTICE not in offered(shopper)
    shopper.touch(ChooseSize(NAVY_40))
    assert (NOTICE in offered(shopper)) == there


def test_who_holds_it_in_their_hands_is_not_told_when_it_is_back() -> None:
    shopper = Shopper()
    shopper.floor.tap(NAVY_38)
    shopper.feel(inputs.StockKnown(stock(NAVY_38, 0)), inputs.StockKnown(stock(NAVY_40, 0)))
    assert NOTICE not in offered(shopper)
    assert NOTICE in offered(shopper.touch(ChooseSize(NAVY_40)))


def test_alert_is_for_the_categories_that_the_brand_names() -> None:
    named = replace(OFFERS, collectors=("Accessories",))
    assert offered(Shopper(named).touch(*COAT_PAGE)) == ["As a gift"]
    assert offered(Shopper().touch(*COAT_PAGE)) == ["As a gift", "Collectors’ alert"]


@pytest.mark.parametrize(
    ("kind", "event", "text"),
    [
        (
            "notice",
            ("notice.asked", {"gtin": NAVY_40, "token": "id-2", "kind": "notice"}),
            f"https://maison.example/back?g={NAVY_40}&t=id-2",
        ),
        (
            "collectors",
            ("notice.asked", {"gtin": NAVY_40, "token": "id-2", "kind": "collectors"}),
            f"https://maison.example/alert?g={NAVY_40}&t=id-2",
        ),
        (
            "gift",
            ("shared.carried", {"gtins": (NAVY_40,), "to": "qr"}),
            f"https://maison.example/gift/{NAVY_40}",
        ),
    ],
)
def test_form_is_told_once_with_the_token_of_its_code(
    kind: str, event: tuple[str, object], text: str
) -> None:
    shopper = Shopper().touch(*COAT_PAGE, ChooseSize(NAVY_40))
    shopper.told()
    opened = OpenForm(kind, NAVY_40)  # type: ignore[arg-type]
    codes = [shopper.touch(opened).page(CodeView).qr.payload]
    assert shopper.touch(Back()).glass.screen == "garment"
    codes.append(shopper.touch(opened).page(CodeView).qr.payload)
    assert (codes, shopper.told()) == ([text, text], [event])


def test_page_of_a_form_shows_the_garment_and_who_learns_what() -> None:
    shopper = Shopper().touch(*COAT_PAGE, ChooseSize(NAVY_40), OpenForm("notice", NAVY_40))
    page = shopper.page(CodeView)
    assert (page.heading, page.title, page.detail) == (NOTICE, "Wool coat", "Navy · 40")
    assert page.picture
    assert page.picture.thumb == "navy-320.jpg"
    assert page.qr.privacy == "Your phone opens the brand’s page; this screen learns nothing."


def test_only_what_the_brand_has_a_page_for_and_the_tier_has_is_offered() -> None:
    assert offered(Shopper(Offers()).touch(*COAT_PAGE)) == []
    shopper = Shopper().without("gift", "collectors").touch(*COAT_PAGE)
    shopper.told()
    assert offered(shopper) == []
    shopper.touch(OpenForm("gift", NAVY_40), OpenForm("notice", "00012345678905"))
    assert (shopper.glass.screen, shopper.told()) == ("garment", [])


def test_garment_that_is_gone_closes_its_form() -> None:
    shopper = Shopper()
    shopper.floor.tap(NAVY_38)
    shopper.touch(OpenForm("gift", NAVY_38))
    fewer = Shelf(CATALOGUE.model_copy(update={"styles": (SCARF,)}))
    shopper.feel(inputs.CatalogueKnown(fewer))
    sheet = shopper.glass.sheet
    assert sheet
    assert sheet.title == "We have no page for this one yet"
    assert (sheet.actions, shopper.floor.kiosk.walk) == ((), ())


def test_garment_tapped_beside_a_form_lies_over_it() -> None:
    shopper = Shopper().touch(*COAT_PAGE, OpenForm("gift", NAVY_38))
    shopper.feel(inputs.Arrived(garment(SCARF.variants[0].gtin), 1000, momentary=True))
    screens = [shopper.touch(Back()).glass.screen for _ in range(3)]
    assert screens == ["code", "garment", "list"]


def test_guest_network_is_joined_by_its_code_and_told_without_its_password() -> None:
    shopper = Shopper().touch(LookAround())
    shopper.told()
    page = shopper.touch(OpenWifi(), OpenWifi()).page(CodeView)
    assert page.qr.payload == "WIFI:T:WPA;S:Guests;P:winter walk;;"
    assert page.facts == (Fact("Network", "Guests"), Fact("Password", "winter walk"))
    assert shopper.told() == [("feature.used", {"feature": "guest_wifi"})]
    told_of = [repr(page), repr(shopper.floor.rules), repr(shopper.floor.kiosk)]
    assert [text for text in told_of if "winter" in text] == []
    assert shopper.touch(Back()).glass.screen == "home"


def test_store_without_a_guest_network_has_no_page_of_it() -> None:
    for shopper in (Shopper(Offers()), Shopper().without("guest_wifi")):
        assert shopper.touch(LookAround(), OpenWifi()).glass.screen == "home"
    shopper = Shopper().touch(LookAround(), OpenWifi()).without("guest_wifi")
    assert shopper.glass.screen == "home"
