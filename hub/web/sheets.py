"""What every page that is also a sheet of paper shares: its words, its store, its file."""

from pathlib import Path
from typing import Final

from fastapi import Response

from hub.web.parts import Parts
from hub.web.telling import Telling
from hub.web.words import StockWords, capital
from telling.paper import Sheet

FONTS: Final = Path(__file__).with_name("static") / "vendor/fonts"


def telling_of(here: Parts) -> Telling:
    return Telling(StockWords(here.timezone, here.language), here.clock.now())


def store_name(here: Parts) -> str:
    """As its people call it; its code where nobody said."""
    return str(here.settings().get("name") or capital(here.store))


def sheet_of(here: Parts, title: str) -> Sheet:
    """An empty sheet in the brand's type."""
    return Sheet(here.brand, here.language, title, here.clock.now(), FONTS)


def pdf(body: bytes, name: str) -> Response:
    """*body* as a file to be kept: a browser's own viewer would want styles our policy forbids."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(body, headers=headers, media_type="application/pdf")
