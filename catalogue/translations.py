"""Shopify's translation export: one text per line, laid over the styles it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.languages import check_language
from catalogue.ledger import Products
from catalogue.parts import videos
from catalogue.problems import Misfit, RowProblem
from catalogue.rows import Row, read_sheet, require
from catalogue.text import paragraphs, plain
from contract.parts import Video
from contract.styles import Style, StyleText

COLUMNS = ("Type", "Identification", "Field", "Locale", "Translated content")
#: Shopify's field names, and what we call them; a metafield is known by its last word.
FIELDS = {
    "title": "title",
    "body_html": "description",
    "fabric": "fabric",
    "material": "fabric",
    "fit": "fit",
    "care": "care",
    "editorial": "editorial",
    "story": "editorial",
    "videos": "videos",
}

#: By handle and language, the row of each field.
Texts = dict[tuple[str, str], dict[str, Row]]


def translate(products: Products, text: str, name: str = "translations.csv") -> Products:
    """`products` with the texts of a translation file added.

    A text that has no translation stays in the language of the source, so that no page ever
    lacks its care instructions. Fields that no page shows (SEO, tags) are passed over. A language
    that no screen can draw is told once and left out.
    """
    sheet = read_sheet(text, name)
    require(sheet.header, COLUMNS, name)
    known = {style.style for style in products.styles}
    texts: Texts = {}
    wanted = [row for row in sheet.rows if _wanted(row)]
    refused = _refused(wanted)
    problems = [*sheet.problems, *refused.values()]
    for row in wanted:
        handle = row.get("Identification")
        locale = row.get("Locale").lower()
        if locale in refused:
            continue
        if handle not in known:
            problems.append(
                RowProblem(row.line, f"style {handle!r}", "the handle of a usable style")
            )
        elif not locale:
            problems.append(RowProblem(row.line, "no locale", "a language code such as fr"))
        else:
            texts.setdefault((handle, locale), {})[FIELDS[_key(row)]] = row
    styles = tuple(_with(style, texts, problems) for style in products.styles)
    return replace(products, styles=styles, problems=(*products.problems, *problems))


def _refused(rows: Sequence[Row]) -> dict[str, RowProblem]:
    """Why each language that may not come in may not, at its first row."""
    refused: dict[str, RowProblem] = {}
    first = {row.get("Locale").lower(): row for row in reversed(rows)}
    for locale, row in first.items():
        try:
            if locale:
                check_language(locale)
        except Misfit as misfit:
            wanted = f"{misfit.wanted}; its texts are left out"
            refused[locale] = RowProblem(row.line, misfit.found, wanted)
    return refused


def _wanted(row: Row) -> bool:
    relevant = row.get("Type").upper() in {"PRODUCT", "METAFIELD"} and _key(row) in FIELDS
    return relevant and bool(row.get("Translated content"))


def _key(row: Row) -> str:
    return row.get("Field").lower().rpartition(".")[2]


def _with(style: Style, texts: Texts, problems: list[RowProblem]) -> Style:
    source = next(iter(style.texts.values()))
    added: dict[str, StyleText] = {}
    films = style.videos
    for (handle, locale), rows in texts.items():
        if handle != style.style:
            continue
        said = {field: _content(row, field) for field, row in rows.items() if field != "videos"}
        added[locale] = StyleText(**{**source.model_dump(), **said})
        if "videos" in rows:
            films = _retitled(films, rows["videos"], locale, problems)
    return style.model_copy(update={"texts": {**style.texts, **added}, "videos": films})


def _content(row: Row, field: str) -> str:
    content = row.get("Translated content")
    return " ".join(paragraphs(content)) if field == "title" else plain(content)


def _retitled(
    films: tuple[Video, ...], row: Row, locale: str, problems: list[RowProblem]
) -> tuple[Video, ...]:
    """*films* with the titles of the same list of videos in another language."""
    try:
        others = videos(row.get("Translated content"), locale)
    except Misfit as misfit:
        problems.append(misfit.at(row.line))
        return films
    if len(others) != len(films):
        wanted = f"the same {len(films)} as in the product file"
        problems.append(RowProblem(row.line, f"{len(others)} videos", wanted))
        return films
    return tuple(
        film.model_copy(update={"titles": {**film.titles, **other.titles}})
        for film, other in zip(films, others, strict=True)
    )
