"""Who is asking: a store by bearer, a person by session cookie."""

from typing import Annotated

from fastapi import Cookie, Depends, Header, HTTPException, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from headoffice.web.errors import SignInFirst
from headoffice.web.parts import COOKIE, TheParts

#: Only for the generated document: the dependencies below say precisely what is wrong.
BEARER = HTTPBearer(auto_error=False, scheme_name="store", description="`store.secret`")
SESSION = APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="account")

Authorization = Annotated[str, Header(alias="Authorization", include_in_schema=False)]
SessionCookie = Annotated[str, Cookie(alias=COOKIE, include_in_schema=False)]


def bearer_store(parts: TheParts, authorization: Authorization = "") -> str:
    """The store whose bearer was sent. 401 without one, 403 with one that is not known."""
    scheme, _, bearer = authorization.partition(" ")
    if scheme.lower() != "bearer" or not bearer:
        raise HTTPException(
            401,
            "no bearer was sent; Authorization: Bearer store.secret is right",
            {"WWW-Authenticate": "Bearer"},
        )
    store = parts.accounts.store_of(bearer.strip())
    if store is None:
        raise HTTPException(
            403,
            "this bearer is not known; `python -m headoffice enrol store NAME` prints a new one",
        )
    return store


def session_account(parts: TheParts, session: SessionCookie = "") -> str:
    """The person signed in. 401 when nobody is."""
    account = parts.accounts.account_of(session, parts.now()) if session else None
    if account is None:
        raise HTTPException(401, "nobody is signed in; open /sign-in first")
    return account


def page_account(parts: TheParts, session: SessionCookie = "") -> str:
    """The person signed in, or the way to the sign-in page."""
    account = parts.accounts.account_of(session, parts.now()) if session else None
    if account is None:
        raise SignInFirst
    return account


def reader(parts: TheParts, authorization: Authorization = "", session: SessionCookie = "") -> str:
    """The only store that may be read, or an empty text for a person, who reads all."""
    if authorization:
        return bearer_store(parts, authorization)
    session_account(parts, session)
    return ""


def from_here(request: Request) -> bool:
    """Whether a form was sent from one of our own pages, as browsers say."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


TheStore = Annotated[str, Depends(bearer_store)]
TheAccount = Annotated[str, Depends(session_account)]
ThePageAccount = Annotated[str, Depends(page_account)]
TheReader = Annotated[str, Depends(reader)]
