"""`python -m headoffice catalogue`: the brand's products, for figures of styles by name."""

from contextlib import closing
from pathlib import Path

import click

from catalogue.files import Sources, assemble, read_sources
from catalogue.problems import FileError
from headoffice.database import Database
from headoffice.options import CONFIG, settings_in
from headoffice.shelf import put
from headoffice.styles import assortment

#: So many problems are told one by one.
_TOLD = 20


@click.command("catalogue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONFIG
def catalogue(file: Path, config: Path) -> None:
    """Take over the products in FILE: Shopify, Google Merchant or schema.org, as hubs import them.

    What lies beside it comes too: translations, lookbooks, films (docs/import.md). Of pictures and
    prices nothing is kept. It replaces what was there; `serve` takes note of it by itself. Without
    a catalogue the figures speak of single GTINs.
    """
    settings = settings_in(config)
    try:
        found = read_sources(Sources(file))
    except (FileError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for problem in found.problems[:_TOLD]:
        click.echo(problem, err=True)
    if (more := len(found.problems) - _TOLD) > 0:
        click.echo(f"and {more} more", err=True)
    if not found.styles:
        raise click.ClickException(f"{file} holds no style that fits; nothing was changed")
    books = assemble(found.styles, lookbooks=found.lookbooks)
    with closing(Database(settings.state_dir / "headoffice.sqlite")) as database:
        put(database, assortment(books))
    variants = sum(len(style.variants) for style in found.styles)
    click.echo(f"{len(found.styles)} styles, {variants} variants, {len(found.lookbooks)} lookbooks")
