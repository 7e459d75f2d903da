"""What a provider says of itself: where its parts are, and what it can do."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from headoffice.oidc.refusal import NotLetIn
from headoffice.settings import Address


class Metadata(BaseModel):
    """OpenID Connect Discovery 1.0, as far as it is used."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    issuer: str
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    userinfo_endpoint: Address | None = None
    end_session_endpoint: Address | None = None
    algorithms: tuple[str, ...] = Field(("RS256",), alias="id_token_signing_alg_values_supported")
    methods: tuple[str, ...] = Field(
        ("client_secret_basic",), alias="token_endpoint_auth_methods_supported"
    )
    #: Whether every answer says whose it is (RFC 9207).
    names_itself: bool = Field(
        default=False, alias="authorization_response_iss_parameter_supported"
    )

    def authentication(self, secret: str) -> str:
        """How head office proves itself at the token endpoint."""
        if not secret:
            return "none"
        basic = "client_secret_basic" in self.methods or "client_secret_post" not in self.methods
        return "client_secret_basic" if basic else "client_secret_post"


def metadata(found: Any, issuer: str) -> Metadata:
    """What was *found* at *issuer*. Raises NotLetIn."""
    try:
        read = Metadata.model_validate(found)
    except ValidationError as error:
        keys = {".".join(map(str, it["loc"])): it["msg"] for it in error.errors()}
        raise NotLetIn("answer", "; ".join(f"{k}: {v}" for k, v in keys.items())[:200]) from error
    if read.issuer != issuer:
        raise NotLetIn("issuer", read.issuer[:120])
    return read
