"""`python -m simulation.fingers`: a monkey at the kiosk's real window, and what is left of it."""

import json
import logging
import random
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import click
import structlog

from catalogue.files import Sources
from contract.brand import Brand
from contract.ids import new_id
from contract.settings import load
from contract.styles import Catalogue
from hub.assortment import read_catalogue
from simulation.outfit import ROOT, SAMPLE, draw_pictures

CACHE = ROOT / "build"


def sample() -> tuple[Catalogue, Path]:
    """The sample catalogue and the folder of its renditions, made once."""
    pictures, media = CACHE / "sample-pictures", CACHE / "fingers-media"
    draw_pictures(pictures)
    return read_catalogue(Sources(SAMPLE / "products.csv"), pictures, media).catalogue, media


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

    The window, the visit and the outbox are real; time is virtual, so hours pass in minutes.
    After each visit the glass must be at rest and show what one shows on which nobody ever
    was; what was typed is searched for in all widgets, in the files, and in all memory.
    Answers with 1 when anything failed or was found.
    """
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    catalogue, media = sample()
    from touchpoint.ui.shell import set_window  # noqa: PLC0415

    set_window(width, height)
    from simulation.fingers.kiosk import FingerKiosk  # noqa: PLC0415
    from simulation.fingers.monkey import Monkey  # noqa: PLC0415

    brand = brand_of(ROOT / ("config/brands/nord.toml" if nord else "config/brand.toml"))
    gtins = [v.gtin for s in catalogue.styles for v in s.variants]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder, rng = Path(name), random.Random(seed)
        kiosk = FingerKiosk(brand, catalogue, media, folder, new_id, rng)
        monkey = Monkey(kiosk, gtins, folder, rng)
        said = 0
        while monkey.report.touches < touches:
            monkey.act()
            if monkey.report.touches >= said + touches // 20:
                said = monkey.report.touches
                click.echo(f"{said} touches, {monkey.report.visits} visits", err=True)
        monkey.go()
        kiosk.close()
    report = monkey.report
    click.echo(json.dumps({**asdict(report), "seconds": round(time.monotonic() - began)}, indent=1))
    sys.exit(0 if report.clean else 1)


if __name__ == "__main__":
    main()
