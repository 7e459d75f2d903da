"""lookbook.json: looks by season, the styles worn in each, and where they are in its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from catalogue.json_text import Node, clean, listed, read_json, texts
from catalogue.languages import drawable
from catalogue.parts import picture
from catalogue.problems import FileError, Misfit, RowProblem
from catalogue.text import paragraphs, plain
from contract.parts import Look, Lookbook, LookText, Photo, Spot

_Tell = Callable[[int, Misfit], None]


def read_lookbooks(
    text: str, name: str = "lookbook.json", language: str = "en"
) -> tuple[tuple[Lookbook, ...], tuple[RowProblem, ...]]:
    """The lookbooks of a file; a title that is no object by language is in *language*.

    A lookbook has `looks`, or only `styles`, which are one look then. What does not fit becomes a
    problem and the rest goes on; FileError when the file is no JSON or has no lookbook in it.
    """
    found = [node for node in listed(read_json(text, name)) if isinstance(node, Node)]
    if not found:
        raise FileError(f"{name} has no lookbook; wanted a list of objects with id, title, styles")
    problems: list[RowProblem] = []

    def tell(line: int, misfit: Misfit) -> None:
        problems.append(misfit.at(line))

    books: dict[str, Lookbook] = {}
    for node in found:
        book = _book(node, language, tell)
        if book is not None and book.lookbook in books:
            tell(node.line, Misfit(f"lookbook {book.lookbook!r} a second time", "each id once"))
        elif book is not None:
            books[book.lookbook] = book
    return tuple(books.values()), tuple(problems)


def _book(node: Node, language: str, tell: _Tell) -> Lookbook | None:
    ident = node.text("id")
    said = _texts(node, language, tell)
    if not ident or not said:
        tell(node.line, Misfit("a lookbook without id or title", "both"))
        return None
    cover = _photo(node.text("cover"), said)
    looks = {look.look: look for look in _looks(node, said, cover, language, tell)}
    if not looks:
        tell(node.line, Misfit(f"no look in lookbook {ident!r}", "looks, or styles"))
        return None
    return Lookbook(
        lookbook=ident,
        season=node.text("season"),
        texts=said,
        cover=cover,
        looks=tuple(looks.values()),
    )


def _looks(
    node: Node, said: dict[str, LookText], cover: Photo | None, language: str, tell: _Tell
) -> Iterator[Look]:
    for number, inner in enumerate(node.nodes("looks"), 1):
        ident = inner.text("id") or f"{node.text('id')}-{number}"
        own = _texts(inner, language, tell) or said
        yield Look(
            look=ident,
            texts=own,
            photo=_photo(inner.text("photo"), own),
            spots=tuple(_spots(inner, tell)),
        )
    spots = tuple(_spots(node, tell))
    if spots and not node.get("looks"):
        yield Look(look=node.text("id"), texts=said, photo=cover, spots=spots)


def _spots(node: Node, tell: _Tell) -> Iterator[Spot]:
    """Styles by name alone, then those with a place in the picture."""
    for style in texts(node.get("styles")):
        yield Spot(style=style)
    for spot in node.nodes("spots"):
        style, x, y = spot.text("style"), _share(spot.text("x")), _share(spot.text("y"))
        if style and x is not None and y is not None:
            yield Spot(style=style, x=x, y=y)
        else:
            found = f"spot of {style or 'no style'} at {spot.text('x')}, {spot.text('y')}"
            tell(spot.line, Misfit(found, "a style, and x and y from 0 to 1 from the top left"))


def _share(found: str) -> float | None:
    try:
        share = float(found)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _texts(node: Node, language: str, tell: _Tell) -> dict[str, LookText]:
    """Titles and texts by language; a language without a title of its own has none of them.

    Nor has one that no screen can draw, which is told.
    """
    titles, words = (
        _by_language(node.get("title"), language),
        _by_language(node.get("text"), language),
    )
    return {
        code: LookText(title=" ".join(paragraphs(title)), text=plain(words.get(code, "")))
        for code, title in titles.items()
        if paragraphs(title) and drawable(code, lambda misfit: tell(node.line, misfit))
    }


def _by_language(value: Any, language: str) -> dict[str, str]:
    if isinstance(value, Node):
        return {clean(code).lower(): said for code in value if (said := value.text(code))}
    said = next(texts(value), "")
    return {language: said} if said else {}


def _photo(name: str, said: dict[str, LookText]) -> Photo | None:
    return picture(name, next(iter(said.values())).title) if name else None
