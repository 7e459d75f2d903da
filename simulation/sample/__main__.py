"""Command line of the sample catalogue: draw its pictures, write its stock feed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from simulation.sample.feed import PRODUCTS, stock_text
from simulation.sample.films import FILMS, draw_films
from simulation.sample.pictures import draw_all, draw_scenes, names
from simulation.sample.scenes import SCENES

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """The sample catalogue of the demo.

    \b
    python -m simulation.sample draw build/pictures
    python -m simulation.sample stock build/stock.tsv
    python -m hub import catalogue simulation/sample/products.csv --photos build/pictures
    """


@main.command()
@click.argument("folder", type=FOLDER)
def draw(folder: Path) -> None:
    """Draw the garments, what is composed and what is filmed of them, into FOLDER, once."""
    started = time.monotonic()
    drawn = [*draw_all(folder), *draw_scenes(folder), *draw_films(folder)]
    seconds = time.monotonic() - started
    every = len(names()) + len(SCENES) + len(FILMS)
    click.echo(f"{len(drawn)} of {every} pictures and films drawn in {seconds:.1f} s: {folder}")


@main.command()
@click.argument("file", type=FILE)
def stock(file: Path) -> None:
    """Write the stock feed of lyon, paris-marais and the others to FILE, counted just now."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(stock_text(datetime.now(UTC)), "utf-8")
    click.echo(f"stock of the styles in {PRODUCTS.name} written: {file}")


if __name__ == "__main__":
    main()
