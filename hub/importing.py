"""`python -m hub import …`: a brand's files into the hub, every row that does not fit named."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from catalogue.files import Sources
from catalogue.formats import Format
from catalogue.problems import FileError
from contract.ids import new_id
from contract.styles import Catalogue
from hub.assortment import read_catalogue, read_counts
from hub.cli import CONFIG, database_of, settings_from
from hub.desk import Desk
from hub.settings import Settings
from hub.stock import OlderFeed
from messaging.clock import SystemClock

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("import", help="Bring a brand's own files in. A running hub takes note by itself.")
def imports() -> None:
    return


@imports.command(
    help="Products as Shopify, Google Merchant or schema.org have them. A row that does not fit is "
    "left out; what lies beside FILE comes too (docs/import.md)."
)
@click.argument("file", type=_FILE)
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in Format]),
    help="Of FILE; by default told by what is in it.",
)
@click.option("--photos", type=_FOLDER, help="Where pictures and videos lie; beside FILE.")
@click.option(
    "--translations",
    type=_FILE,
    multiple=True,
    help="Shopify's translation export; by default those beside FILE. May be given again.",
)
@click.option("--lookbooks", type=_FILE, help="By default lookbook.json beside FILE.")
@click.option("--charts", type=_FOLDER, help="Size charts; by default charts/ beside FILE.")
@click.option("--services", type=_FILE, help="By default services.toml beside FILE.")
@click.option("--films", type=_FILE, help="By default films.toml beside FILE.")
@CONFIG
def catalogue(
    file: Path,
    kind: str | None,
    photos: Path | None,
    translations: tuple[Path, ...],
    lookbooks: Path | None,
    charts: Path | None,
    services: Path | None,
    films: Path | None,
    config: Path,
) -> None:
    settings = settings_from(config)
    sources = Sources(
        file,
        Format(kind) if kind else None,
        translations,
        lookbooks,
        charts,
        services,
        films,
        settings.catalogue.currency,
        settings.catalogue.language,
    )
    try:
        found = read_catalogue(
            sources, photos or file.parent, settings.state_dir / "media", _progress
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
    desk = _desk(settings)
    try:
        ids = _ids(desk.catalogue())
        found = read_counts(file, settings.store, SystemClock().now(), ids, full=not delta)
        answer = desk.put_stock(found.feed)
        theirs = desk.put_elsewhere(found.others) if found.others else None
    except (FileError, OlderFeed, OSError) as error:
        raise click.ClickException(str(error)) from error
    _show(found.problems)
    _show(f"{gtin}: older than what is known, left out" for gtin in answer.older)
    click.echo(f"{answer.applied} counts as of {found.feed.as_of.isoformat()}")
    if theirs:
        stores = ", ".join(found.others)
        late = f"; {len(theirs.older)} older than what is known" if theirs.older else ""
        click.echo(f"{theirs.applied} counts of other stores ({stores}){late}")


def _desk(settings: Settings) -> Desk:
    return Desk(database_of(settings), settings.store, SystemClock(), new_id)


def _ids(catalogue: Catalogue | None) -> dict[str, str]:
    """The gtin of each id that the shop has for a variant."""
    styles = catalogue.styles if catalogue else ()
    return {variant.sku: variant.gtin for style in styles for variant in style.variants}


def _progress(done: int, every: int) -> None:
    """One line that counts up, for a person who waits; a log gets none of it."""
    if sys.stderr.isatty() and (done % 10 == 0 or done == every):
        click.echo(f"\rpictures of {done} of {every} styles", err=True, nl=done == every)


def _show(problems: Iterable[str]) -> None:
    for problem in problems:
        click.echo(problem, err=True)
