"""`/trust`: the store's own authority, for phones to trust before they are made known."""

import plistlib
import uuid
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from hub.authority import fingerprint, read_certificate
from hub.web.callers import ForAnyone
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError

router = APIRouter(include_in_schema=False)

#: Under which Apple's devices know a profile of this store's authority again.
_PROFILES: Final = uuid.UUID("6f1c2a0e-7d0a-5c3f-9a3e-0c5d1f6b7a21")


@router.get("/trust")
def page(_who: ForAnyone, here: Here) -> HTMLResponse:
    """How a phone comes to trust this hub, with the fingerprint that a person compares."""
    found = _authority(here)
    text = here.pages.get_template("trust.html").render(who=None, fingerprint=fingerprint(found))
    return HTMLResponse(text)


@router.get("/ca.crt")
def certificate(_who: ForAnyone, here: Here) -> Response:
    # As bytes and not as text: Android takes a certificate for what it is only so.
    der = _authority(here).public_bytes(serialization.Encoding.DER)
    return Response(der, media_type="application/x-x509-ca-cert", headers=_named(here, "crt"))


@router.get("/ca.mobileconfig")
def profile(_who: ForAnyone, here: Here, request: Request) -> Response:
    """The same as a profile, which iPhones and iPads install."""
    found = _authority(here)
    own = uuid.uuid5(_PROFILES, fingerprint(found))
    name = f"{here.brand.name}, {here.store}"
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"parcours.{here.store}.ca",
        "PayloadUUID": str(uuid.uuid5(own, "root")),
        "PayloadDisplayName": name,
        "PayloadContent": found.public_bytes(serialization.Encoding.DER),
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"parcours.{here.store}",
        "PayloadUUID": str(own),
        "PayloadDisplayName": name,
        "PayloadDescription": f"{request.url.hostname}: {fingerprint(found)}",
        "PayloadContent": [root],
    }
    text = plistlib.dumps(whole)
    headers = _named(here, "mobileconfig")
    return Response(text, media_type="application/x-apple-aspen-config", headers=headers)


def _authority(here: Parts) -> x509.Certificate:
    """Read at each call: it may have been renewed. Raises ProblemError when there is none."""
    if here.ca is None:
        raise ProblemError(
            404,
            "There is nothing to trust here",
            "This hub has no authority of the store's own: [http] ca is not set. "
            "`python -m hub certificate` makes one.",
            said="This hub has no authority of its own: phones trust it as it is, or it is not "
            "encrypted.",
        )
    return read_certificate(here.ca.read_bytes())


def _named(here: Parts, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="parcours-{here.store}.{ending}"'}
