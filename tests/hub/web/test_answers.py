"""What every answer carries: the policy, problems for programs, pages for people."""

import re
from pathlib import Path

import pytest

from contract.brand import Brand
from contract.settings import load
from hub.web.words import place_name, wait_text
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import ROOT

WEB = ROOT / "hub/web"


def test_every_answer_carries_the_policy(one_hub: Callers) -> None:
    for path in ("/", "/health", "/static/staff.css", "/nothing"):
        policy = one_hub.nobody().get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")


@pytest.mark.parametrize("page", sorted((WEB / "templates").glob("*.html")), ids=lambda p: p.name)
def test_page_has_nothing_inline_and_nothing_from_elsewhere(page: Path) -> None:
    text = page.read_text()
    assert re.findall(r"\son\w+=|style=|<style|javascript:|https?://", text) == []
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_style_sheets_and_scripts_load_nothing_from_elsewhere() -> None:
    files = [*(WEB / "static").glob("*.css"), *(WEB / "static").glob("*.js")]
    assert [f.name for f in files if re.search(r"https?://|@import|url\(", f.read_text())] == []


def test_unknown_path_is_a_problem(one_hub: Callers) -> None:
    answer = one_hub.nobody().get("/nothing")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "/nothing is nothing here; /openapi.json lists what is",
    }


def test_person_with_a_browser_gets_a_page(one_hub: Callers) -> None:
    answer = one_hub.nobody().get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "This device is not known here" in answer.text


def test_known_device_is_sent_to_sign_in(one_hub: Callers) -> None:
    answer = one_hub.device().get("/", headers={"Accept": "text/html"}, allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_change_from_another_site_is_refused(callers: Callers, headers: dict[str, str]) -> None:
    request = callers.shop.ask()
    answer = callers.person("ines").post(f"/v1/requests/{request}/accept", headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (403, "Not from here")


def test_body_too_large_is_refused(one_hub: Callers) -> None:
    answer = one_hub.feed().put("/v1/stock", data=b" " * (16 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


def test_health_and_metrics_count_what_waits(callers: Callers) -> None:
    callers.shop.ask(age=30)
    assert callers.nobody().get("/health").json() == {
        "status": "ok",
        "store": "lyon",
        "open_requests": 1,
        "catalogue": "v1",
    }
    metrics = callers.nobody().get("/metrics").text
    assert "parcours_waiting_requests 1.0\n" in metrics
    assert "parcours_oldest_wait_seconds 30.0\n" in metrics


def test_openapi_describes_every_call(one_hub: Callers) -> None:
    paths = one_hub.nobody().get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/v1/session",
        "/v1/requests",
        "/v1/requests/{request_id}/{step}",
        "/v1/stock/{gtin}",
        "/v1/live",
        "/v1/reservations",
        "/v1/reservations/{reservation}/{step}",
        "/v1/appointments",
        "/v1/appointments/{appointment}/{step}",
        "/v1/styling/slots",
        "/v1/screenshots/{touchpoint}",
        "/v1/presence",
        "/v1/screen",
        "/v1/catalogue",
        "/v1/sold",
        "/v1/advice",
        "/v1/customers",
        "/v1/settings",
        "/v1/stock",
        "/v1/purchases",
        "/media/{name}",
        "/health",
        "/metrics",
    }


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", ["config/brand.toml", "config/brands/nord.toml"])
def test_brand_can_be_read(path: str) -> None:
    colour = load((ROOT / path).read_text(), path, Brand).colour
    for name in ("ink", "quiet", "accent", "alert"):
        assert contrast(getattr(colour, name), colour.paper) >= 4.5, name
    assert contrast(colour.on_accent, colour.accent) >= 4.5
    assert contrast(colour.line, colour.paper) >= 3


def test_words_of_waits_and_places() -> None:
    assert [wait_text(s) for s in (0, 65, 3725)] == ["0:00", "1:05", "1:02:05"]
    assert [place_name(p) for p in ("cabin-3", "floor")] == ["Cabin 3", "Floor"]
