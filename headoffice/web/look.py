"""How pages are made: the templates, and what each may use."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from headoffice.figures import FIGURES
from headoffice.web.parts import Parts
from headoffice.web.speech import LANGUAGES, language_of, speech
from headoffice.web.words import Words


@cache
def _templates(language: str) -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    said = speech(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        said.gettext, said.ngettext, newstyle=True
    )
    environment.globals.update(
        words=Words(language), figures=FIGURES, language=language, languages=LANGUAGES
    )
    return Jinja2Templates(env=environment)


def words_for(request: Request) -> Words:
    """How things are said to who is asking."""
    return Words(language_of(request))


def page(request: Request, parts: Parts, template: str, status: int = 200, **more: Any) -> Response:
    context = {"brand": parts.brand, "zone": parts.zone, "writes": parts.scope.writes, **more}
    templates = _templates(language_of(request))
    return templates.TemplateResponse(request, template, context, status_code=status)
