"""To whom a request may be handed: to somebody whose page is heard, or it would stand still."""

import re
from collections.abc import Mapping
from html import unescape

from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers, Client


def later(callers: Callers) -> None:
    """Long enough after the hub's start that everybody who is here was heard."""
    clock = callers.shop.clock
    assert isinstance(clock, ManualClock)
    clock.advance(60)


def taken_on(callers: Callers) -> tuple[str, Client, Client]:
    """A request that Inès has, in a store that has been open for a while; and Malo."""
    request = callers.shop.ask()
    ines, malo = callers.person("ines"), callers.person("malo")
    ines.post(f"/v1/requests/{request}/accept")
    later(callers)
    return request, ines, malo


def here(client: Client) -> None:
    assert client.post("/v1/presence", json={"visible": True}).ok


def offered(client: Client, request: str) -> tuple[list[str], list[str]]:
    """Who can be touched on the page, and who is only named."""
    page = unescape(client.get(f"/requests/{request}/hand-over").text)
    away = re.search(r"Not here: ([^<]*)", page)
    return re.findall(r'name="to" value="([\w-]+)"', page), away[1].split(", ") if away else []


def told(answer: Mapping[str, object]) -> tuple[object, object]:
    return answer["title"], answer["to"]


def test_request_is_handed_to_who_is_here_and_to_nobody_else(callers: Callers) -> None:
    request, ines, malo = taken_on(callers)
    here(ines)
    assert offered(ines, request) == ([], ["Adèle", "Malo"])
    step = f"/v1/requests/{request}/hand-over"
    refused = ines.post(step, json={"to": "malo"})
    assert (refused.status_code, told(refused.json())) == (409, ("Malo is not here", "malo"))
    here(malo)
    assert offered(ines, request) == (["malo"], ["Adèle"])
    assert ines.post(step, json={"to": "malo"}).json()["by"] == "Malo"


def test_again_and_too_late_are_answered_as_ever_though_they_are_gone(callers: Callers) -> None:
    request, ines, malo = taken_on(callers)
    here(malo)
    step = f"/v1/requests/{request}/hand-over"
    assert ines.post(step, json={"to": "malo"}).status_code == 200
    later(callers)
    again = callers.person("adele").post(step, json={"to": "malo"})
    taken = ines.post(step, json={"to": "adele"})
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert (taken.status_code, taken.json()["by"]) == (409, "Malo")
    malo.post(f"/v1/requests/{request}/done")
    over = malo.post(step, json={"to": "ines"})
    assert (over.status_code, over.json()["state"]) == (409, "done")


def test_nobody_is_handed_anything_on_a_break(callers: Callers) -> None:
    request, ines, malo = taken_on(callers)
    here(malo)
    malo.post("/presence/break", data={"on": "true"})
    page = ines.post(
        f"/requests/{request}/hand-over",
        data={"to": "malo"},
        headers={"Accept": "text/html", "Accept-Language": "en"},
    )
    assert (page.status_code, "Please choose somebody who is here." in page.text) == (409, True)
    found = callers.shop.desk.request(request)
    assert found is not None
    assert found.associate == "ines"


def test_everybody_is_offered_until_the_hub_knows_who_is_here(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    assert offered(ines, request) == (["adele", "malo"], [])
