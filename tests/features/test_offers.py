"""What goes with a garment, from the touch to the event that head office has stored."""

from tests.features.shop import Shop, until

COAT = ("coat-sevigne", "Noir", "38")


def test_what_goes_with_it_leads_to_its_page(shop: Shop) -> None:
    piece = shop.kiosk.tap(*COAT)
    shop.kiosk.press("part.with")
    offers = until(
        lambda: sorted(name for name in shop.kiosk.targets() if name.startswith("offer.")),
        "what goes with it is here",
    )
    gtin = offers[0].removeprefix("offer.")
    shop.kiosk.press(offers[0], gtins=[gtin])
    shop.kiosk.press("back", gtins=[piece.gtin])
    viewed = [(e["gtin"], e["from"]) for e in shop.stored("product.viewed")]
    assert viewed == [(piece.gtin, "tag"), (gtin, "recommended")]
