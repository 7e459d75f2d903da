"""Stock and receipts in, stock out; and the look-up."""

from pathlib import Path

from contract.advice import Advice
from contract.ids import new_id
from contract.sold import Sold
from hub.advice import advise
from hub.web.shelf import find
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import COAT, SCARF, catalogue

LATER = "2026-11-21T10:00:00Z"


def test_stock_of_a_known_variant_has_its_age(one_hub: Callers) -> None:
    answer = one_hub.person("ines").get(f"/v1/stock/{COAT['Ink', '38'][-12:]}")
    assert answer.json() == {
        "gtin": COAT["Ink", "38"],
        "available": 3,
        "as_of": "2026-11-21T10:00:00.000Z",
        "confidence": "counted",
        "where": "Rail 4",
        "elsewhere": [],
    }


def test_stock_nobody_counted_is_unknown_not_zero(one_hub: Callers) -> None:
    found = one_hub.person("ines").get(f"/v1/stock/{SCARF}").json()
    assert (found["available"], found["confidence"]) == (None, "unknown")


def test_stock_of_no_gtin_says_what_one_is(one_hub: Callers) -> None:
    answer = one_hub.person("ines").get("/v1/stock/123")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "'123' is no GTIN: 8, 12, 13 or 14 digits are"


def test_page_of_no_code_says_so_whatever_stands_in_it(one_hub: Callers) -> None:
    answer = one_hub.person("ines").get("/stock/50%25 off")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "No style has a variant 50% off."


def test_correction_of_what_only_begins_as_a_code_is_refused(one_hub: Callers) -> None:
    form = {"available": "1", "cause": new_id()}
    answer = one_hub.person("ines").post(f"/stock/{SCARF}5/correct", data=form)
    assert answer.status_code == 422


def test_feed_of_counts_is_in_force_at_once(callers: Callers) -> None:
    counts = [{"gtin": SCARF, "on_hand": 7, "where": "Table"}]
    body = {"as_of": LATER, "full": False, "counts": counts}
    answer = {"applied": 1, "older": [], "rejected": []}
    assert callers.feed().put("/v1/stock", json=body).json() == answer
    assert callers.person("ines").get(f"/v1/stock/{SCARF}").json()["available"] == 7


def test_counts_of_another_store_stand_beside_those_of_this_one(callers: Callers) -> None:
    ink, ivory = COAT["Ink", "38"], COAT["Ivory", "40"]
    counts = [{"gtin": ink, "on_hand": 2}, {"gtin": ivory, "on_hand": 1}]
    feed, here = callers.feed(), callers.person("ines").get(f"/v1/stock/{ink}").json()
    body = {"as_of": LATER, "store": "nice-2", "counts": counts}
    answer = feed.put("/v1/stock", json=body)
    assert answer.json() == {"applied": 2, "older": [], "rejected": []}
    there = {
        "store": "nice-2",
        "name": "Nice 2",
        "available": 2,
        "as_of": "2026-11-21T10:00:00.000Z",
    }
    assert callers.person("ines").get(f"/v1/stock/{ink}").json() == here | {"elsewhere": [there]}
    older = feed.put("/v1/stock", json=body | {"as_of": "2026-11-20T10:00:00Z"})
    assert older.json() == {"applied": 0, "older": [ink, ivory], "rejected": []}
    page = callers.person("ines").get(f"/stock/{ink}").text
    assert page.count("Nice 2: 2") == 1
    # This store's own code means this store.
    own = feed.put("/v1/stock", json={"as_of": LATER, "store": "lyon", "full": False, "counts": []})
    assert own.json()["applied"] == 0


def test_full_feed_older_than_the_last_is_refused(callers: Callers) -> None:
    feed = callers.feed()
    assert feed.put("/v1/stock", json={"as_of": LATER, "counts": []}).status_code == 200
    older = feed.put("/v1/stock", json={"as_of": "2026-11-20T10:00:00Z", "counts": []})
    assert (older.status_code, older.json()["title"]) == (409, "This feed is too old")


def test_count_dated_ahead_of_the_hub_is_refused_and_the_rest_goes_on(callers: Callers) -> None:
    ivory, ink, ahead = COAT["Ivory", "40"], COAT["Ink", "38"], "2026-11-21T10:05:01Z"
    counts = [{"gtin": SCARF, "on_hand": 7}, {"gtin": ink, "on_hand": 9, "as_of": ahead}]
    answer = callers.feed().put("/v1/stock", json={"as_of": LATER, "counts": counts})
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "applied": 1,
            "older": [],
            "rejected": [
                {
                    "row": 2,
                    "gtin": ink,
                    "found": "as_of 2026-11-21T10:05:01.000Z",
                    "wanted": "a time no later than 2026-11-21T10:05:00.000Z by the hub's clock",
                }
            ],
        },
    )
    desk = callers.shop.desk
    assert [desk.stock(gtin).available for gtin in (SCARF, ink, ivory)] == [7, 3, 0]


def test_feed_dated_ahead_of_the_hub_is_refused_and_bars_no_other(callers: Callers) -> None:
    feed, counts = callers.feed(), [{"gtin": SCARF, "on_hand": 7}]
    ahead = feed.put("/v1/stock", json={"as_of": "2027-11-21T10:00:00Z", "counts": counts})
    assert ahead.status_code == 422
    assert ahead.json()["detail"] == (
        "as_of 2027-11-21T10:00:00.000Z was found; a time no later than 2026-11-21T10:05:00.000Z "
        "by the hub's clock is right"
    )
    assert feed.put("/v1/stock", json={"as_of": LATER, "counts": counts}).status_code == 200
    assert callers.shop.desk.stock(SCARF).available == 7


def test_receipt_twice_sells_once(callers: Callers) -> None:
    callers.shop.clock.advance(60)
    line = {"gtin": COAT["Ink", "38"], "quantity": 1, "unit_price": "890.00", "currency": "EUR"}
    basket = {"basket": new_id(), "lines": [line]}
    answers = [callers.feed().post("/v1/purchases", json=basket) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"basket": basket["basket"]}] * 2
    other = callers.feed().post("/v1/purchases", json={**basket, "lines": [line, line]})
    assert (other.status_code, other.json()["title"]) == (409, "This basket is booked already")
    found = callers.person("ines").get(f"/v1/stock/{COAT['Ink', '38']}").json()
    assert (found["available"], found["confidence"]) == (2, "computed")


def test_touchpoint_is_told_what_was_sold_and_asks_about_no_serial(callers: Callers) -> None:
    cabin, coat = callers.touchpoint(), COAT["Ink", "38"]
    before = Sold.model_validate_json(cabin.get("/v1/sold").content)
    line = {"gtin": coat, "serial": "A1", "quantity": 1, "unit_price": "890", "currency": "EUR"}
    callers.feed().post("/v1/purchases", json={"basket": new_id(), "lines": [line]})
    answer = cabin.get("/v1/sold")
    sold = Sold.model_validate_json(answer.content)
    assert [sold.has(coat, serial) for serial in ("A1", "A2")] == [True, False]
    assert (sold.version, answer.headers["cache-control"]) == (
        callers.shop.desk.sold_version(),
        "no-store",
    )
    assert (before.has(coat, "A1"), before.key) == (False, sold.key)


def test_screens_get_advice_once_there_is_some(callers: Callers) -> None:
    cabin = callers.touchpoint()
    assert cabin.get("/v1/advice").status_code == 404
    desk = callers.shop.desk
    sold = desk.catalogue()
    assert sold
    desk.advise(advise(desk.db, sold, callers.shop.clock.now()))
    found = Advice.model_validate_json(cabin.get("/v1/advice").content)
    assert found == desk.advice


def test_catalogue_is_sent_once_per_version(one_hub: Callers) -> None:
    cabin = one_hub.touchpoint()
    whole = cabin.get("/v1/catalogue")
    assert whole.json()["version"] == "v1"
    assert len(whole.json()["styles"]) == 2
    assert cabin.get("/v1/catalogue?since=v1").status_code == 304
    assert cabin.get("/v1/catalogue?since=v0").json() == whole.json()


def test_photo_may_be_kept_for_ever(one_hub: Callers) -> None:
    answer = one_hub.touchpoint().get("/media/coat-ink-480.png")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.content.startswith(b"\x89PNG")


def test_files_outside_the_folder_are_not_there(one_hub: Callers) -> None:
    for path in ("/media/..%2fhub.sqlite", "/static/..%2fapp.py", "/media/none.jpg"):
        assert one_hub.touchpoint().get(path).status_code == 404


def test_find_by_word_colour_and_code(tmp_path: Path) -> None:
    shelf = catalogue(tmp_path)
    coat, scarf = shelf.styles
    assert find(shelf, "COAT wool") == (coat,)
    assert find(shelf, "sand") == (scarf,)
    assert find(shelf, SCARF[-12:]) == (scarf,)
    assert find(shelf, "coat sand") == ()
    assert find(shelf, "") == (coat, scarf)
