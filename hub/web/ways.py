"""Where a person goes on after signing in, and what did not happen for want of a session."""

import re
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

_STEP = re.compile(r"(/requests/[0-9a-f-]{36})/([a-z-]{2,20})")
#: Steps that need more than a touch, and the page that asks for it.
_FORMS = {"unavailable": "not-found", "hand-over": "hand-over"}
_SAFE = frozenset({"GET", "HEAD"})
#: With it a page asks for its live part alone, and says which page it is.
PAGE_HEADER: Final = "X-Parcours-Page"
#: With it an answer sends the whole page elsewhere.
GO_HEADER: Final = "X-Parcours-Go"


@dataclass(frozen=True, slots=True)
class Way:
    """*onward* is a page of ours; *lost* the path of a change that nobody was signed in for."""

    onward: str = "/"
    lost: str = ""

    @property
    def query(self) -> str:
        """As it goes along from page to page; empty when there is nothing to say."""
        found = {"next": "" if self.onward == "/" else self.onward, "lost": self.lost}
        words = urlencode({key: value for key, value in found.items() if value})
        return f"?{words}" if words else ""

    @property
    def again(self) -> str:
        """Where the lost change may be asked for again with one touch, when it can."""
        step = _STEP.fullmatch(self.lost)
        return self.lost if step and step[2] not in _FORMS else ""

    @property
    def form(self) -> str:
        """The page on which the lost change is asked for, when it takes more than a touch."""
        step = _STEP.fullmatch(self.lost)
        return f"{step[1]}/{_FORMS[step[2]]}" if step and step[2] in _FORMS else ""


def way_of(
    onward: Annotated[str, Query(alias="next", max_length=500)] = "",
    lost: Annotated[str, Query(max_length=200)] = "",
) -> Way:
    return Way(_ours(onward), _ours(lost) if lost else "")


Onward = Annotated[Way, Depends(way_of)]


def asks_for_part(request: Request) -> bool:
    """Whether the page that asks stays, and wants its live part anew."""
    return PAGE_HEADER in request.headers


def way_back(request: Request) -> Way:
    """To where *request* was made, for somebody who has to sign in first."""
    current = request.headers.get(PAGE_HEADER, "")
    if request.method in _SAFE and not asks_for_part(request):
        asked = request.url
        return Way(_ours(f"{asked.path}?{asked.query}" if asked.query else asked.path))
    return Way(_ours(current), "" if request.method in _SAFE else request.url.path)


def _ours(path: str) -> str:
    """*path* when it leads to a page of this hub, else the first page."""
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if path.startswith("/") and plain else "/"
