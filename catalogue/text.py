"""HTML from a shop's editor as plain paragraphs: no markup, no script, no stray space."""

from __future__ import annotations

import html
import re

import nh3

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table "
        "td th tr ul",
    )
)
_EDGE = re.compile(r"</?([a-z0-9]+)[^>]*>")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def paragraphs(markup: str) -> tuple[str, ...]:
    """The text of `markup`, one string per block or line break, entities resolved."""
    clean = nh3.clean(
        markup,
        tags=set(BLOCKS | {"br"}),
        clean_content_tags={"script", "style", "template", "iframe"},
        attributes={},
        link_rel=None,
    )
    return tuple(text for part in _EDGE.split(clean)[::2] if (text := _tidy(part)))


def plain(markup: str) -> str:
    """The paragraphs of `markup` with an empty line between two of them.

    Text without a tag has paragraphs where it has empty lines.
    """
    parts = [markup] if "<" in markup else _EMPTY_LINE.split(markup)
    return "\n\n".join(text for part in parts for text in paragraphs(part))


def _tidy(part: str) -> str:
    return _SPACE.sub(" ", html.unescape(part)).strip()
