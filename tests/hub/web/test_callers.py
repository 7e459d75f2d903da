"""Every route, called by everybody: only those it names get past the door."""

import pytest
from fastapi.routing import APIRoute

from hub.web.app import ROUTERS
from hub.web.callers import Caller, May
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import COAT, PIN

#: Written out here, so that a change of who may call shows in a test.
WHO_MAY = {
    "GET /": {"staff", "manager"},
    "GET /queue": {"staff", "manager"},
    "POST /requests/{request_id}/{step}": {"staff", "manager"},
    "GET /requests/{request_id}/not-found": {"staff", "manager"},
    "GET /requests/{request_id}/hand-over": {"staff", "manager"},
    "GET /requests/{request_id}/story": {"manager"},
    "GET /requests": {"manager"},
    "GET /closing": {"staff", "manager"},
    "POST /v1/presence": {"staff", "manager"},
    "POST /v1/screen": {"device", "staff", "manager"},
    "POST /presence/break": {"staff", "manager"},
    "POST /floor/put-away": {"staff", "manager"},
    "POST /stock/scan": {"staff", "manager"},
    "POST /stock/{gtin}/correct": {"staff", "manager"},
    "POST /language": {"device", "staff", "manager"},
    "GET /floor": {"staff", "manager"},
    "GET /floor/now": {"staff", "manager"},
    "GET /counter": {"staff", "manager"},
    "GET /counter/now": {"staff", "manager"},
    "POST /reservations/{reservation}/{step}": {"staff", "manager"},
    "POST /appointments/{appointment}/{step}": {"staff", "manager"},
    "POST /counter/calendar": {"manager"},
    "POST /counter/calendar/close": {"manager"},
    "GET /v1/reservations": {"staff", "manager"},
    "POST /v1/reservations/{reservation}/{step}": {"staff", "manager"},
    "GET /v1/appointments": {"staff", "manager"},
    "POST /v1/appointments/{appointment}/{step}": {"staff", "manager"},
    "GET /v1/styling/slots": {"touchpoint", "staff", "manager"},
    "GET /calendar/{secret}.ics": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /fleet": {"staff", "manager"},
    "GET /fleet/now": {"staff", "manager"},
    "GET /fleet/{touchpoint}/screenshot": {"manager"},
    "GET /fleet/{touchpoint}/{verb}": {"manager"},
    "POST /fleet/{touchpoint}/{verb}": {"manager"},
    "PUT /v1/screenshots/{touchpoint}": {"touchpoint"},
    "GET /device": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /sign-in": {"device", "staff", "manager"},
    "GET /sign-in/{associate}": {"device", "staff", "manager"},
    "POST /sign-in/{associate}": {"device", "staff", "manager"},
    "POST /sign-out": {"device", "staff", "manager"},
    "GET /stock": {"staff", "manager"},
    "GET /stock/{gtin}": {"staff", "manager"},
    "POST /v1/session": {"device", "staff", "manager"},
    "DELETE /v1/session": {"device", "staff", "manager"},
    "GET /v1/requests": {"staff", "manager"},
    "POST /v1/requests/{request_id}/{step}": {"staff", "manager"},
    "GET /v1/stock/{gtin}": {"staff", "manager"},
    "GET /v1/live": {"device", "staff", "manager"},
    "GET /v1/catalogue": {"touchpoint", "staff", "manager"},
    "GET /v1/sold": {"touchpoint"},
    "GET /v1/advice": {"touchpoint", "staff", "manager"},
    "POST /v1/customers": {"touchpoint"},
    "GET /v1/settings": {"touchpoint", "staff", "manager"},
    "GET /media/{name:path}": {"touchpoint", "staff", "manager"},
    "GET /static/{name:path}": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /brand.css": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "PUT /v1/stock": {"feed"},
    "POST /v1/purchases": {"feed"},
    "GET /health": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /metrics": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /openapi.json": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /rejected": {"manager"},
    "POST /switch": {"device", "staff", "manager"},
    "GET /manifest.webmanifest": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /icons/{name}.png": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /worker.js": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /offline": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /trust": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /ca.crt": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /ca.mobileconfig": {"nobody", "touchpoint", "feed", "device", "staff", "manager"},
    "GET /devices": {"manager"},
    "POST /devices/{device}/shut-out": {"manager"},
    "POST /devices/{device}/open": {"manager"},
    "GET /till": {"device", "staff", "manager"},
    "GET /till/now": {"device", "staff", "manager"},
    "GET /briefing": {"staff", "manager"},
    "GET /briefing.pdf": {"staff", "manager"},
    "GET /figures": {"staff", "manager"},
    "GET /paper": {"staff", "manager"},
    "GET /paper.pdf": {"staff", "manager"},
}
ROLES = ("nobody", "touchpoint", "feed", "device", "staff", "manager")
ROUTES = {
    f"{method} {route.path}": route
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
}
#: Streams for ever once the door is open; tests/browser reads it from a real server.
ENDLESS = "GET /v1/live"
PARTS = {
    "request_id": "0192f0c1-0000-7000-8000-000000000001",
    "reservation": "0192f0c1-0000-7000-8000-000000000001",
    "appointment": "0192f0c1-0000-7000-8000-000000000001",
    "secret": "nobody-knows-it",
    "step": "accept",
    "associate": "ines",
    "gtin": COAT["Ivory", "38"],
    "touchpoint": "cabin-3",
    "verb": "reload",
    "name:path": "coat-ivory-480.png",
    "name": "icon-192",
    "device": "nobodys-phone",
}


def client_of(callers: Callers, role: str) -> Client:
    people = {"staff": "ines", "manager": "adele"}
    return callers.person(people[role]) if role in people else getattr(callers, role)()


def test_routes_and_table_name_the_same() -> None:
    assert set(ROUTES) == set(WHO_MAY)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_declares_its_callers_once(name: str) -> None:
    declared = [
        part.call for part in ROUTES[name].dependant.dependencies if isinstance(part.call, May)
    ]
    assert [bool(may.callers) for may in declared] == [True]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(set(WHO_MAY) - {ENDLESS}))
def test_route_lets_in_whom_it_names(one_hub: Callers, name: str, role: str) -> None:
    method, path = name.split(" ")
    for part, value in PARTS.items():
        path = path.replace("{" + part + "}", value)
    if "/reservations/" in path or "/appointments/" in path:
        path = path.replace("accept", "confirm")
    if path == "/device":
        path = f"/device?secret=walked.{one_hub.shop.access.enrol('device', 'walked')}"
    client = client_of(one_hub, role)
    pin = {"pin": PIN} if name == "POST /sign-in/{associate}" else None
    answer = client.request(method, path, data=pin, allow_redirects=False)
    assert (answer.status_code in {401, 403}) == (role not in WHO_MAY[name]), answer.text


@pytest.mark.parametrize("role", ["nobody", "touchpoint", "feed"])
def test_live_turns_away_who_is_no_staff_device(one_hub: Callers, role: str) -> None:
    answer = client_of(one_hub, role).get(ENDLESS.removeprefix("GET "))
    assert answer.status_code in {401, 403}
    assert answer.headers["content-type"] == "application/problem+json"


def test_manager_counts_as_staff_and_staff_not_as_manager() -> None:
    assert Caller.MANAGER not in May(Caller.STAFF).callers
    assert May(Caller.MANAGER).callers == {Caller.MANAGER}
