"""Whether a provider's word on who somebody is, its id token, may be believed."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import (
    ClaimError,
    InvalidKeyIdError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import JWKRegistry, KeySet

from headoffice.oidc.claims import plain
from headoffice.oidc.refusal import NotLetIn, Why

#: Signatures that only the provider can make: neither none, nor one by a secret that two know.
PROVING: Final = frozenset(
    f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in ("256", "384", "512")
)
#: Seconds by which two clocks may differ.
LEEWAY: Final = 60
_CLAIMS: Final[Mapping[str, Why]] = {
    "iss": "issuer", "aud": "audience", "azp": "audience", "nonce": "nonce",
    "exp": "expired", "iat": "early", "nbf": "early",
}  # fmt: skip


class UnknownKey(Exception):
    """The token names a key that is not among those that were read."""


def key_set(found: Any) -> KeySet:
    """The keys of a JWK set that a signature may be of; others are left out.

    Raises ValueError for what is no set.
    """
    if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
        raise ValueError("no JWK set")  # noqa: TRY004 - the provider's mistake, not ours
    keys = []
    for one in found["keys"]:
        try:
            if one.get("use", "sig") == "sig" and one.get("kty") in ("RSA", "EC"):
                keys.append(JWKRegistry.import_key(one))
        except (JoseError, ValueError, AttributeError):
            continue
    return KeySet(keys)


def believed(
    token: str,
    keys: KeySet,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
    algorithms: Collection[str],
    now: datetime,
) -> Mapping[str, Any]:
    """The claims of *token*. Raises NotLetIn; UnknownKey when it may help to read keys again."""
    opened = _opened(token, keys, sorted(PROVING.intersection(algorithms)))
    options = {
        "iss": {"essential": True, "values": [issuer]},
        "aud": {"essential": True, "values": [client_id]},
        "sub": {"essential": True},
    }
    asked = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    claims = CodeIDToken(opened.claims, opened.header, options, asked)
    try:
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except ClaimError as error:
        raise _why(error, opened.claims) from error
    except JoseError as error:
        raise NotLetIn("missing", plain(error.description)) from error
    return dict(opened.claims)


def _opened(token: str, keys: KeySet, algorithms: list[str]) -> jwt.Token:
    if not algorithms:
        # To the library none would mean those that it recommends.
        raise NotLetIn("unsigned", "no algorithm of " + ", ".join(sorted(PROVING)))
    registry = jws.JWSRegistry(algorithms=algorithms, strict_check_header=False)
    try:
        return jwt.decode(token, keys, registry=registry)
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except UnsupportedAlgorithmError as error:
        found = jws.extract_compact(token.encode()).headers()
        raise NotLetIn("unsigned", plain(found.get("alg"))[:40]) from error
    except (JoseError, ValueError) as error:
        raise NotLetIn("signature", plain(str(error))) from error


def _why(error: ClaimError, claims: Mapping[str, Any]) -> NotLetIn:
    found = claims.get(error.claim)
    if error.claim in ("exp", "iat", "nbf"):
        said = _moment(found)
    else:
        said = ", ".join(plain(it) for it in (found if isinstance(found, list) else [found]))
    why = _CLAIMS.get(error.claim)
    return NotLetIn(why, said[:120]) if why and said else NotLetIn("missing", error.claim)


def _moment(seconds: object) -> str:
    """As a person reads it; empty for what is no moment."""
    try:
        at = datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
