"""The product pages: all styles, and one of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response

from headoffice import products
from headoffice.journey_map import FEWEST, heard
from headoffice.one_style import one_style
from headoffice.styles import Assortment, title_in
from headoffice.web.access import ThePageAccount
from headoffice.web.ahead import of_products
from headoffice.web.asking import OFFERED, Chosen, TheChoice
from headoffice.web.look import page
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_STYLE, Refused
from headoffice.web.speech import language_of

router = APIRouter(include_in_schema=False)
#: Styles that are told of each question.
_MOST = 15


@router.get("/products", response_class=HTMLResponse)
def all_products(
    request: Request, parts: TheParts, account: ThePageAccount, choice: TheChoice
) -> Response:
    known = parts.shelf.current()
    found = of_products(parts.kept, choice.asked, known)
    found["tried"] = [it for it in found["tried"] if it.tried >= FEWEST][:_MOST]
    found["missed"] = [it for it in found["missed"] if it.asked >= FEWEST][:_MOST]
    return _page(request, parts, choice, known, "products.html", account=account, **found)


@router.get("/products/{style}", response_class=HTMLResponse)
def one_product(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    choice: TheChoice,
    style: Annotated[str, Path(max_length=200)],
) -> Response:
    known = parts.shelf.current()
    found = known.style(style)
    if found is None:
        raise Refused(404, NO_STYLE, found=repr(style))
    figures = one_style(parts.kept, choice.asked, known, found)
    return _page(
        request, parts, choice, known, "style.html", account=account, style=found, found=figures,
    )  # fmt: skip


def _page(
    request: Request, parts: Parts, choice: Chosen, known: Assortment, template: str, **more: Any
) -> Response:
    language = language_of(request)
    titles = known.titles(language)
    books = {it.book: title_in(it.titles, language) or it.book for it in known.books}
    return page(
        request, parts, template, choice=choice, offered=OFFERED, fewest=FEWEST, titles=titles,
        book_titles=books, figures_of=products, catalogue=known.version,
        heard=heard(parts.kept, choice.asked, choice.stores, choice.today), **more,
    )  # fmt: skip
