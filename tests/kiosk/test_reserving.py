"""A piece that is kept: what the glass says at each step, and what is told of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contract.ids import new_id
from contract.states import ReservationState
from kiosk.carrying import CodeView
from kiosk.keeping import keep
from kiosk.reserving import MOST_KEPT
from tests.kiosk.keeping import names, shopper
from tests.kiosk.taking import COAT_PAGE, Shopper
from tests.touchpoint.sample import NAVY_38, NAVY_40, NAVY_42, NOON, at, stock
from touchpoint import inputs
from touchpoint.counter_touches import CallOffReservation, Reserve
from touchpoint.touches import Back, ChooseSize, Done, OpenForm
from touchpoint.views import Fact

RESERVE = ("Reserve it here", False)


def asked(made: Shopper) -> str:
    """The reservation that a touch made."""
    made.touch(Reserve(NAVY_40))
    ((name, data),) = made.told()
    assert name == "reservation.placed"
    assert (data["gtin"], data["store"], data["quantity"]) == (NAVY_40, "lyon", 1)
    assert data["place"] == "floor"
    return str(data["reservation"])


def said(reservation: str, state: str, **more: Any) -> inputs.ReservationKnown:
    fields = {"reservation": reservation, "gtin": NAVY_40, "quantity": 1, "updated": NOON}
    found = ReservationState.model_validate({**fields, "state": state, **more})
    return inputs.ReservationKnown(found)


def kept(reservation: str) -> inputs.ReservationKnown:
    until = NOON + timedelta(hours=24)
    return said(reservation, "confirmed", code="CDF347", until=until)


@pytest.mark.parametrize(
    ("available", "confidence", "there"),
    [(1, "counted", True), (1, "stale", True), (0, "counted", False), (None, "unknown", False)],
)
def test_reservation_is_offered_where_the_chosen_size_is_here(
    available: int | None, confidence: str, there: bool
) -> None:
    made = Shopper().touch(*COAT_PAGE)
    made.feel(inputs.StockKnown(stock(NAVY_40, available, confidence)))
    assert RESERVE not in made.actions
    made.touch(ChooseSize(NAVY_40))
    assert (RESERVE in made.actions) == there
    assert RESERVE not in made.without("reserve").actions


def test_asked_is_not_yet_confirmed() -> None:
    made = shopper()
    name = asked(made)
    page = made.page(CodeView)
    assert (page.heading, page.title, page.detail) == (
        "Asked, not yet confirmed",
        "Wool coat",
        "Navy · 40",
    )
    assert (page.mark, page.qr.payload, page.facts) == ("", "", ())
    until = NOON + timedelta(minutes=15)
    made.feel(said(name, "placed", code="CDF347", until=until))
    page = made.page(CodeView)
    assert (page.heading, page.mark, page.qr.payload) == ("Asked, not yet confirmed", "", "")
    assert page.facts == (Fact("Your code", "CDF 347"), Fact("We answer by", "12:15"))


def test_confirmed_shows_its_code_large_and_until_when() -> None:
    made = shopper()
    made.feel(kept(asked(made)))
    page = made.page(CodeView)
    assert (page.heading, page.mark, page.qr.payload) == ("Kept for you", "CDF 347", "CDF347")
    assert page.facts == (Fact("Kept until", "tomorrow, 12:00"),)
    assert [action.label for action in page.actions] == ["Call it off"]


def test_called_off_at_the_screen() -> None:
    made = shopper()
    name = asked(made)
    made.feel(kept(name)).touch(CallOffReservation(name), CallOffReservation(name))
    assert made.told() == [("reservation.cancelled", {"reservation": name})]
    page = made.page(CodeView)
    assert (page.heading, page.mark, page.qr.payload, page.actions) == ("Called off", "", "", ())
    made.touch(Back())
    assert RESERVE in made.actions


@pytest.mark.parametrize(
    ("state", "reason", "heading", "sentence"),
    [
        ("declined", "none_left", "We cannot keep it", "Somebody was faster"),
        ("declined", "not_found", "We cannot keep it", "could not find it"),
        ("declined", "damaged", "We cannot keep it", "not good enough"),
        ("declined", "too_late", "We cannot keep it", "took too long"),
        ("declined", "uncounted", "We cannot keep it", "not sure"),
        ("declined", "other", "We cannot keep it", "Please ask an associate"),
        ("lapsed", "unconfirmed", "Not confirmed", "in time"),
        ("lapsed", "uncollected", "No longer kept", "time is over"),
        ("cancelled", None, "Called off", "next guest"),
        ("collected", None, "It is yours", "Enjoy"),
    ],
)
def test_every_end_says_what_became_of_it(
    state: str, reason: str | None, heading: str, sentence: str
) -> None:
    made = shopper()
    made.feel(said(asked(made), state, reason=reason))
    page = made.page(CodeView)
    assert (page.heading, page.mark, page.qr.payload) == (heading, "", "")
    assert sentence in page.qr.sentence


def test_declined_offers_to_be_told_and_comes_back_to_its_page() -> None:
    made = shopper()
    made.feel(said(asked(made), "declined", reason="none_left"))
    (action,) = made.page(CodeView).actions
    assert action.touch == OpenForm("notice", NAVY_40)
    made.touch(action.touch)
    assert names(made.told()) == ["notice.asked"]
    assert made.page(CodeView).heading == "Tell me when it is back"
    made.touch(Back())
    assert made.page(CodeView).heading == "We cannot keep it"
    made.touch(Back())
    assert made.glass.sheet


def test_declined_says_which_store_has_it() -> None:
    made = shopper()
    name = asked(made)
    other = {"store": "nice", "name": "Nice Masséna", "available": 2, "as_of": NOON}
    none = stock(NAVY_40, 0).model_copy(update={"elsewhere": ()})
    found = none.model_validate({**none.model_dump(), "elsewhere": [other]})
    made.feel(inputs.StockKnown(found), said(name, "declined", reason="none_left"))
    (fact,) = made.page(CodeView).facts
    assert (fact.term, "Nice Masséna" in fact.words) == ("Elsewhere", True)


def test_without_the_hub_nothing_is_promised_and_nothing_told() -> None:
    made = shopper(inputs.HubKnown(online=False))
    made.touch(Reserve(NAVY_40))
    assert made.told() == []
    page = made.page(CodeView)
    assert (page.heading, page.actions) == ("Not just now", page.actions)
    assert "nothing can be kept" in page.qr.sentence


def test_hub_that_goes_away_before_it_answered_has_promised_nothing() -> None:
    made = shopper()
    asked(made)
    made.feel(inputs.HubKnown(online=False))
    assert made.page(CodeView).heading == "Not just now"


def test_refused_event_is_an_answer_too() -> None:
    made = shopper()
    made.feel(inputs.RequestRefused(asked(made)))
    assert made.page(CodeView).heading == "We cannot keep it"


def test_touched_again_shows_the_same_one() -> None:
    made = shopper()
    asked(made)
    made.touch(Back())
    assert ("Your reservation", True) in made.actions
    made.touch(Reserve(NAVY_40))
    assert (made.told(), made.page(CodeView).heading) == ([], "Asked, not yet confirmed")


def test_one_visit_has_only_so_much_kept() -> None:
    made = shopper()
    for _ in range(MOST_KEPT):
        made.feel(kept(asked(made))).touch(Back())
        visit = made.floor.kiosk.visit
        assert visit
        # As if each were of another garment.
        wanted = {name: replace(one, gtin=NAVY_42) for name, one in visit.taken.wanted.items()}
        taken = replace(visit.taken, wanted=wanted)
        made.floor.kiosk = replace(made.floor.kiosk, visit=replace(visit, taken=taken))
    assert RESERVE not in made.actions
    made.touch(Reserve(NAVY_40))
    assert (made.told(), made.glass.screen) == ([], "garment")


def test_what_somebody_waits_for_overtakes_what_nobody_does() -> None:
    made = shopper()
    name = asked(made)
    made.touch(CallOffReservation(name), Done())
    said = {draft.data.name: draft.urgent for draft in made.floor.owed[-3:]}
    assert said == {
        "reservation.placed": True,
        "reservation.cancelled": True,
        "visit.ended": False,
    }


def test_end_of_the_visit_wipes_the_code_and_calls_nothing_off() -> None:
    made = shopper()
    name = asked(made)
    made.feel(kept(name)).touch(Done())
    assert names(made.told()) == ["visit.ended"]
    assert b"CDF347" not in keep(made.floor.kiosk, at(0))
    made.touch(*COAT_PAGE, ChooseSize(NAVY_40))
    made.feel(kept(name))
    assert ("Your reservation", True) not in made.actions
    assert "CDF347" not in repr(made.glass)


def test_code_is_never_on_the_disk() -> None:
    made = shopper()
    name = asked(made)
    made.feel(kept(name))
    found = keep(made.floor.kiosk, at(0))
    assert (b"CDF347" in found, name.encode() in found) == (False, False)


def test_reservation_of_another_s_visit_is_not_shown() -> None:
    made = shopper()
    made.feel(kept(new_id()))
    assert "CDF347" not in repr(made.floor.kiosk)


def test_held_garment_may_be_kept_as_well() -> None:
    made = Shopper()
    made.floor.tap(NAVY_38)
    made.feel(inputs.StockKnown(stock(NAVY_38, 1)))
    assert RESERVE in made.actions


def test_page_of_what_the_store_no_longer_has_is_closed() -> None:
    made = shopper()
    asked(made)
    assert made.without("reserve").glass.screen == "garment"
