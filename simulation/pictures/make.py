"""The whole of `make pictures`: one store, photographed from its kiosk to head office."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from contract.brand import Brand
from contract.settings import load
from simulation.broker import free_port
from simulation.glass import GlassAway
from simulation.outfit import ROOT
from simulation.pictures import camera as browsers
from simulation.pictures.album import Album
from simulation.pictures.kiosk import COAT, photograph_kiosk
from simulation.pictures.mirror import GARMENTS, photograph_mirror
from simulation.pictures.office import photograph_office
from simulation.pictures.plates import HANGINGS, Chosen
from simulation.pictures.staff import photograph_staff
from simulation.pictures.studio import CABINS, KIOSK, MIRROR, Studio, studio_plan
from simulation.pictures.tour import photograph_screens
from simulation.pictures.ways import DESK, MAISON, Hanging
from simulation.plan import Plan, screens
from simulation.processes import ProgramFailed
from simulation.serving import GalleryServer

FONTS = ROOT / "hub/web/static/vendor/fonts"
_SMALL = Hanging("demo", "small", (540, 960), ("en", "fr"))


def make_pictures(plan: Plan, folder: Path, chosen: Chosen, told: Callable[[str], None]) -> Path:
    """Photograph what is *chosen* into *folder*; where its index lies. Raises ProgramFailed."""
    began = time.monotonic()
    plan = studio_plan(plan, plan.cache / "studio/store", free_port)
    studio = Studio(plan, Album(folder), chosen, told)
    try:
        studio.open()
        with browsers.camera() as browser:
            failed = [
                *(_tried(studio, partial(photograph_kiosk, studio, h)) for h in HANGINGS),
                *(_tried(studio, partial(photograph_mirror, studio, h)) for h in HANGINGS),
                _tried(studio, partial(photograph_screens, studio)),
                *(
                    _tried(studio, partial(photograph, studio, browser))
                    for photograph in (photograph_staff, photograph_office, _demo)
                ),
            ]
    finally:
        studio.close()
    index = studio.album.bind(brand(), FONTS)
    told(f"{studio.taken} pictures in {time.monotonic() - began:.0f} s: {index}")
    if any(failed):
        raise ProgramFailed("; ".join(filter(None, failed)))
    return index


def _tried(studio: Studio, work: Callable[[], None]) -> str:
    """Why *work* was not finished, else nothing; the next pictures are taken all the same."""
    try:
        work()
    except (ProgramFailed, GlassAway, PlaywrightError) as error:
        studio.told(f"    not taken: {error}")
        studio.hub()
        return str(error)
    return ""


def brand(file: str = MAISON) -> Brand:
    path = ROOT / file
    return load(path.read_text(encoding="utf-8"), str(path), Brand)


def _demo(studio: Studio, browser: Browser) -> None:
    """The demo's own page, with a garment before the kiosk and three in a room."""
    if not studio.wants("demo"):
        return
    studio.told("  The demo's page")
    studio.hub()
    names = (KIOSK, MIRROR, CABINS[0])
    for name in names:
        studio.hang(_SMALL, name)
    shown = tuple(replace(s, width=540, height=960) for s in screens(0.5))
    plan = replace(studio.plan, screens=shown)
    with GalleryServer(plan, studio.run.glasses, studio.catalogue, studio.run.credentials):
        # Last of all: on a busy machine a screen asks early whether anybody is still here.
        for garment in GARMENTS[:3]:
            studio.lay(MIRROR, garment)
        studio.glass(MIRROR).press("rest.begin")
        studio.lay(KIOSK, COAT)
        url = f"http://127.0.0.1:{plan.ports.demo}/demo"
        with browsers.visitor(browser, DESK, {}, url) as page:
            page.goto(url)
            page.wait_for_timeout(1500)
            studio.keep("demo", browsers.photograph(page, whole=True))
