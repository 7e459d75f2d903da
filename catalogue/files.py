"""A catalogue on disk: the product file, and what lies beside it or was named with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from catalogue.charts import read_chart
from catalogue.films import film_styles, name_films, read_films
from catalogue.formats import READERS, Format, recognise
from catalogue.ledger import Products
from catalogue.lookbooks import read_lookbooks
from catalogue.problems import FileError, RowProblem
from catalogue.references import settle_lookbooks, settle_styles
from catalogue.rows import read_text
from catalogue.services import read_services
from catalogue.translations import translate
from contract.parts import Lookbook, Services, SizeChart, Video
from contract.styles import Catalogue, Style

TRANSLATIONS: Final = "*translations_*.csv"
LOOKBOOKS: Final = ("lookbook.json", "lookbooks.json")
CHARTS: Final = "charts"
SERVICES: Final = "services.toml"
FILMS: Final = "films.toml"


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a catalogue; what is not named is looked for beside the product file."""

    file: Path
    kind: Format | None = None
    translations: tuple[Path, ...] = ()
    lookbooks: Path | None = None
    charts: Path | None = None
    services: Path | None = None
    films: Path | None = None
    #: Of prices that name none, and of the texts.
    currency: str = "EUR"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was read, pictures by the names the files give them, and what did not fit."""

    styles: tuple[Style, ...]
    charts: tuple[SizeChart, ...]
    services: Services
    lookbooks: tuple[Lookbook, ...]
    problems: tuple[str, ...]
    films: tuple[Video, ...] = ()


def read_sources(sources: Sources) -> Found:
    """All that *sources* say. Raises FileError for a file that cannot be read as a whole, OSError
    for one that is not there.
    """
    products = import_products(sources)
    charts, of_charts = _charts(sources)
    names = {chart.chart for chart in charts}
    styles, of_styles = settle_styles(products.styles, names, products.lines)
    services, of_services = _services(sources)
    books, of_books = _lookbooks(sources, {style.style for style in styles})
    styles, films, of_films = _films(sources, styles)
    problems = (*products.problems, *_in_file(of_styles, sources.file.name))
    told = (*map(str, problems), *of_charts, *of_services, *of_books, *of_films)
    return Found(styles, charts, services, books, told, films)


def import_products(sources: Sources) -> Products:
    """The styles of the product file with its translations; each problem names its file.

    Raises FileError, OSError.
    """
    file = sources.file
    text = read_text(file)
    read = READERS[sources.kind or recognise(text, file.name)]
    products = read(text, file.name, sources.currency, sources.language)
    problems = _in_file(products.problems, file.name)
    for other in sources.translations or sorted(file.parent.glob(TRANSLATIONS)):
        before = len(products.problems)
        products = translate(products, read_text(other), other.name)
        problems += _in_file(products.problems[before:], other.name)
    return replace(products, problems=problems)


def assemble(
    styles: Sequence[Style],
    charts: Sequence[SizeChart] = (),
    services: Services | None = None,
    lookbooks: Sequence[Lookbook] = (),
    films: Sequence[Video] = (),
) -> Catalogue:
    """The catalogue document of all these; its version is a digest of all that it says."""
    catalogue = Catalogue(
        version="",
        languages=tuple(dict.fromkeys(language for style in styles for language in style.texts)),
        styles=tuple(styles),
        charts=tuple(charts),
        services=services or Services(),
        lookbooks=tuple(lookbooks),
        films=tuple(films),
    )
    said = json.dumps(catalogue.model_dump(mode="json"), sort_keys=True)
    return catalogue.model_copy(update={"version": hashlib.sha256(said.encode()).hexdigest()[:16]})


def _charts(sources: Sources) -> tuple[tuple[SizeChart, ...], tuple[str, ...]]:
    folder = sources.charts or sources.file.parent / CHARTS
    charts: list[SizeChart] = []
    problems: list[str] = []
    for file in sorted(folder.glob("*.csv")):
        try:
            chart, misfits = read_chart(read_text(file), file.stem, file.name)
        except FileError as error:
            problems.append(str(error))
            continue
        charts.append(chart)
        problems.extend(map(str, _in_file(misfits, file.name)))
    return tuple(charts), tuple(problems)


def _services(sources: Sources) -> tuple[Services, tuple[str, ...]]:
    file = sources.services or sources.file.parent / SERVICES
    if not sources.services and not file.is_file():
        return Services(), ()
    return read_services(read_text(file), file.name, sources.currency)


def _lookbooks(sources: Sources, styles: set[str]) -> tuple[tuple[Lookbook, ...], tuple[str, ...]]:
    beside = (sources.file.parent / name for name in LOOKBOOKS)
    file = sources.lookbooks or next((file for file in beside if file.is_file()), None)
    if file is None:
        return (), ()
    books, misfits = read_lookbooks(read_text(file), file.name, sources.language)
    settled, unknown = settle_lookbooks(books, styles)
    named = map(str, _in_file(misfits, file.name))
    return settled, (*named, *(f"{file.name}: {problem}" for problem in unknown))


def _films(
    sources: Sources, styles: tuple[Style, ...]
) -> tuple[tuple[Style, ...], tuple[Video, ...], tuple[str, ...]]:
    """The styles with the films that show them, and the films of the house."""
    file = sources.films or sources.file.parent / FILMS
    told: tuple[str, ...] = ()
    films: tuple[Video, ...] = ()
    if sources.films or file.is_file():
        found, told = read_films(read_text(file), file.name)
        styles, unknown = film_styles(styles, found)
        films = tuple(one.film for one in found)
        told += tuple(f"{file.name} {problem}" for problem in unknown)
    styles, films, doubled = name_films(styles, films)
    return styles, films, (*told, *doubled)


def _in_file(problems: Iterable[RowProblem], file: str) -> tuple[RowProblem, ...]:
    return tuple(replace(problem, file=file) for problem in problems)
