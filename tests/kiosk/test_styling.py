"""A stylist's time: the days and times on the glass, one touch, and what becomes of it."""

from dataclasses import replace
from typing import Any

from contract.states import AppointmentState
from kiosk.carrying import CodeView, StylingView
from tests.kiosk.keeping import SLOTS, names, shopper
from tests.kiosk.taking import OFFERS, Shopper
from tests.touchpoint.sample import NOON
from touchpoint import inputs
from touchpoint.counter_touches import BookSlot, CallOffSession, OpenStyling, ShowDay
from touchpoint.touches import Back, LookAround
from touchpoint.views import Fact


def booked(made: Shopper, slot: str = "two") -> str:
    made.touch(LookAround(), OpenStyling(), BookSlot(slot))
    found = [data for name, data in made.told() if name == "styling.booked"]
    assert [(one["slot"], one["place"]) for one in found] == [(slot, "floor")]
    return str(found[0]["appointment"])


def answer(name: str, state: str, slot: str = "two", **more: Any) -> inputs.AppointmentKnown:
    fields = {"appointment": name, "slot": slot, "state": state, "updated": NOON, **more}
    return inputs.AppointmentKnown(AppointmentState.model_validate(fields))


def services(made: Shopper) -> list[str]:
    around: Any = made.touch(LookAround()).glass.around
    return [action.target for action in around.services]


def test_stylist_is_offered_where_a_time_is_to_come() -> None:
    assert "styling" in services(shopper())
    assert "styling" not in services(shopper().without("styling"))
    assert "styling" not in services(shopper(inputs.SlotsKnown(SLOTS[:1])))


def test_days_and_times_of_the_store_s_calendar() -> None:
    made = shopper().touch(LookAround(), OpenStyling())
    page = made.page(StylingView)
    assert [(day.target, day.chosen) for day in page.days] == [
        ("day.2026-11-21", True),
        ("day.2026-11-23", False),
    ]
    assert [(time.target, time.label) for time in page.times] == [
        ("slot.two", "13:00"),
        ("slot.three", "14:00"),
    ]
    page = made.touch(ShowDay("2026-11-23")).page(StylingView)
    assert [time.label for time in page.times] == ["11:00"]


def test_one_touch_books_and_the_code_is_shown() -> None:
    made = shopper()
    name = booked(made)
    assert made.page(CodeView).heading == "One moment"
    made.feel(answer(name, "booked", code="CDF347"))
    page = made.page(CodeView)
    assert (page.heading, page.facts) == ("Booked for you", (Fact("Your time", "13:00"),))
    assert (page.mark, page.qr.payload) == ("CDF 347", "CDF347")
    made.feel(answer(name, "confirmed", code="CDF347"))
    assert made.page(CodeView).heading == "See you then"


def test_brand_s_own_form_opens_with_the_session_s_name() -> None:
    made = shopper()
    offers = replace(OFFERS, styling_url="https://maison.example/styling?t={token}")
    made.floor.rules = replace(made.floor.rules, offers=offers)
    made.touch(LookAround(), OpenStyling(), BookSlot("two"))
    (data,) = [data for name, data in made.told() if name == "styling.booked"]
    assert data["token"] == data["appointment"]
    made.feel(answer(str(data["token"]), "booked", code="CDF347"))
    page = made.page(CodeView)
    assert (page.qr.payload, page.mark) == (
        f"https://maison.example/styling?t={data['token']}",
        "CDF 347",
    )


def test_slower_one_is_offered_the_next_times() -> None:
    made = shopper()
    made.feel(answer(booked(made), "declined", reason="taken"))
    page = made.page(CodeView)
    assert (page.heading, [action.target for action in page.actions]) == (
        "Somebody was faster",
        ["slot.three", "slot.monday"],
    )
    made.touch(BookSlot("three"))
    assert names(made.told()) == ["styling.booked"]
    made.touch(Back())
    assert isinstance(made.glass.around, StylingView)


def test_session_is_called_off_at_the_screen() -> None:
    made = shopper()
    name = booked(made)
    made.feel(answer(name, "booked", code="CDF347")).touch(CallOffSession(name))
    assert made.told() == [("styling.cancelled", {"slot": "two", "appointment": name})]
    assert made.page(CodeView).heading == "Called off"


def test_session_of_this_visit_is_shown_again() -> None:
    made = shopper()
    booked(made)
    made.touch(Back(), Back(), LookAround(), OpenStyling())
    assert (made.page(CodeView).heading, names(made.told())) == ("One moment", [])


def test_without_the_hub_no_time_is_booked() -> None:
    made = shopper(inputs.HubKnown(online=False)).touch(LookAround(), OpenStyling())
    assert "nothing can be booked" in made.page(StylingView).note
    made.touch(BookSlot("two"))
    assert (made.told(), made.page(CodeView).heading) == ([], "Not just now")


def test_past_time_is_not_booked() -> None:
    made = shopper().touch(LookAround(), OpenStyling(), BookSlot("past"), BookSlot("none"))
    assert (names(made.told()), made.glass.screen) == ([], "styling")


def test_page_of_what_the_store_no_longer_has_is_closed() -> None:
    made = shopper().touch(LookAround(), OpenStyling())
    assert made.without("styling").glass.screen == "home"
