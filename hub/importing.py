"""`python -m hub import …`: a brand's files into the hub, every row that does not fit named."""

from collections.abc import Iterable
from pathlib import Path

import click

from catalogue.problems import FileError
from contract.ids import new_id
from hub.assortment import read_catalogue, read_counts
from hub.cli import CONFIG, database_of, settings_from
from hub.desk import Desk
from hub.settings import Settings
from hub.stock import OlderFeed
from messaging.clock import SystemClock

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import", help="Bring a brand's own files in. A running hub takes note by itself.")
def imports() -> None:
    return


@imports.command(help="Products as Shopify exports them. A row that does not fit is left out.")
@click.argument("file", type=_FILE)
@click.option(
    "--photos",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the photographs lie; by default beside FILE.",
)
@click.option(
    "--translations",
    type=_FILE,
    multiple=True,
    help="Shopify's translation export; by default those beside FILE. May be given again.",
)
@CONFIG
def catalogue(
    file: Path, photos: Path | None, translations: tuple[Path, ...], config: Path
) -> None:
    settings = settings_from(config)
    try:
        found = read_catalogue(
            file,
            photos or file.parent,
            settings.state_dir / "media",
            translations,
            settings.catalogue.currency,
            settings.catalogue.language,
        )
    except (FileError, OSError) as error:
        raise click.ClickException(str(error)) from error
    _show(found.problems)
    _desk(settings).put_catalogue(found.catalogue)
    click.echo(found.summary)


@imports.command(help="Counts of this store: Google's local inventory (.tsv) or gtin,quantity,…")
@click.argument("file", type=_FILE)
@click.option("--delta", is_flag=True, help="Only these variants; others keep their counts.")
@CONFIG
def stock(file: Path, *, delta: bool, config: Path) -> None:
    settings = settings_from(config)
    try:
        found = read_counts(file, settings.store, SystemClock().now(), full=not delta)
        answer = _desk(settings).put_stock(found.feed)
    except (FileError, OlderFeed, OSError) as error:
        raise click.ClickException(str(error)) from error
    _show(found.problems)
    _show(f"{gtin}: older than what is known, left out" for gtin in answer.older)
    click.echo(f"{answer.applied} counts as of {found.feed.as_of.isoformat()}")


def _desk(settings: Settings) -> Desk:
    return Desk(database_of(settings), settings.store, SystemClock(), new_id)


def _show(problems: Iterable[str]) -> None:
    for problem in problems:
        click.echo(problem, err=True)
