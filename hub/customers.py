"""`python -m hub customers …`: who has which card, brought in so that the hub keeps no code."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click

from catalogue.problems import FileError, RowProblem
from catalogue.rows import Row, Sheet, read_sheet, read_text, require
from contract.customers import LONGEST_CODE, checked_customer
from contract.erasure import Marks
from hub import erased
from hub.cli import CONFIG, database_of, settings_from
from hub.crm.file import key_beside, write_customers
from hub.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("customers", help='Who has which loyalty card, for `[crm] adapter = "file"`.')
def customer_files() -> None:
    return


@customer_files.command(
    "import",
    help="FILE has the columns code and customer, in UTF-8. It takes the place of what was "
    "imported before; codes are kept as keyed hashes. A row that does not fit is left out.",
)
@click.argument("file", type=_FILE)
@CONFIG
def bring_in(file: Path, config: Path) -> None:
    settings = settings_from(config)
    crm = settings.crm
    if crm is None or crm.adapter != "file":
        raise click.ClickException(f'{config}: [crm] adapter = "file" must be set')
    target, key_file = Path(crm.options()["file"]), crm.options().get("key_file")
    try:
        customers, problems = read_customers(read_text(file), file.name, _gone(settings).is_gone)
        write_customers(target, Path(key_file) if key_file else key_beside(target), customers)
    except (FileError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        click.echo(f"{file.name} {problem}", err=True)
    click.echo(f"{len(customers)} cards are known. Delete {file}: it says whose they are.")


def _gone(settings: Settings) -> Marks:
    """Who was erased; nobody before the hub's first start."""
    if not (settings.state_dir / "hub.db").exists():
        return Marks()
    with closing(database_of(settings)) as db, db.read() as rx:
        return erased.marks(rx)


def read_customers(
    text: str, name: str, gone: Callable[[str], bool] = lambda _: False
) -> tuple[dict[str, str], tuple[RowProblem, ...]]:
    """Code → customer, and what was left out; no problem names a card. *gone*: who was erased.

    Raises FileError, also when nothing is left.
    """
    # A spreadsheet in Paris or Berlin writes semicolons.
    sheet = read_sheet(text, name, ";" if ";" in text.partition("\n")[0] else ",")
    require(sheet.header, ("code", "customer"), name)
    customers: dict[str, str] = {}
    problems = sorted(
        [*sheet.problems, *_take(sheet, customers, gone)], key=lambda found: found.line
    )
    if not customers:
        first = f"; {problems[0]}" if problems else ""
        raise FileError(f"{name}: no usable row was found; those in force stay{first}")
    return customers, tuple(problems)


def _take(
    sheet: Sheet, customers: dict[str, str], gone: Callable[[str], bool]
) -> Iterator[RowProblem]:
    """Put what fits into *customers*; a card of two customers is nobody's."""
    first: dict[str, int] = {}
    doubtful: set[str] = set()
    for row in sheet.rows:
        code, customer = row.get("code"), row.get("customer")
        if problem := _misfit(row, code, customer):
            yield problem
            continue
        if gone(customer):
            wanted = "the new id that the CRM gives to who comes back"
            yield RowProblem(row.line, "a customer who was erased", wanted)
            continue
        if customers.setdefault(code, customer) != customer:
            doubtful.add(code)
            found = f"the code of line {first[code]} with another customer"
            yield RowProblem(row.line, found, "one customer for a card; now it is nobody's")
        first.setdefault(code, row.line)
    for code in doubtful:
        del customers[code]


def _misfit(row: Row, code: str, customer: str) -> RowProblem | None:
    if not 1 <= len(code) <= LONGEST_CODE:
        wanted = f"1 to {LONGEST_CODE}"
        return RowProblem(row.line, f"a code of {len(code)} characters", wanted)
    try:
        checked_customer(customer)
    except ValueError as error:
        return RowProblem(row.line, "no customer id", str(error))
    if code.casefold() in customer.casefold():
        return RowProblem(row.line, "a customer id that holds the code", "one that does not")
    return None
