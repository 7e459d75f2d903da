"""`python -m headoffice sales`: a till's file is checked line by line and handed in once."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

import click

from catalogue.problems import FileError
from contract.envelope import Event, write_event
from contract.http import BatchRejection, IngestAnswer
from contract.ids import checked_name
from contract.outcomes import Reason
from headoffice.sales.baskets import receipts
from headoffice.sales.door import Door, DoorError
from headoffice.sales.formats import Format, read_till
from headoffice.sales.till import Reading, TillFile

#: Receipts in one batch: a commit each, and a step of the progress bar.
_BATCH: Final = 500
#: Some rows were not right; the others were handed in.
SOME_ROWS_WRONG: Final = 3


def _name(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return checked_name(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _zone(_: click.Context, __: click.Parameter, value: str | None) -> ZoneInfo | None:
    if value and value not in available_timezones():
        raise click.BadParameter(f"{value!r} is no time zone; Europe/Paris would be one")
    return ZoneInfo(value) if value else None


@click.command(
    "sales",
    epilog="Try it first: python -m headoffice sales FILE --store lyon --check. docs/sales.md has "
    "an example of every format. Exit code 0: every row was right; 3: some rows were not, the "
    "others were handed in; 1: nothing more was handed in, and the line says why.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", required=True, callback=_name, help="Whose sales they are.")
@click.option("--format", "kind", type=click.Choice(list(Format)), help="By default told by FILE.")
@click.option("--known-as", multiple=True, help="What FILE calls the store. May be given again.")
@click.option("--zone", callback=_zone, help="Of times without an offset, as in Europe/Paris.")
@click.option("--currency", default="", help="Of lines that name none, as in EUR.")
@click.option(
    "--bearer-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Holds the bearer that the store's hub sends; `enrol store` printed it.",
)
@click.option("--url", default="http://127.0.0.1:8090", show_default=True, help="Head office.")
@click.option("--check", is_flag=True, help="Say what FILE comes to, and hand nothing in.")
def sales(
    file: Path,
    store: str,
    kind: str | None,
    known_as: tuple[str, ...],
    zone: ZoneInfo | None,
    currency: str,
    bearer_file: Path | None,
    url: str,
    *,
    check: bool,
) -> None:
    """Hand in what a store's till sold, from its FILE: CSV, JSON, Odoo or Shopify.

    Each receipt is an event `purchase.completed`. The same file twice changes nothing, and a sale
    that the store's hub sent already counts once. A row that is not right is told at the end with
    what would be; its receipt waits, the others go on.
    """
    if not check and bearer_file is None:
        raise click.UsageError("--bearer-file says as whom to hand it in; --check hands nothing in")
    reading = Reading(store, datetime.now(UTC), frozenset(known_as), zone, currency)
    try:
        body = file.read_bytes()
        found = _read(body, file.name, reading, Format(kind) if kind else None)
        baskets = len({line.basket for line in found.lines})
        events = receipts(found.lines, store, hashlib.sha256(body).hexdigest())
        answers = () if bearer_file is None or check else _send(events, baskets, url, bearer_file)
    except (FileError, DoorError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(_checked(found, baskets) if check else _sent(answers))
    refused = [it for answer in answers for it in answer.rejected]
    sys.exit(_tell(file.name, found, refused))


def _progress(length: int, label: str) -> AbstractContextManager[Any]:
    """A bar on a terminal; elsewhere only what is being done."""
    return click.progressbar(length=length, label=label, file=sys.stderr)


def _read(body: bytes, name: str, reading: Reading, kind: Format | None) -> TillFile:
    """Raises FileError."""
    with _progress(body.count(b"\n") + 1, "reading") as bar:
        told = replace(reading, at_row=lambda row: bar.update(max(0, row - bar.pos)))
        return read_till(body, name, told, kind)


def _send(
    events: Iterator[Event], baskets: int, url: str, bearer_file: Path
) -> tuple[IngestAnswer, ...]:
    """Raises DoorError, OSError."""
    door = Door(url, bearer_file.read_text(encoding="utf-8").strip())
    answers = []
    with _progress(baskets, "handing in") as bar:
        while batch := [write_event(event) for event in islice(events, _BATCH)]:
            answers.append(door.post(batch))
            bar.update(len(batch))
    return tuple(answers)


def _checked(found: TillFile, baskets: int) -> str:
    units = sum(line.quantity for line in found.lines if line.quantity > 0)
    back = -sum(line.quantity for line in found.lines if line.quantity < 0)
    return f"{baskets} sales, {units} units sold, {back} returned; nothing was handed in"


def _sent(answers: Iterable[IngestAnswer]) -> str:
    told = tuple(answers)
    new = sum(answer.stored for answer in told)
    return f"{new + sum(answer.duplicates for answer in told)} sales stored, {new} new"


def _tell(name: str, found: TillFile, refused: Sequence[BatchRejection]) -> int:
    """Everything that was not handed in and why, at the end; the exit code."""
    for note in found.notes:
        click.echo(f"{name}: {note}", err=True)
    for problem in found.problems:
        click.echo(
            f"{name} row {problem.line}: found {problem.found}; wanted {problem.wanted}", err=True
        )
    for it in refused:
        why = (
            "stored before with other content, which stands"
            if it.reason == Reason.CONFLICT
            else it.detail
        )
        click.echo(f"{name}: sale {it.id}: {why}", err=True)
    wrong = len(found.problems) + len(refused)
    if wrong:
        click.echo(f"{wrong} not right", err=True)
    return SOME_ROWS_WRONG if wrong else 0
