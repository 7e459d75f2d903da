"""Who goes and what they had: kept for a while after a switch, given back when they are gone."""

from collections.abc import Callable

import pytest

from hub.access import LEAVE_SECONDS, SESSION_SECONDS
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import PIN


class Floor:
    """One tablet on which Inès has taken a request on, and time that only the test moves."""

    def __init__(self, callers: Callers) -> None:
        self.callers = callers
        self.tablet = self.signed_in("ines")
        self.request = callers.shop.ask()
        assert self.tablet.post(f"/v1/requests/{self.request}/accept").ok

    def signed_in(self, associate: str, client: Client | None = None) -> Client:
        tablet = client or self.callers.device()
        assert tablet.post("/v1/session", json={"associate": associate, "pin": PIN}).ok
        return tablet

    def after(self, seconds: float) -> str | None:
        """Who has the request so many seconds later."""
        clock = self.callers.shop.clock
        assert isinstance(clock, ManualClock)
        clock.advance(seconds)
        self.callers.shop.beat()
        found = self.callers.shop.desk.request(self.request)
        assert found is not None
        return found.associate


@pytest.fixture
def floor(callers: Callers) -> Floor:
    return Floor(callers)


def switch(floor: Floor) -> None:
    answer = floor.tablet.post("/switch", allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?aside=ines")


def colleague(floor: Floor) -> None:
    floor.signed_in("malo", floor.tablet)


def shut_out(floor: Floor) -> None:
    floor.callers.shop.access.revoke("device", "tablet-1")


@pytest.mark.parametrize("go", [switch, colleague, shut_out])
def test_what_they_had_stays_theirs_for_two_minutes(
    floor: Floor, go: Callable[[Floor], None]
) -> None:
    go(floor)
    held = [floor.after(LEAVE_SECONDS - 1), floor.after(1), floor.after(1)]
    assert held == ["ines", None, None]


def test_who_comes_back_in_time_keeps_it(floor: Floor) -> None:
    switch(floor)
    held = [floor.after(LEAVE_SECONDS - 1)]
    floor.callers.person("ines")
    held += [floor.after(1), floor.after(300)]
    assert held == ["ines", "ines", "ines"]


def test_signing_out_gives_it_back_at_once(floor: Floor) -> None:
    assert floor.tablet.delete("/v1/session").status_code == 204
    assert floor.after(0) is None


def test_session_that_ends_by_itself_gives_it_back(floor: Floor) -> None:
    # In time before it would stall: the step is taken anew.
    clock = floor.callers.shop.clock
    assert isinstance(clock, ManualClock)
    clock.advance(SESSION_SECONDS - 5)
    request = floor.callers.shop.ask()
    assert floor.tablet.post(f"/v1/requests/{request}/accept").ok
    floor.request = request
    assert [floor.after(4), floor.after(1)] == ["ines", None]


def test_what_is_handed_to_somebody_who_is_back_stays_with_them(floor: Floor) -> None:
    switch(floor)
    assert floor.after(LEAVE_SECONDS) is None
    malo = floor.callers.person("malo")
    malo.post(f"/v1/requests/{floor.request}/accept")
    step = f"/v1/requests/{floor.request}/hand-over"
    assert malo.post(step, json={"to": "ines"}).status_code == 409
    floor.callers.person("ines").post("/v1/presence", json={"visible": True})
    assert malo.post(step, json={"to": "ines"}).status_code == 200
    assert floor.after(5) == "ines"


def test_people_page_says_what_becomes_of_it(floor: Floor) -> None:
    page = floor.tablet.post("/switch")
    assert "What Inès took on stays theirs for 2 minutes" in page.text
    assert floor.tablet.get("/v1/requests").status_code == 401
