"""schema.org's VideoObject as a video of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.json_text import Node, listed, texts
from catalogue.parts import KINDS, picture
from catalogue.problems import Misfit
from contract.parts import Video

_DURATION = re.compile(
    r"PT(?:(\d{1,2})H)?(?:(\d{1,4})M)?(?:(\d{1,6}(?:\.\d{1,3})?)S)?", re.ASCII | re.IGNORECASE
)


def video(node: Node, language: str, tell: Callable[[Misfit], None]) -> Video | None:
    """The video of *node*; nothing, and told, when it has neither file nor poster."""
    file, poster = node.text("contentUrl", "url"), _address(node, "thumbnailUrl", "thumbnail")
    kind, title = node.text("genre").lower(), node.text("name")
    if not (file or poster):
        tell(Misfit("a video without a contentUrl", "a file or a thumbnailUrl"))
        return None
    return Video.model_validate(
        {
            "file": file,
            "kind": kind if kind in KINDS else "style",
            "poster": picture(poster) if poster else None,
            "titles": {language: title} if title else {},
            "seconds": _seconds(node.text("duration"), tell),
        }
    )


def _address(node: Node, *keys: str) -> str:
    """The first address under *keys*, of a picture's node its own."""
    for key in keys:
        for one in listed(node.get(key)):
            found = one.text("contentUrl", "url") if isinstance(one, Node) else next(texts(one), "")
            if found:
                return str(found)
    return ""


def _seconds(found: str, tell: Callable[[Misfit], None]) -> float | None:
    if not found:
        return None
    read = _DURATION.fullmatch(found)
    hours, minutes, seconds = (float(part or 0) for part in read.groups()) if read else (0, 0, 0)
    total = hours * 3600 + minutes * 60 + seconds
    if not total:
        tell(Misfit(f"duration {found!r}", "one such as PT1M30S"))
    return total or None
