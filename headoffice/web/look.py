"""How pages are made: the templates, and what each may use."""

from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from headoffice.figures import FIGURES
from headoffice.web import words
from headoffice.web.parts import Parts

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(words=words, figures=FIGURES)
_templates = Jinja2Templates(env=_environment)


def page(request: Request, parts: Parts, template: str, status: int = 200, **more: Any) -> Response:
    context = {"brand": parts.brand, "zone": parts.zone, **more}
    return _templates.TemplateResponse(request, template, context, status_code=status)
