"""What a shopper does at the kiosk, from the touch to the event that head office has stored."""

from tests.features.shop import Shop

COAT, TROUSERS = ("coat-sevigne", "Noir", "38"), ("trousers-rivoli", "Écru", "36")
#: Of this one no other test has looked up the stock before.
TEE = ("tee-aligre", "Blanc", "M")
LINK = "https://id.maison.example/01/{gtin}/21/77"
#: Where a finger begins and ends that draws the next page in.
RIGHT, LEFT = (0.8, 0.35), (0.2, 0.35)


def viewed(gtin: str, source: str) -> dict[str, str]:
    return {"gtin": gtin, "from": source}


def names(shop: Shop) -> list[str]:
    return [event["type"].removeprefix("parcours.").removesuffix(".v1") for event in shop.story()]


def test_garment_held_to_the_reader(shop: Shop) -> None:
    piece = shop.kiosk.tap(*COAT)
    arrived = shop.stored("garment.arrived")
    assert [(e["gtin"], e["by"]) for e in arrived] == [(piece.gtin, "nfc")]
    assert piece.code.endswith(f"/21/{arrived[0]['serial']}")
    assert shop.stored("product.viewed") == [viewed(piece.gtin, "tag")]
    assert shop.stored("visit.started") == [{"how": "tag", "language": "en"}]


def test_stock_of_every_size_of_another_colour(shop: Shop) -> None:
    shop.kiosk.tap(*TEE)
    white, khaki = (
        {gtin for (style, name, _), gtin in shop.gtins.items() if (style, name) == (TEE[0], c)}
        for c in ("Blanc", "Kaki")
    )
    shop.arrives("stock.shown", len(white))
    shop.kiosk.press("colour.kaki")
    shop.arrives("stock.shown", len(white | khaki))
    shown = shop.stored("stock.shown")
    assert {e["gtin"] for e in shown} == white | khaki
    assert {e["confidence"] for e in shown} == {"counted"}


def test_code_shown_on_a_phone(shop: Shop) -> None:
    gtin = shop.gtins[TROUSERS]
    shop.kiosk.scan(LINK.format(gtin=gtin), gtin)
    arrived = shop.stored("garment.arrived")
    assert [(e["gtin"], e.get("serial"), e["by"]) for e in arrived] == [(gtin, "77", "qr")]
    assert shop.stored("product.viewed") == [viewed(gtin, "code")]
    assert shop.stored("visit.started") == [{"how": "code", "language": "en"}]


def test_barcode_of_a_label(shop: Shop) -> None:
    gtin = shop.gtins[TROUSERS]
    shop.kiosk.scan(gtin[1:], gtin)
    arrived = shop.stored("garment.arrived")
    assert [(e["gtin"], e.get("serial"), e["by"]) for e in arrived] == [(gtin, None, "barcode")]


def test_code_that_is_no_garment_s(shop: Shop) -> None:
    shop.kiosk.press("rest.begin", welcoming=True)
    shop.kiosk.scan("https://shop.example/umbrella")
    shop.kiosk.until("the notice is shown", notice=True)
    assert names(shop) == ["visit.started", "visit.ended"]


def test_lookbook_and_its_pages(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("lookbook.rive-gauche", screen="look")
    shop.kiosk.swipe(RIGHT, LEFT)
    shop.kiosk.sees("spot.coat-sevigne")
    shop.kiosk.swipe(RIGHT, LEFT)
    shop.kiosk.sees("spot.blazer-turenne")
    shop.kiosk.swipe(LEFT, RIGHT)
    shop.kiosk.sees("spot.coat-sevigne")
    assert shop.stored("lookbook.opened") == [{"lookbook": "rive-gauche"}]
    assert [e.get("look") for e in shop.stored("look.viewed")] == [None, "quai", "cinema", "quai"]


def test_garment_of_a_look(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("lookbook.rive-gauche", screen="look")
    shop.kiosk.press("page.on")
    shop.kiosk.press("spot.jumper-lepic", screen="garment")
    (gtin,) = shop.kiosk.scene()["gtins"]
    assert shop.stored("product.viewed") == [viewed(gtin, "look")]
    assert gtin in {g for (style, *_), g in shop.gtins.items() if style == "jumper-lepic"}


def test_garment_of_a_category(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("aisle.all", screen="list")
    shop.kiosk.press("style.coat-sevigne", screen="garment")
    (gtin,) = shop.kiosk.scene()["gtins"]
    assert shop.stored("product.viewed") == [viewed(gtin, "browse")]


def test_search_with_a_slip_of_the_finger(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("search", screen="search")
    shop.kiosk.write("blzer")
    shop.kiosk.press("style.blazer-turenne", screen="garment")
    (gtin,) = shop.kiosk.scene()["gtins"]
    assert shop.stored("product.viewed") == [viewed(gtin, "search")]
    # What was typed is nobody's business: it is in no event.
    assert all("blzer" not in str(event) for event in shop.story())


def test_only_what_is_here_in_a_size(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("aisle.all", screen="list")
    shop.kiosk.press("only.38")
    shop.kiosk.sees("style.coat-sevigne")
    shop.kiosk.press("style.coat-sevigne", screen="garment")
    (gtin,) = shop.kiosk.scene()["gtins"]
    sized = {g for (style, _, size), g in shop.gtins.items() if (style, size) == (COAT[0], "38")}
    assert gtin in sized
    assert shop.stored("product.viewed") == [viewed(gtin, "browse")]


def test_another_language_is_gone_with_the_visit(shop: Shop) -> None:
    shop.kiosk.press("rest.begin", welcoming=True)
    shop.kiosk.press("language.fr", language="fr")
    assert shop.stored("feature.used") == [{"feature": "language"}]
    assert shop.stored("visit.started") == [{"how": "touch", "language": "en"}]
    assert shop.kiosk.scene()["language"] == "en"


def test_still_here_and_i_have_finished(shop: Shop) -> None:
    shop.kiosk.tap(*COAT)
    shop.kiosk.sees("still.here")
    shop.kiosk.press("still.here", screen="garment")
    shop.kiosk.sees_no("still.here")
    shop.kiosk.press("done", screen="rest", visit=None)
    assert [e["why"] for e in shop.stored("visit.ended")] == ["done"]


def test_nothing_of_a_visit_is_left_for_the_next(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("done", screen="rest", visit=None)
    first = shop.story()
    shop.fresh_visit()
    gtin = shop.kiosk.tap(*TROUSERS).gtin
    assert {e["visitid"] for e in first}.isdisjoint({e["visitid"] for e in shop.story()})
    assert shop.stored("product.viewed") == [viewed(gtin, "tag")]
