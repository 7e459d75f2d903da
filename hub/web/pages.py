"""The templates, and what each may use: the brand, waits as text, versioned file names."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contract.brand import Brand
from hub.web.parts import LANGUAGES
from hub.web.speech import speech
from hub.web.words import capital, wait_text

_HERE = Path(__file__).parent


def environment(
    brand: Brand, asked: Mapping[str, Callable[[], object]], language: str
) -> Environment:
    """Templates in *language* that escape everything and refuse an unknown name.

    *asked* is what every page asks the hub of its moment, by the names the templates use.
    """
    pages = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = speech(language)
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        translations.gettext, translations.ngettext, newstyle=True
    )

    def static(name: str) -> str:
        return f"/static/{name}?v={versions()[name]}"

    pages.globals |= {
        "brand": brand,
        "language": language,
        "languages": LANGUAGES,
        "static": static,
        "here": "",
        **asked,
    }
    pages.filters |= {
        "wait": wait_text,
        "capital": capital,
        "coded": coded,
    }
    return pages


@cache
def versions() -> dict[str, str]:
    """Each of our own static files, and a digest of what is in it."""
    files = (path for path in (_HERE / "static").iterdir() if path.is_file())
    return {path.name: _version(path) for path in files}


def coded(text: str) -> Markup:
    """*text* with what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
