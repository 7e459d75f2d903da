"""What styles and lookbooks say of one another: names of nothing are told and left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from catalogue.problems import RowProblem
from contract.parts import Look, Lookbook
from contract.styles import Style


def settle_styles(
    styles: Iterable[Style], charts: Collection[str], lines: Mapping[str, int]
) -> tuple[tuple[Style, ...], tuple[RowProblem, ...]]:
    """*styles* without charts that are not in *charts* and styles to go with that are none."""
    styles = tuple(styles)
    known = {style.style for style in styles}
    problems: list[RowProblem] = []
    settled = []
    for style in styles:
        line = lines.get(style.style, 1)
        kept = tuple(name for name in style.goes_with if name in known - {style.style})
        for name in style.goes_with:
            if name not in kept:
                found = f"style {name!r} to go with {style.style!r}"
                problems.append(RowProblem(line, found, "the handle of another usable style"))
        chart = style.chart if style.chart in charts else None
        if chart != style.chart:
            found = f"size chart {style.chart!r} of style {style.style!r}"
            problems.append(RowProblem(line, found, _one_of(charts)))
        settled.append(style.model_copy(update={"goes_with": kept, "chart": chart}))
    return tuple(settled), tuple(problems)


def settle_lookbooks(
    books: Iterable[Lookbook], styles: Collection[str]
) -> tuple[tuple[Lookbook, ...], tuple[str, ...]]:
    """*books* without spots of unknown styles, looks that show nothing, and books without looks."""
    problems: list[str] = []
    settled = []
    for book in books:
        looks = tuple(_looks(book, styles, problems))
        if looks:
            settled.append(book.model_copy(update={"looks": looks}))
        else:
            problems.append(f"lookbook {book.lookbook}: found no look to show; it is left out")
    return tuple(settled), tuple(problems)


def _looks(book: Lookbook, styles: Collection[str], problems: list[str]) -> Iterator[Look]:
    for look in book.looks:
        spots = tuple(spot for spot in look.spots if spot.style in styles)
        problems.extend(
            f"lookbook {book.lookbook}, look {look.look}: found style {spot.style!r}; "
            "wanted the handle of a usable style"
            for spot in look.spots
            if spot.style not in styles
        )
        if spots or look.photo:
            yield look.model_copy(update={"spots": spots})


def _one_of(charts: Collection[str]) -> str:
    return f"one of {', '.join(sorted(charts))}" if charts else "a file CHART.csv in charts/"
