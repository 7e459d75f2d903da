"""A piece kept and a stylist booked: from the touch at the kiosk to the event at head office."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from simulation.plan import STAFF
from tests.features.shop import Shop, until

COAT = ("coat-sevigne", "Noir", "38")


@pytest.fixture
def phone(shop: Shop) -> Iterator[requests.Session]:
    """Of an associate who is signed in."""
    person, hub = STAFF[0], shop.run.plan.hub_url
    with requests.Session() as session:
        session.headers["X-Parcours-Device"] = shop.run.credentials.phones[person.associate]
        pin = {"associate": person.associate, "pin": person.pin}
        assert session.post(f"{hub}/v1/session", json=pin, timeout=60).ok
        yield session


def test_piece_is_kept_confirmed_and_called_off(shop: Shop, phone: requests.Session) -> None:
    gtin = shop.kiosk.tap(*COAT).gtin
    shop.kiosk.press("reserve", screen="code")
    routes = f"{shop.run.plan.hub_url}/v1/reservations"

    def found() -> list[dict[str, Any]]:
        answer = phone.get(routes, timeout=60).json()["reservations"]
        return [one for one in answer if one["gtin"] == gtin]

    (asked,) = until(found, "the counter has it")
    name = asked["reservation"]
    assert (asked["state"], asked["place"]) == ("placed", "floor")
    assert phone.post(f"{routes}/{name}/confirm", timeout=60).json()["state"] == "confirmed"
    shop.kiosk.press("reservation.off")
    shop.kiosk.sees_no("reservation.off")
    until(lambda: not found(), "it is let go")
    story = shop.story()
    steps = [e["type"] for e in story if e["type"].startswith("parcours.reservation.")]
    assert sorted(steps) == [
        f"parcours.reservation.{step}.v1" for step in ("cancelled", "confirmed", "placed")
    ]
    placed = shop.stored("reservation.placed")
    assert [(p["reservation"], p["gtin"], p["quantity"]) for p in placed] == [(name, gtin, 1)]


def test_stylist_is_booked_and_called_off(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("styling", screen="styling")
    slot = until(
        lambda: next((t for t in sorted(shop.kiosk.targets()) if t.startswith("slot.")), None),
        "a time is on the glass",
    )
    shop.kiosk.press(slot, screen="code")
    shop.kiosk.press("session.off")
    shop.kiosk.sees_no("session.off")
    (booked,) = shop.stored("styling.booked")
    assert f"slot.{booked['slot']}" == slot
    assert booked["token"] == booked["appointment"]
    (cancelled,) = shop.stored("styling.cancelled")
    assert cancelled["appointment"] == booked["appointment"]
