"""A loyalty card held up to the kiosk, up to what head office knows, and what is left of it."""

import sqlite3
from typing import Any

from tests.features.shop import Shop

#: Of the sample customers (simulation/sample/customers.csv), and one that nobody has.
CARD, CUSTOMER, STRANGE = "MAISON-84158037", "sample-elm", "MAISON-84629517"
COAT = ("coat-sevigne", "Noir", "38")


def links(shop: Shop) -> list[tuple[str, str | None]]:
    """Each event of the visit with the customer that it names."""
    return [(e["type"].split(".", 1)[1][:-3], e.get("customerid")) for e in shop.story()]


def agree(shop: Shop, card: str) -> None:
    shop.kiosk.scan(card)
    shop.kiosk.until("the question is asked", screen="consent")
    shop.kiosk.press("consent.yes", screen="rest")


def test_visit_is_linked_after_a_yes_in_the_language_it_was_read_in(shop: Shop) -> None:
    shop.kiosk.scan(CARD)
    shop.kiosk.until("the question is asked", screen="consent")
    shop.kiosk.press("language.fr", language="fr")
    shop.kiosk.press("consent.yes", screen="rest")
    shop.kiosk.sees("unlink")
    shop.kiosk.tap(*COAT)
    assert shop.stored("visit.linked") == [{"consent": "1-fr"}]
    assert [found for found in links(shop) if found[1]] == [("visit.linked", CUSTOMER)]
    assert links(shop)[0] == ("visit.started", None)
    shop.kiosk.sees_no("unlink")


def test_link_is_taken_back_by_a_touch(shop: Shop) -> None:
    agree(shop, CARD)
    shop.kiosk.press("unlink", notice=True)
    shop.kiosk.sees_no("unlink")
    told = [("visit.linked", CUSTOMER), ("visit.unlinked", CUSTOMER)]
    assert [found for found in links(shop) if found[1]] == told


def test_how_a_customer_reads_is_not_told(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("access")
    shop.kiosk.press("aid.large")
    shop.kiosk.press("access.close")
    shop.kiosk.scan(CARD)
    shop.kiosk.until("the question is asked", screen="consent")
    shop.kiosk.press("consent.yes", screen="home")
    shop.kiosk.sees("unlink")
    names = [name for name, _ in links(shop)]
    assert names == ["visit.started", "visit.linked", "visit.ended"]


def test_no_links_nothing_and_goes_on(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.scan(CARD)
    shop.kiosk.until("the question is asked", screen="consent")
    shop.kiosk.press("consent.no", screen="home")
    assert links(shop) == [("visit.started", None), ("visit.ended", None)]


def test_card_that_nobody_knows_links_nothing(shop: Shop) -> None:
    agree(shop, STRANGE)
    shop.kiosk.until("it is said", notice=True)
    assert links(shop) == [("visit.started", None), ("visit.ended", None)]


def test_nothing_of_a_card_is_left_anywhere_and_its_customer_only_in_the_events(
    shop: Shop,
) -> None:
    agree(shop, STRANGE)
    shop.kiosk.until("it is said", notice=True)
    shop.fresh_visit()
    agree(shop, CARD)
    shop.kiosk.sees("unlink")
    linked = [e for e in shop.story() if e["type"] == "parcours.visit.linked.v1"]
    assert [event["customerid"] for event in linked] == [CUSTOMER]

    plan = shop.run.plan
    folders = [plan.folder / name for name in ("state", "logs", "secrets", "broker")]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert plan.log("kiosk-1") in files
    codes = [card.removeprefix("MAISON-").encode() for card in (CARD, STRANGE)]
    assert [file for file in files for code in codes if code in file.read_bytes()] == []
    with_customer = {f for f in files if CUSTOMER.encode() in f.read_bytes()}
    of_kiosk = {f.name for f in with_customer if f.is_relative_to(plan.state("kiosk-1"))}
    assert {name.partition("-")[0] for name in of_kiosk} == {"outbox.db"}
    assert plan.log("kiosk-1") not in with_customer
    assert plan.log("hub") not in with_customer
    assert _events_that_name(CUSTOMER, shop) <= {"visit.linked", "visit.unlinked"}


def _events_that_name(customer: str, shop: Shop) -> set[str]:
    """The names of what lies in the kiosk's outbox with *customer* in it; nothing else does."""
    with sqlite3.connect(shop.run.plan.outbox("kiosk-1")) as database:
        rows: list[Any] = database.execute("SELECT name, body FROM event").fetchall()
        kept: list[Any] = database.execute("SELECT value FROM state").fetchall()
    database.close()
    assert [value for (value,) in kept if customer.encode() in value] == []
    return {name for name, body in rows if customer.encode() in bytes(body)}
