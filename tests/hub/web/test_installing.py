"""What makes the pages an app: manifest, icons in the brand's colours, and the worker's shell."""

import io
import json
import re

import pytest
from PIL import Image, ImageColor

from hub.web.icons import icon
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import brand


def test_manifest_is_one_that_phones_install(one_hub: Callers) -> None:
    answer = one_hub.nobody().get("/manifest.webmanifest")
    said = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (said["name"], said["display"], said["start_url"], said["scope"]) == (
        "Maison",
        "standalone",
        "/",
        "/",
    )
    assert said["theme_color"] == said["background_color"] == brand().colour.paper
    found = {(one["sizes"], one["purpose"]) for one in said["icons"]}
    assert found == {(f"{n}x{n}", p) for n in (192, 512) for p in ("any", "maskable")}
    for one in said["icons"]:
        drawn = Image.open(io.BytesIO(one_hub.nobody().get(one["src"]).content))
        assert f"{drawn.width}x{drawn.height}" == one["sizes"]


@pytest.mark.parametrize("maskable", [False, True])
def test_icon_is_the_letter_in_the_brands_colours(maskable: bool) -> None:
    colour = brand().colour
    image = Image.open(io.BytesIO(icon(192, colour.ink, colour.paper, maskable=maskable)))
    ink, paper = (ImageColor.getrgb(text) for text in (colour.ink, colour.paper))
    assert image.getpixel((2, 2)) == image.getpixel((189, 189)) == ink
    # The stem of the letter runs down beside the middle; its bowl is open inside.
    stem = 60 if not maskable else 67
    assert image.getpixel((stem, 96)) == paper
    assert image.getpixel((96, 96 - 14)) == ink


def test_icon_that_is_none_is_no_page(one_hub: Callers) -> None:
    assert one_hub.nobody().get("/icons/icon-9.png").status_code == 422


def test_worker_keeps_a_shell_of_what_is_there(one_hub: Callers) -> None:
    answer = one_hub.nobody().get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    first = answer.text.partition("\n")[0]
    found = re.fullmatch(r"const SHELL = (.*);", first)
    assert found
    shell = json.loads(found[1])
    lost = [path for path in shell["files"] if one_hub.nobody().get(path).status_code != 200]
    assert lost == []
    assert {"/offline", "/brand.css"} < set(shell["files"])
    assert [path for path in shell["files"] if path.startswith(("/v1/", "/media/"))] == []


def test_policy_lets_workers_and_manifest_in_from_here_only(one_hub: Callers) -> None:
    policy = one_hub.nobody().get("/offline").headers["content-security-policy"]
    assert "worker-src 'self'; manifest-src 'self';" in policy
    assert "default-src 'none'" in policy


def test_cookies_say_a_span_and_no_date(callers: Callers) -> None:
    """A date would be judged by the phone's clock, and that may be wrong."""
    device = callers.nobody()
    opened = device.get(f"/device?secret={callers.shop.device}", allow_redirects=False)
    signed_in = device.post("/v1/session", json={"associate": "ines", "pin": "2580"})
    said = opened.raw.headers.getlist("set-cookie") + signed_in.raw.headers.getlist("set-cookie")
    assert [cookie.partition("=")[0] for cookie in said] == [
        "parcours_device",
        "parcours_session",
        "parcours_device",
    ]
    assert all("Max-Age=" in cookie and "expires=" not in cookie.lower() for cookie in said)
