"""An identity provider that sends what a good one never does: each is told, and lets nobody in."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.headoffice.office import Office, engine, served
from tests.headoffice.oidc import SECRET, Forger, alerts, known_to

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


@pytest.fixture(scope="module")
def keys() -> list[RSAKey]:
    """Those of the provider, and somebody else's."""
    return [RSAKey.generate_key(2048, auto_kid=True) for _ in range(2)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder, now=None) as running:
        yield running


@pytest.fixture
def forger(office: Office, httpserver: HTTPServer, keys: list[RSAKey]) -> Forger:
    found = Forger(httpserver, httpserver.url_for("").rstrip("/"), KeySet([*keys[:1]]), {})
    found.publish()
    known_to(office, found.issuer)
    return found


def seconds(count: int) -> int:
    return int((datetime.now(UTC) + timedelta(seconds=count)).timestamp())


@pytest.mark.parametrize("claims", [{"exp": -30}, {"iat": 50}, {"nbf": 50}])
def test_clocks_may_differ_by_a_minute(
    office: Office, forger: Forger, claims: dict[str, int]
) -> None:
    forger.claims = {name: seconds(count) for name, count in claims.items()}
    assert forger.sent_back(office).status_code == 200


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": -75}, "Maison said of who you are ran out at 20"),
    "early": ({"iat": 75}, "holds from 20"),
    "not-yet": ({"nbf": 75}, "holds from 20"),
    "issuer": ({"iss": "https://evil.example"}, "“https://evil.example”, and not from Maison"),
    "audience": ({"aud": "shop"}, "meant for “shop”"),
    "audiences": ({"aud": ["shop", "till"]}, "meant for “shop, till”"),
    "foreign-azp": ({"aud": ["parcours", "shop"], "azp": "shop"}, "meant for “shop”"),
    "own-azp": ({"aud": "shop", "azp": "parcours"}, "meant for “shop”"),
    "nonce": ({"nonce": "another"}, "belongs to another sign-in"),
    "no-nonce": ({"nonce": None}, "nonce is missing"),
    "no-subject": ({"sub": None}, "sub is missing"),
    "empty-subject": ({"sub": ""}, "sub is missing"),
    "number-subject": ({"sub": 7}, "sub is missing"),
    "no-expiry": ({"exp": None}, "exp is missing"),
    "odd-expiry": ({"exp": "soon"}, "exp is missing"),
    "other-access-token": ({"at_hash": "abc"}, "at_hash is missing"),
    "no-group": ({"groups": 7}, "names no group"),
}


@pytest.mark.parametrize(("claims", "said"), WRONG.values(), ids=WRONG)
def test_token_that_is_wrong_lets_nobody_in(
    office: Office, forger: Forger, claims: dict[str, Any], said: str
) -> None:
    times = {"exp", "iat", "nbf"}
    forger.claims = {
        k: seconds(v) if k in times and isinstance(v, int) else v for k, v in claims.items()
    }
    answer = forger.sent_back(office)
    assert (answer.status_code, "parcours_headoffice" in answer.cookies) == (403, False)
    assert said in alerts(answer)[0]


def unsigned(forger: Forger, alg: str) -> str:
    claims = forger.signed().split(".")[1]
    header = base64.urlsafe_b64encode(json.dumps({"alg": alg}).encode()).decode().rstrip("=")
    return f"{header}.{claims}."


def test_signature_that_proves_nothing_lets_nobody_in(
    office: Office, forger: Forger, keys: list[RSAKey]
) -> None:
    other = keys[1]
    theirs = forger.keys.keys[0].kid
    found = []
    for kind in ("none", "by our secret", "by another", "by another in their name", "rubbish"):
        forger.by, forger.header, forger.token = None, None, ""
        match kind:
            case "by another":
                forger.by = other
            case "by another in their name":
                forger.by, forger.header = other, {"kid": theirs}
            case "none":
                forger.token = unsigned(forger, "none")
            case "by our secret":
                key = OctKey.import_key(SECRET)
                forger.token = jwt.encode({"alg": "HS256"}, {"sub": "s-1"}, key)
            case _:
                forger.token = "rubbish"
        answer = forger.sent_back(office)
        found.append((kind, answer.status_code, alerts(answer)[0]))
        assert "parcours_headoffice" not in answer.cookies
    no_key = "What came as the word of Maison is not signed with a key of theirs."
    no_proof = "What came as the word of Maison is not signed in a way that proves it: {}."
    assert found == [
        ("none", 403, no_proof.format("none")),
        ("by our secret", 403, no_proof.format("HS256")),
        ("by another", 403, no_key),
        ("by another in their name", 403, no_key),
        ("rubbish", 403, no_key),
    ]


def test_keys_are_kept_and_read_again_for_one_that_is_new(
    office: Office, forger: Forger, keys: list[RSAKey]
) -> None:
    for _ in range(3):
        assert forger.sent_back(office).status_code == 200
    assert forger.asked_for_keys == 1
    forger.keys = KeySet([*keys[::-1]])
    assert forger.sent_back(office).status_code == 200
    assert forger.asked_for_keys == 2


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"error": "access_denied"}, 403, "Maison let nobody in: access was denied there"),
        ({"error": "server_error"}, 502, "Maison answered with an error: server_error."),
        ({"error": "<b>"}, 502, "Maison answered with an error: no error&#39;s name."),
        ({"state": "another"}, 400, "was not begun in this browser within the last ten minutes"),
        ({"state": "é"}, 400, "was not begun in this browser within the last ten minutes"),
        ({"iss": "https://evil.example"}, 403, "comes from “https://evil.example”"),
        ({"code": ""}, 502, "sent what head office cannot read: neither code nor error."),
    ],
)
def test_answer_that_is_none_is_told_as_it_is(
    office: Office, forger: Forger, more: dict[str, str], status: int, said: str
) -> None:
    answer = forger.sent_back(office, **more)
    assert (answer.status_code, said in alerts(answer)[0]) == (status, True), alerts(answer)


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (Response("<html>", 200), 502, "sent what head office cannot read"),
        (Response('{"token_type": "Bearer"}', 200), 403, "id_token is missing"),
        (Response('["a"]', 200), 502, "sent what head office cannot read"),
        (Response("down", 503), 503, "Maison cannot be reached just now."),
        (Response("", 302, {"Location": "http://127.0.0.1:1/"}), 502, "head office cannot read"),
    ],
)
def test_token_endpoint_that_answers_oddly_is_told(
    office: Office, forger: Forger, answer: Response, status: int, said: str
) -> None:
    forger.answer = answer
    found = forger.sent_back(office)
    assert (found.status_code, said in alerts(found)[0]) == (status, True), alerts(found)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"issuer": "https://evil.example"}, "This answer comes from “https://evil.example”"),
        ({"token_endpoint": "http://evil.example/token"}, "token_endpoint: Value error, https://"),
        ({"jwks_uri": None}, "jwks_uri"),
    ],
)
def test_provider_that_describes_itself_wrongly_is_not_gone_to(
    office: Office, httpserver: HTTPServer, said: dict[str, Any], words: str
) -> None:
    forger = Forger(httpserver, httpserver.url_for("").rstrip("/"), KeySet([]), {})
    forger.publish(**said)
    known_to(office, forger.issuer)
    answer = office.get("/sign-in/begin")
    assert words in alerts(answer)[0]


def test_refusal_is_told_in_french(office: Office, forger: Forger) -> None:
    begun = forger.sent_back(office, reads="fr", state="x")
    assert alerts(begun)[1] == "Recommencez ici."
    forger.claims = {"groups": ["cuisine"]}
    groups = forger.sent_back(office, reads="fr")
    assert (groups.status_code, "cuisine" in alerts(groups)[0]) == (403, True)
