"""The demo page, served from a thread of the demo's own process."""

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import requests
import uvicorn

from contract.brand import Brand
from contract.settings import load
from contract.styles import Catalogue, Style
from contract.tags import By
from simulation.gallery.app import Link, Shown, create_gallery
from simulation.glass import Glass
from simulation.outfit import ROOT, Credentials
from simulation.plan import Plan, Screen
from simulation.rack import Piece, piece_of

#: Pieces a visitor may lay on each reader.
_RACK = 6
_TIMEOUT = (2.0, 10.0)


class GalleryServer:
    """Serves the page while the block lasts."""

    def __init__(
        self,
        plan: Plan,
        glasses: Mapping[str, Glass],
        catalogue: Catalogue,
        credentials: Credentials,
    ) -> None:
        brand_file = ROOT / "config/brand.toml"
        brand = load(brand_file.read_text(encoding="utf-8"), str(brand_file), Brand)
        shown = {
            s.touchpoint: _shown(s, glasses[s.touchpoint], catalogue, offset)
            for offset, s in enumerate(plan.screens)
        }
        screen = plan.screens[0].touchpoint
        thumbnails = _Thumbnails(plan, catalogue, (screen, credentials.touchpoints[screen]))
        app = create_gallery(shown, _links(plan, credentials), brand, thumbnails.of)
        config = uvicorn.Config(
            app, host="127.0.0.1", port=plan.ports.demo, log_config=None, access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="gallery", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)


class _Thumbnails:
    """The smallest rendition of a variant's photograph, fetched from the hub once."""

    def __init__(self, plan: Plan, catalogue: Catalogue, login: tuple[str, str]) -> None:
        self._hub = plan.hub_url
        self._login = login
        self._kept: dict[str, bytes] = {}
        self._files = {
            v.gtin: photo_of(style, v.colour) for style in catalogue.styles for v in style.variants
        }

    def of(self, gtin: str) -> bytes:
        if gtin not in self._kept:
            url = f"{self._hub}/media/{self._files[gtin]}"
            answer = requests.get(url, auth=self._login, timeout=_TIMEOUT)
            answer.raise_for_status()
            self._kept[gtin] = answer.content
        return self._kept[gtin]


def photo_of(style: Style, colour: str) -> str:
    """The smallest rendition's file, of that colour when there is one."""
    photos = [p for p in style.photos if p.colour == colour] or list(style.photos)
    return photos[0].sizes[min(photos[0].sizes)]


def _shown(screen: Screen, glass: Glass, catalogue: Catalogue, offset: int) -> Shown:
    by = By.NFC if screen.kind == "kiosk" else By.UHF
    styles = catalogue.styles[offset::3][:_RACK]
    pieces = tuple((_piece(style, by), _title(style)) for style in styles)
    note = "lay a garment on its reader" if screen.kind == "kiosk" else "hang a garment in the room"
    return Shown(screen.title, note, glass, screen.width, screen.height, pieces)


def _piece(style: Style, by: By) -> Piece:
    return piece_of(style.variants[len(style.variants) // 2].gtin, style.style, by, 1001)


def _title(style: Style) -> str:
    return next(iter(style.texts.values())).title


def _links(plan: Plan, credentials: Credentials) -> list[Link]:
    enrolled = f"{plan.hub_url}/device?secret={credentials.link}"
    return [
        Link("Staff", enrolled, "the store’s phones"),
        Link("Head office", plan.headoffice_url, "all stores together"),
    ]
