"""Notes for a day: written on the page that shows it, and taken away there."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse, Response

from headoffice.notes import BadNote, checked
from headoffice.web.access import ThePageAccount, from_here
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_DATE, NO_STORE, Refused, no_such

router = APIRouter(include_in_schema=False)
#: Where to go on; long enough for a page's whole question.
Back = Annotated[str, Form(max_length=2000)]


@router.post("/notes")
def write(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    day: Annotated[str, Form(max_length=40)] = "",
    store: Annotated[str, Form(max_length=32)] = "",
    words: Annotated[str, Form(max_length=2000)] = "",
    back: Back = "/stores",
) -> Response:
    """Keep a note with who wrote it and when, and go back."""
    _may_write(request, parts)
    store = parts.scope.only(store)
    known = parts.known()
    if store and store not in known:
        raise no_such(NO_STORE, store, known)
    when = _day(day)
    try:
        line = checked(words, when, _now(parts).date())
    except BadNote as error:
        raise HTTPException(422, str(error)) from error
    parts.notes.put(when, store, line, account, parts.now())
    parts.audit.note(account, "wrote a note", line, parts.now())
    return RedirectResponse(_here(back), 303)


@router.post("/notes/{n}/remove")
def remove(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    n: Annotated[int, InPath(ge=1, lt=2**63)],
    back: Back = "/stores",
) -> Response:
    """A note that is gone already is answered alike: it is what was wanted."""
    _may_write(request, parts)
    store = parts.notes.store_of(n)
    if store is not None and not parts.scope.reads(store):
        parts.scope.only(store)
        raise HTTPException(403, "this note is of all stores, and this account reads some of them")
    if parts.notes.remove(n):
        parts.audit.note(account, "removed a note", str(n), parts.now())
    return RedirectResponse(_here(back), 303)


def _may_write(request: Request, parts: Parts) -> None:
    if not parts.scope.writes:
        raise HTTPException(403, "this account reads and writes nothing; another one may")
    if not from_here(request):
        raise HTTPException(403, "the form was sent from another site; open the page here")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(422, NO_DATE, found=repr(text)) from None


def _now(parts: Parts) -> datetime:
    return parts.now().astimezone(parts.zone)


def _here(back: str) -> str:
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/stores"
