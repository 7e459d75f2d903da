"""The manager's list of devices, and shutting one out while somebody uses it."""

import re

from tests.hub.web.conftest import Callers
from tests.hub.web.shop import PIN

HTML = {"Accept": "text/html"}


def test_list_says_who_is_where(callers: Callers) -> None:
    callers.device().post("/v1/session", json={"associate": "ines", "pin": PIN})
    page = callers.person("adele").get("/devices").text
    found = dict(re.findall(r'data-device="([\w-]+)">.*?<span>(.*?)</span>', page, re.DOTALL))
    assert found.pop("tablet-1") == "Inès is signed in"
    assert list(found.values()) == ["Adèle is signed in"]


def test_device_shut_out_in_use_shows_nothing_more_and_says_why(callers: Callers) -> None:
    tablet = callers.nobody()
    tablet.get(f"/device?secret={callers.shop.device}")
    tablet.post("/v1/session", json={"associate": "ines", "pin": PIN})
    assert tablet.get("/").status_code == 200
    answer = callers.person("adele").post("/devices/tablet-1/shut-out", allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/devices")
    part = tablet.get("/queue", headers={**HTML, "X-Parcours-Page": "/"})
    assert (part.status_code, part.headers["x-parcours-go"], part.text) == (200, "/sign-in", "")
    page = tablet.get("/sign-in", headers=HTML)
    assert page.status_code == 401
    assert "This device is no longer known here" in page.text
    assert callers.shop.access.present()[0].associate == "adele"


def test_device_that_nobody_knows_is_said(callers: Callers) -> None:
    answer = callers.person("adele").post("/devices/tablet-9/shut-out")
    assert (answer.status_code, answer.json()["title"]) == (404, "No such device")
