"""The house's identity provider, asked: where it is, for a person's identity, and to end it."""

import hmac
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import requests
import structlog
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwk import KeySet

from headoffice.accounts import Identity
from headoffice.oidc.claims import groups_in, plain, shown_name
from headoffice.oidc.metadata import Metadata, metadata
from headoffice.oidc.refusal import NotLetIn, Why
from headoffice.oidc.tokens import UnknownKey, believed, key_set
from headoffice.settings import Oidc

log = structlog.get_logger()

#: People who may wait for the provider at once; more are told that it is away.
_AT_ONCE: Final = 4
#: How long it stays known that the provider is there, or is not.
_FRESH: Final = timedelta(seconds=10)
_KEYS_KEPT: Final = timedelta(hours=1)
_ERRORS: Final[Mapping[str, Why]] = {
    "access_denied": "denied", "invalid_grant": "code",
    "invalid_client": "client", "unauthorized_client": "client",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that a browser went off with."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """One provider, by its settings. Safe from several threads."""

    def __init__(self, settings: Oidc, secret: str, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self._secret, self._now = secret, now
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None
        self._keys_at = self._asked_at = self._looked_at = datetime.min.replace(tzinfo=UTC)
        #: Whether nobody was there when it was asked last.
        self.away = False

    def look(self) -> None:
        """See whether it is there, beside everything else; not again while that is fresh."""
        if not self._is_fresh(self._looked_at):
            self._looked_at = self._now()
            threading.Thread(target=self._looked, daemon=True, name="oidc-look").start()

    def begin(self) -> tuple[str, Begun]:
        """Where a browser goes to sign in, and what it has to come back with. Raises NotLetIn."""
        found = self._discovered()
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        with self._client(found, code_challenge_method="S256") as client:
            url, _ = client.create_authorization_url(
                found.authorization_endpoint, state=begun.state, nonce=begun.nonce,
                code_verifier=begun.verifier,
            )  # fmt: skip
        return str(url), begun

    def finish(
        self, answer: Mapping[str, str], begun: Begun | None
    ) -> tuple[Identity, tuple[str, ...]]:
        """Who came back with *answer*, and their groups. Raises NotLetIn."""
        if begun is None or not hmac.compare_digest(
            begun.state.encode(), answer.get("state", "").encode()
        ):
            raise NotLetIn("begun")
        found = self._metadata or self._discovered()
        issuer = answer.get("iss", "" if found.names_itself else found.issuer)
        if issuer != found.issuer:
            raise NotLetIn("issuer", plain(issuer)[:120])
        if error := answer.get("error"):
            raise _refused(error)
        if not answer.get("code"):
            raise NotLetIn("answer", "neither code nor error")
        with self._asking(), self._client(found) as client:
            return self._identified(client, found, answer["code"], begun)

    def goodbye(self, id_token: str) -> str | None:
        """Where a browser goes to sign out there too, when that can be done now."""
        if self.away or self._metadata is None or not self._metadata.end_session_endpoint:
            return None
        params = {
            "id_token_hint": id_token,
            "client_id": self.settings.client_id,
            "post_logout_redirect_uri": self._here("/sign-in"),
        }
        return str(add_params_to_uri(self._metadata.end_session_endpoint, list(params.items())))

    def _identified(
        self, client: Any, found: Metadata, code: str, begun: Begun
    ) -> tuple[Identity, tuple[str, ...]]:
        token = client.fetch_token(
            found.token_endpoint, code=code, code_verifier=begun.verifier,
            grant_type="authorization_code", **self._line,
        )  # fmt: skip
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise NotLetIn("missing", "id_token")
        claims = dict(self._believed(client, found, id_token, begun, token.get("access_token")))
        if not {"name", self.settings.groups} <= claims.keys() and found.userinfo_endpoint:
            more = self._json(client, found.userinfo_endpoint, withhold_token=False)
            if not isinstance(more, dict) or more.get("sub") != claims["sub"]:
                raise NotLetIn("answer", "userinfo of somebody else")
            claims = {**more, **claims}
        shown = shown_name(claims, self.settings.name)
        who = Identity(found.issuer, claims["sub"], shown, id_token)
        return who, groups_in(claims.get(self.settings.groups))

    def _believed(
        self, client: Any, found: Metadata, id_token: str, begun: Begun, access_token: str | None
    ) -> Mapping[str, Any]:
        def believe(keys: KeySet) -> Mapping[str, Any]:
            return believed(
                id_token, keys, issuer=found.issuer, client_id=self.settings.client_id,
                nonce=begun.nonce, access_token=access_token, algorithms=found.algorithms,
                now=self._now(),
            )  # fmt: skip

        try:
            return believe(self._known_keys(client, found, anew=False))
        except UnknownKey:
            # The provider may have changed its key since.
            keys = self._known_keys(client, found, anew=True)
        try:
            return believe(keys)
        except UnknownKey as error:
            raise NotLetIn("signature") from error

    def _known_keys(self, client: Any, found: Metadata, *, anew: bool) -> KeySet:
        if anew or self._keys is None or self._now() - self._keys_at > _KEYS_KEPT:
            self._keys = key_set(self._json(client, found.jwks_uri))
            self._keys_at = self._now()
        return self._keys

    def _discovered(self) -> Metadata:
        fresh = self._is_fresh(self._asked_at)
        if fresh and self.away:
            raise NotLetIn("away")
        return self._metadata if fresh and self._metadata else self._read()

    def _read(self) -> Metadata:
        address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        with self._asking(), self._client() as client:
            self._metadata = metadata(self._json(client, address), self.settings.issuer)
        return self._metadata

    def _looked(self) -> None:
        try:
            self._read()
        except NotLetIn as error:
            log.warning("oidc.look", why=error.why, found=error.found)

    def _is_fresh(self, at: datetime) -> bool:
        return self._now() - at < _FRESH

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """What goes wrong at the provider, as what a person is told."""
        if not self._slots.acquire(blocking=False):
            raise NotLetIn("away", "others wait for it")
        away = False
        try:
            yield
        except OAuthError as error:
            raise _refused(str(error.error), plain(error.description)) from error
        except ValueError as error:
            # Also what is no JSON, which requests counts among its own.
            raise NotLetIn("answer", plain(str(error))[:200]) from error
        except requests.RequestException as error:
            away = error.response is None or error.response.status_code >= 500
            raise NotLetIn("away" if away else "answer", plain(str(error))[:200]) from error
        finally:
            self.away, self._asked_at = away, self._now()
            self._slots.release()

    def _json(self, client: Any, url: str, *, withhold_token: bool = True) -> Any:
        answer = client.request("GET", url, withhold_token=withhold_token, **self._line)
        answer.raise_for_status()
        if answer.status_code != 200:
            raise NotLetIn("answer", f"{answer.status_code} at {url}")
        return answer.json()

    def _client(self, found: Metadata | None = None, **more: str) -> Any:
        return OAuth2Session(
            self.settings.client_id, self._secret or None,
            token_endpoint_auth_method=found.authentication(self._secret) if found else None,
            scope=" ".join(dict.fromkeys(("openid", *self.settings.scopes))),
            redirect_uri=self._here("/sign-in/return"), **more,
        )  # fmt: skip

    @property
    def _line(self) -> dict[str, Any]:
        """A secret follows no redirect, and nobody waits for long."""
        ca, seconds = self.settings.ca, self.settings.timeout_seconds
        return {"timeout": seconds, "verify": str(ca) if ca else True, "allow_redirects": False}

    def _here(self, path: str) -> str:
        return self.settings.public_url.rstrip("/") + path


def _refused(error: str, description: str = "") -> NotLetIn:
    why = _ERRORS.get(error, "error")
    if why in ("denied", "code"):
        return NotLetIn(why)
    known = error if error.isascii() and error.replace("_", "").isalnum() else "no error's name"
    return NotLetIn(why, f"{known[:60]}, {description[:120]}" if description else known[:60])
