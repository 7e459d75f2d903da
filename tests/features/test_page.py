"""What a garment's page leads to, and how it is read, from the touch to what is stored."""

import pytest

from tests.features.shop import Shop, until

COAT = ("coat-sevigne", "Noir", "38")
#: It has a photograph more than its colours.
LEAFED = ("blazer-turenne", "Noir", "38")
#: Here there is none; in another store there is.
GONE = ("coat-sevigne", "Noir", "44")


@pytest.mark.parametrize(("part", "source"), [("with", "recommended"), ("similar", "similar")])
def test_what_is_offered_beside_it_leads_to_its_page(shop: Shop, part: str, source: str) -> None:
    piece = shop.kiosk.tap(*COAT)
    shop.kiosk.press(f"part.{part}")
    offers = until(
        lambda: sorted(name for name in shop.kiosk.targets() if name.startswith("offer.")),
        "something is offered",
    )
    gtin = offers[0].removeprefix("offer.")
    shop.kiosk.press(offers[0], gtins=[gtin])
    shop.kiosk.press("back", gtins=[piece.gtin])
    viewed = [(e["gtin"], e["from"]) for e in shop.stored("product.viewed")]
    assert viewed == [(piece.gtin, "tag"), (gtin, source)]


def test_size_that_is_not_here_is_known_as_none_and_is_elsewhere(shop: Shop) -> None:
    gtin = shop.gtins[GONE]
    shop.kiosk.tap(*COAT)
    shop.kiosk.press(f"size.{gtin}")
    shop.kiosk.press("where")
    shop.kiosk.sees("part.close")
    assert {e["available"] for e in shop.stored("stock.shown") if e["gtin"] == gtin} == {0}


PARTS = ("about", "fabric", "fit", "where", "with", "similar", "worn", "delivery")


def test_each_part_of_the_page_is_told_once(shop: Shop) -> None:
    gtin = shop.kiosk.tap(*COAT).gtin
    for part in (*PARTS, "about"):
        shop.kiosk.press(f"part.{part}")
        shop.kiosk.press("part.close")
        shop.kiosk.sees_no("part.close")
    assert shop.stored("feature.used") == [{"feature": part} for part in PARTS]
    assert shop.stored("product.viewed") == [{"gtin": gtin, "from": "tag"}]


def test_photographs_are_leafed_through(shop: Shop) -> None:
    shop.kiosk.tap(*LEAFED)
    shop.kiosk.sees("photo.next")
    shop.kiosk.swipe((0.8, 0.3), (0.2, 0.3))
    shop.kiosk.sees("photo.previous")
    assert shop.stored("feature.used") == [{"feature": "photos"}]


@pytest.mark.parametrize("aid", ["large", "contrast", "seated", "calm", "spoken"])
def test_aid_is_told_once_and_gone_with_the_visit(shop: Shop, aid: str) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("access")
    shop.kiosk.press(f"aid.{aid}")
    shop.kiosk.press(f"aid.{aid}")
    shop.kiosk.press(f"aid.{aid}")
    shop.kiosk.press("access.close")
    assert shop.stored("feature.used") == [{"feature": aid}]
    shop.fresh_visit()
    shop.kiosk.press("around", screen="home")
    assert shop.stored("feature.used") == []
