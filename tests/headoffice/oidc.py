"""Identity providers for tests: the certified oidc-provider, and one that says what it is told."""

import html
import json
import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from headoffice.oidc.provider import Provider
from headoffice.settings import Oidc
from tests.headoffice.office import ROOT, Office

GROUPS = [
    {"name": "all-stores", "role": "network"},
    {"name": "south", "role": "store", "of": "lyon"},
    {"name": "audit", "role": "read-only"},
]
#: Whom the real provider knows: by subject, a name and groups.
PEOPLE = {
    "s-1": {"name": "Claire Petit", "groups": ["kitchen", "all-stores"]},
    "s-2": {"name": "Noé Blanc", "groups": ["audit", "south"]},
    "s-3": {"name": "Zoé Roux", "groups": ["kitchen"]},
    "s-4": {"name": "Ana Sol"},
    "s-5": {"name": "Claire Petit", "groups": ["south"]},
}
SECRET = "a client's secret of thirty-two letters"


def settings(issuer: str, public_url: str, **more: Any) -> Oidc:
    """As [oidc] in the settings would have it."""
    said = {"client_id": "parcours", "name": "Maison", "group": GROUPS, "timeout_seconds": 10}
    return Oidc.model_validate({**said, "issuer": issuer, "public_url": public_url, **more})


def known_to(office: Office, issuer: str, public_url: str = "", **more: Any) -> Provider:
    """*office* from now on with the provider at *issuer*."""
    found = settings(issuer, public_url or office.url, **more)
    provider = Provider(found, SECRET, lambda: datetime.now(UTC))
    office.app.state.parts = replace(office.parts, oidc=provider)
    return provider


def a_port() -> int:
    """One of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def alerts(answer: requests.Response) -> list[str]:
    """What the page says before everything else."""
    found = re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", found[1]) if found else []


@contextmanager
def house(
    port: int, public_url: str, people: Mapping[str, Any] = PEOPLE, keys: KeySet | None = None
) -> Iterator[str]:
    """The real provider on *port*, with head office as its client; gives its issuer."""
    client = {
        "client_id": "parcours",
        "client_secret": SECRET,
        "redirect_uris": [f"{public_url}/sign-in/return"],
        "post_logout_redirect_uris": [f"{public_url}/sign-in"],
    }
    said = {"port": port, "client": client, "people": people}
    if keys is not None:
        said["jwks"] = keys.as_dict(private=True)
    script = ROOT / "tests/headoffice/oidc_provider.mjs"
    with subprocess.Popen(
        ["node", str(script), json.dumps(said)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            assert any(line.strip() == "listening" for line in process.stdout)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def signed_in(person: requests.Session, office: Office, subject: str) -> requests.Response:
    """What head office answers when *person* signs in as *subject* at the real provider."""
    return signed_in_there(person, f"{office.url}/sign-in/begin", subject)


def signed_in_there(person: requests.Session, url: str, subject: str) -> requests.Response:
    """The same, of somebody who is sent to *url*."""
    answer = person.get(url, timeout=60)
    while 'name="prompt"' in answer.text:
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        answer = submitted(person, answer, {**fields, "login": subject, "password": "any"})
    return answer


def submitted(
    person: requests.Session, page: requests.Response, fields: Mapping[str, str]
) -> requests.Response:
    """The answer to the first form of *page*."""
    action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
    assert action, page.text
    return person.post(urljoin(page.url, html.unescape(action[1])), fields, timeout=60)


@dataclass
class Forger:
    """A provider that signs whatever it is told, with its own keys."""

    server: HTTPServer
    issuer: str
    keys: KeySet
    #: What stands in the next token in place of what is right; None takes it out.
    claims: dict[str, Any]
    #: The next answer of the token endpoint, whole, where it is no token.
    answer: Response | None = None
    #: The next token as it is sent, where it is not a signed one.
    token: str = ""
    header: dict[str, Any] | None = None
    by: RSAKey | None = None
    nonce: str = ""
    asked_for_keys: int = 0

    def publish(self, **more: Any) -> None:
        """Answer as a provider does; *more* replaces what it says of itself."""
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **more,
        }
        self.server.expect_request("/.well-known/openid-configuration").respond_with_json(said)
        self.server.expect_request("/keys").respond_with_handler(self._keys)
        self.server.expect_request("/token").respond_with_handler(self._token)

    def _keys(self, _: Request) -> Response:
        self.asked_for_keys += 1
        return Response(json.dumps(self.keys.as_dict(private=False)), mimetype="application/json")

    def _token(self, _: Request) -> Response:
        if self.answer is not None:
            return self.answer
        said = {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": self.token or self.signed(),
        }
        return Response(json.dumps(said), mimetype="application/json")

    def signed(self) -> str:
        now = int(datetime.now(UTC).timestamp())
        right = {
            "iss": self.issuer, "sub": "s-1", "aud": "parcours", "nonce": self.nonce,
            "iat": now, "exp": now + 300, "name": "Claire Petit", "groups": ["all-stores"],
        }  # fmt: skip
        claims = {k: v for k, v in {**right, **self.claims}.items() if v is not None}
        key = self.by or self.keys.keys[0]
        return jwt.encode({"alg": "RS256", "kid": key.kid, **(self.header or {})}, claims, key)

    def sent_back(self, office: Office, *, reads: str = "en", **more: str) -> requests.Response:
        """What head office answers to who went to this provider and comes back with *more*."""
        person = requests.Session()
        person.cookies.set("parcours_language", reads)
        begun = person.get(f"{office.url}/sign-in/begin", allow_redirects=False, timeout=60)
        asked = parse_qs(urlsplit(begun.headers["Location"]).query)
        self.nonce = asked["nonce"][0]
        back = {"code": "c", "state": asked["state"][0], **more}
        return person.get(f"{office.url}/sign-in/return", params=back, timeout=60)
