"""What a shopper takes along or does meanwhile, from the touch to the event that is stored."""

from tests.features.shop import Shop

COAT, BAG = ("coat-sevigne", "Noir", "38"), ("bag-madeleine", "Cognac", "One size")
TROUSERS = ("trousers-rivoli", "Écru", "36")
#: Of this coat and colour none is here; another store has some.
GONE = ("coat-sevigne", "Noir", "44")


def test_wish_list_goes_to_the_phone_by_its_code(shop: Shop) -> None:
    coat, trousers = shop.kiosk.tap(*COAT).gtin, shop.gtins[TROUSERS]
    shop.kiosk.press("keep")
    shop.kiosk.sees("wishes")
    shop.kiosk.tap(*TROUSERS)
    shop.kiosk.press("keep")
    shop.kiosk.press("wishes", screen="wishes")
    shop.kiosk.press(f"unkeep.{trousers}")
    shop.kiosk.sees_no(f"wish.{trousers}")
    added, removed = shop.stored("wish.added"), shop.stored("wish.removed")
    assert (added, removed) == ([{"gtin": coat}, {"gtin": trousers}], [{"gtin": trousers}])
    carried = [{"gtins": [coat, trousers], "to": "qr"}, {"gtins": [coat], "to": "qr"}]
    assert shop.stored("wish.carried") == carried


def test_garment_of_the_wish_list_is_seen_again(shop: Shop) -> None:
    coat = shop.kiosk.tap(*COAT).gtin
    shop.kiosk.press("keep")
    shop.kiosk.press("wishes", screen="wishes")
    shop.kiosk.press(f"wish.{coat}", screen="garment")
    viewed = [(e["gtin"], e["from"]) for e in shop.stored("product.viewed")]
    assert viewed == [(coat, "tag"), (coat, "wish_list")]


def test_told_when_it_is_back(shop: Shop) -> None:
    gtin = shop.gtins[GONE]
    shop.kiosk.tap(*COAT)
    shop.kiosk.press(f"size.{gtin}")
    shop.kiosk.press("form.notice", screen="code")
    (asked,) = shop.stored("notice.asked")
    assert (asked["gtin"], asked["kind"], len(asked["token"]) > 20) == (gtin, "notice", True)


def test_collectors_hear_first(shop: Shop) -> None:
    gtin = shop.kiosk.tap(*BAG).gtin
    shop.kiosk.press("form.collectors", screen="code")
    (asked,) = shop.stored("notice.asked")
    assert (asked["gtin"], asked["kind"]) == (gtin, "collectors")


def test_gift_for_somebody(shop: Shop) -> None:
    gtin = shop.kiosk.tap(*BAG).gtin
    shop.kiosk.press("form.gift", screen="code")
    assert shop.stored("shared.carried") == [{"gtins": [gtin], "to": "qr"}]


def test_guest_network(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("wifi", screen="code")
    assert shop.stored("feature.used") == [{"feature": "guest_wifi"}]


def test_game_of_who_waits_leads_to_a_page(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("waiting", screen="waiting")
    style = next(name for name in shop.kiosk.targets() if name.startswith("style."))
    shop.kiosk.press(style, screen="garment")
    (gtin,) = shop.kiosk.scene()["gtins"]
    assert gtin in {g for (name, *_), g in shop.gtins.items() if f"style.{name}" == style}
    assert shop.stored("feature.used") == [{"feature": "waiting"}]
    assert shop.stored("product.viewed") == [{"gtin": gtin, "from": "waiting"}]
