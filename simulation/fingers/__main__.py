"""`python -m simulation.fingers`: a monkey at the kiosk's real window, and what is left of it."""

import json
import logging
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import structlog

from catalogue.files import Sources
from contract.brand import Brand
from contract.ids import new_id
from contract.settings import load
from contract.styles import Catalogue
from hub.assortment import read_catalogue
from simulation.outfit import ROOT, SAMPLE, draw_pictures

if TYPE_CHECKING:
    from simulation.fingers.inspector import Report

CACHE = ROOT / "build"


def sample() -> tuple[Catalogue, Path]:
    """The sample catalogue and the folder of its renditions, made once."""
    pictures, media = CACHE / "sample-pictures", CACHE / "fingers-media"
    draw_pictures(pictures)
    found = read_catalogue(Sources(SAMPLE / "products.csv"), pictures, media).catalogue
    return leafed(found), media


def leafed(catalogue: Catalogue) -> Catalogue:
    """*catalogue* with one more photograph to each style: the first one of the style before it."""
    styles = catalogue.styles
    more = [[p.model_copy(update={"colour": None}) for p in style.photos[:1]] for style in styles]
    photos = [(*style.photos, *more[n - 1]) for n, style in enumerate(styles)]
    new = (s.model_copy(update={"photos": p}) for s, p in zip(styles, photos, strict=True))
    return catalogue.model_copy(update={"styles": tuple(new)})


def brand_of(file: Path) -> Brand:
    return load(file.read_text(encoding="utf-8"), str(file), Brand)


@click.command()
@click.option("--touches", default=20_000, show_default=True, help="How many fingers there are.")
@click.option("--seed", default=7, show_default=True, help="The same seed, the same fingers.")
@click.option("--width", default=540, show_default=True, help="Of the window, in pixels.")
@click.option("--height", default=960, show_default=True, help="Of the window, in pixels.")
@click.option("--nord", is_flag=True, help="The second sample brand.")
def main(touches: int, seed: int, width: int, height: int, *, nord: bool) -> None:
    """Touch a kiosk at random, and look for what it keeps.

    Window, visit, outbox and log are real; time is virtual, so hours pass in minutes. After each
    visit the glass must be at rest and know and show what one does at which nobody ever was. What
    was typed, the card, the customer, the wish list and the tokens of forms are searched for in all
    widgets and files each time, every tenth time and at the end in all memory as well.
    Answers with 1 when anything failed or was found, or a feature was never reached.
    """
    catalogue, media = sample()
    from touchpoint.ui.shell import set_window  # noqa: PLC0415

    set_window(width, height)
    brand = brand_of(ROOT / ("config/brands/nord.toml" if nord else "config/brand.toml"))
    began, spent = time.monotonic(), time.process_time()
    with tempfile.TemporaryDirectory() as name, log_to(Path(name) / "log"):
        report = let_loose(brand, catalogue, media, Path(name), touches, seed)
    click.echo(
        json.dumps(
            {
                **report.told(),
                "seconds": round(time.monotonic() - began),
                "cpu_seconds": round(time.process_time() - spent),
                "clean": report.clean,
            },
            indent=1,
        )
    )
    sys.exit(0 if report.clean else 1)


@contextmanager
def log_to(file: Path) -> Iterator[None]:
    """All that is logged goes there: it is one of the files where nothing may be found."""
    with file.open("w", encoding="utf-8") as log:
        structlog.configure(
            wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
            logger_factory=structlog.PrintLoggerFactory(log),
        )
        yield
        structlog.reset_defaults()


def let_loose(
    brand: Brand, catalogue: Catalogue, media: Path, folder: Path, touches: int, seed: int
) -> "Report":
    """What came of so many touches; the window's size has been set."""
    from simulation.fingers.inspector import Inspector  # noqa: PLC0415
    from simulation.fingers.kiosk import FingerKiosk  # noqa: PLC0415
    from simulation.fingers.monkey import Monkey  # noqa: PLC0415

    gtins = [v.gtin for s in catalogue.styles for v in s.variants]
    rng, said = random.Random(seed), 0
    kiosk = FingerKiosk(brand, catalogue, media, folder, new_id, rng)
    monkey, inspector = Monkey(kiosk, gtins, rng), Inspector(kiosk, folder)
    while monkey.touches < touches:
        monkey.act()
        inspector.look()
        if monkey.touches >= said + max(1, touches // 40):
            said, found = monkey.touches, inspector.report
            wrong = len(kiosk.failed) + len(found.left) + len(found.not_at_rest)
            click.echo(f"{said} touches, {found.visits} visits, {wrong} wrong", err=True)
    monkey.go()
    inspector.look(last=True)
    report = inspector.conclude(monkey.touches, monkey.deeds)
    kiosk.close()
    return report


if __name__ == "__main__":
    main()
