"""Who comes in and goes out: by name and password, or through the house's identity provider."""

from typing import Annotated, Any, Final

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from headoffice.oidc.claims import first_of, plain
from headoffice.oidc.provider import Begun, Provider
from headoffice.oidc.refusal import NotLetIn
from headoffice.web.access import SessionCookie, from_here
from headoffice.web.errors import problem
from headoffice.web.look import page, words_for
from headoffice.web.parts import COOKIE, Parts, TheParts
from headoffice.web.said import REFUSED

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)

#: What a browser keeps while its person is at the provider.
_BEGUN: Final = "parcours_sign_in"
#: The same for HTTPS alone: no neighbour below the same domain can put it there.
_BEGUN_HERE: Final = f"__Host-{_BEGUN}"
_BEGUN_LASTS: Final = 600
_STATUS: Final = {
    "away": 503, "none": 404, "begun": 400, "code": 400, "error": 502, "client": 502, "answer": 502,
}  # fmt: skip


@router.get("/sign-in", response_class=HTMLResponse)
def sign_in_page(request: Request, parts: TheParts) -> Response:
    if parts.oidc:
        parts.oidc.look()
    return _door(request, parts)


@router.post("/sign-in")
def sign_in(
    request: Request,
    parts: TheParts,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    if not from_here(request):
        return problem(403, "the form was sent from another site; open /sign-in here")
    if parts.oidc and not parts.oidc.settings.local:
        return _refused(request, parts, NotLetIn("local"))
    token = parts.accounts.sign_in(name, password, parts.now())
    # Who mistakes the fields types a password for a name: it is not written down.
    parts.audit.note(
        name if token else "somebody", "signed in" if token else "was refused", "", parts.now()
    )
    if token is None:
        return _door(request, parts, 403, wrong=True)
    answer = RedirectResponse("/", 303)
    _keep(answer, parts, token)
    return answer


@router.get("/sign-in/begin")
def begin(request: Request, parts: TheParts) -> Response:
    """Off to the provider. A link and no form: a form may lead to our own pages only."""
    try:
        url, begun = _provider(parts).begin()
    except NotLetIn as refusal:
        return _refused(request, parts, refusal)
    answer = RedirectResponse(url, 303)
    # Lax, for the browser comes back from another site.
    name, path = _begun_cookie(parts)
    answer.set_cookie(
        name, f"{begun.state}.{begun.nonce}.{begun.verifier}", max_age=_BEGUN_LASTS,
        httponly=True, samesite="lax", secure=parts.secure_cookie, path=path,
    )  # fmt: skip
    return answer


@router.get("/sign-in/return", response_class=HTMLResponse)
def come_back(request: Request, parts: TheParts) -> Response:
    """Back from the provider, with its code or its refusal."""
    try:
        token = _entered(request, parts, _provider(parts))
    except NotLetIn as refusal:
        answer = _refused(request, parts, refusal)
    else:
        # A page and no redirect: to what another site led to no browser sends a strict cookie.
        answer = page(request, parts, "entered.html")
        _keep(answer, parts, token)
    name, path = _begun_cookie(parts)
    answer.delete_cookie(name, path=path, secure=parts.secure_cookie)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, parts: TheParts, session: SessionCookie = "") -> Response:
    if not from_here(request):
        return problem(403, "the form was sent from another site")
    if account := parts.accounts.account_of(session, parts.now()):
        parts.audit.note(account, "signed out", "", parts.now())
    hint = parts.accounts.hint_of(session)
    parts.accounts.sign_out(session, parts.now())
    there = parts.oidc.goodbye(hint) if parts.oidc and hint else None
    answer: Response = RedirectResponse("/sign-in", 303)
    if there and parts.oidc:
        name = parts.oidc.settings.name
        answer = page(request, parts, "signed_out.html", there=there, name=name)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _begun_cookie(parts: Parts) -> tuple[str, str]:
    """Its name and path."""
    return (_BEGUN_HERE, "/") if parts.secure_cookie else (_BEGUN, "/sign-in")


def _provider(parts: Parts) -> Provider:
    """Raises NotLetIn where there is none."""
    if parts.oidc is None:
        raise NotLetIn("none")
    return parts.oidc


def _entered(request: Request, parts: Parts, provider: Provider) -> str:
    """A session token for who came back. Raises NotLetIn."""
    kept = request.cookies.get(_begun_cookie(parts)[0], "").split(".")
    begun = Begun(*kept) if len(kept) == 3 and all(kept) else None
    who, groups = provider.finish(request.query_params, begun)
    subject = plain(who.subject)[:80]
    try:
        group = first_of(groups, provider.settings.group)
    except NotLetIn as refusal:
        # A name is another's perhaps; an account is theirs.
        account = parts.accounts.shut(who)
        told = f"{who.shown}, {subject}, {refusal}"
        parts.audit.note(account or "somebody", "was refused", told, parts.now())
        raise
    account, token = parts.accounts.enter(who, group.standing, parts.now())
    parts.audit.note(account, "signed in", f"{subject}, by {group.name}", parts.now())
    return token


def _refused(request: Request, parts: Parts, refusal: NotLetIn) -> Response:
    """The sign-in page with what was found and what would be right."""
    name, groups = "", ""
    if parts.oidc:
        name = parts.oidc.settings.name
        groups = ", ".join(group.name for group in parts.oidc.settings.group)
    log.warning("oidc.refused", why=refusal.why, found=refusal.found)
    # Who is in no group was written down already; the others anybody can bring about for nothing,
    # as often as they like.
    if refusal.why not in ("none", "away", "groups", "no groups", "begun", "local"):
        parts.audit.note("somebody", "was refused", f"{name}, {refusal}", parts.now())
    words = words_for(request)
    texts = REFUSED[refusal.why]
    told = [words.say(text, name=name, found=refusal.found, right=groups) for text in texts]
    return _door(request, parts, _STATUS.get(refusal.why, 403), told=told)


def _door(request: Request, parts: Parts, status: int = 200, **more: Any) -> Response:
    shown = {"wrong": False, "told": (), "oidc": parts.oidc, **more}
    return page(request, parts, "sign_in.html", status, **shown)


def _keep(answer: Response, parts: Parts, token: str) -> None:
    answer.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=parts.secure_cookie, path="/"
    )
