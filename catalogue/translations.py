"""Shopify's translation export: one text per line, laid over the styles it belongs to."""

from __future__ import annotations

from catalogue.ledger import Products
from catalogue.problems import RowProblem
from catalogue.rows import Row, read_sheet, require
from catalogue.text import paragraphs, plain
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
}

Texts = dict[tuple[str, str], dict[str, str]]


def translate(products: Products, text: str, name: str = "translations.csv") -> Products:
    """`products` with the texts of a translation file added.

    A text that has no translation stays in the language of the source, so that no page ever
    lacks its care instructions. Fields that no page shows (SEO, tags) are passed over.
    """
    sheet = read_sheet(text, name)
    require(sheet.header, COLUMNS, name)
    known = {style.style for style in products.styles}
    texts: Texts = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        if not _wanted(row):
            continue
        handle = row.get("Identification")
        locale = row.get("Locale").lower()
        if handle not in known:
            problems.append(
                RowProblem(row.line, f"style {handle!r}", "the handle of a usable style")
            )
        elif not locale:
            problems.append(RowProblem(row.line, "no locale", "a language code such as fr"))
        else:
            field = FIELDS[_key(row)]
            texts.setdefault((handle, locale), {})[field] = _content(row, field)
    return Products(
        tuple(_with(style, texts) for style in products.styles),
        (*products.problems, *problems),
    )


def _wanted(row: Row) -> bool:
    relevant = row.get("Type").upper() in {"PRODUCT", "METAFIELD"} and _key(row) in FIELDS
    return relevant and bool(row.get("Translated content"))


def _key(row: Row) -> str:
    return row.get("Field").lower().rpartition(".")[2]


def _content(row: Row, field: str) -> str:
    content = row.get("Translated content")
    return " ".join(paragraphs(content)) if field == "title" else plain(content)


def _with(style: Style, texts: Texts) -> Style:
    source = next(iter(style.texts.values()))
    added = {
        locale: StyleText(**{**source.model_dump(), **found})
        for (handle, locale), found in texts.items()
        if handle == style.style
    }
    return style.model_copy(update={"texts": {**style.texts, **added}})
