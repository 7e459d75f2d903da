"""An associate who answers one request as told, over the hub's own HTTP."""

import re
import time
from typing import Any

import requests

from simulation.associate import Person
from simulation.processes import ProgramFailed

_TIMEOUT = (2.0, 10.0)
_TO_READ = re.compile(r'action="/requests/([0-9a-f-]{36})/dismiss"')
_TRIES, _PAUSE = 40, 0.15


class Colleague:
    """Signs in when a step is asked for the first time, and again after the hub was away."""

    def __init__(self, hub: str, device: str, person: Person) -> None:
        self._hub, self._person, self._device = hub, person, device
        self._session = requests.Session()
        self._session.headers["X-Parcours-Device"] = device

    def cookies(self) -> dict[str, str]:
        """What a browser brings that is this colleague's phone, once they have signed in.

        Signed in again, the phone's open pages would be at the door.
        """
        if not self._session.cookies:
            self._sign_in()
        return {"parcours_device": self._device, **self._session.cookies.get_dict()}

    def act(
        self,
        request: str,
        verb: str,
        body: dict[str, Any] | None = None,
        *,
        of: str = "requests",
    ) -> None:
        """A step of a request, a reservation or an appointment.

        Raises ProgramFailed with what the hub answered.
        """
        path = f"/v1/{of}/{request}/{verb}"
        answer = self._post(path, body or {})
        if answer.status_code == 401:
            self._sign_in()
            answer = self._post(path, body or {})
        # What was asked for a moment ago may still be on its way to the hub.
        for _ in range(_TRIES):
            if answer.status_code != 404:
                break
            time.sleep(_PAUSE)
            answer = self._post(path, body or {})
        if not answer.ok:
            raise ProgramFailed(f"{verb} was answered {answer.status_code}: {answer.text[:300]}")

    def understand(self) -> None:
        """Read whatever of an earlier hour is still to be read."""
        self.cookies()
        page = self._session.get(f"{self._hub}/queue", timeout=_TIMEOUT).text
        for request in sorted(set(_TO_READ.findall(page))):
            self.act(request, "dismiss")

    def slots(self) -> list[str]:
        """The times at which a stylist is free."""
        answer = self._session.get(f"{self._hub}/v1/styling/slots", timeout=_TIMEOUT)
        return [str(slot["slot"]) for slot in answer.json()["slots"]]

    def press(self, path: str) -> None:
        """A button of a page, which posts to *path*. Raises ProgramFailed, as `act` does."""
        self.cookies()
        answer = self._session.post(f"{self._hub}{path}", timeout=_TIMEOUT)
        if not answer.ok:
            raise ProgramFailed(f"{path} was answered {answer.status_code}: {answer.text[:300]}")

    def not_found(self, request: str) -> None:
        """With the alternative that lies nearest, when there is any."""
        open_now = self._session.get(
            f"{self._hub}/v1/requests", params={"state": "open"}, timeout=_TIMEOUT
        ).json()["requests"]
        card = next(card for card in open_now if card["request"] == request)
        offers = [offer["gtin"] for offer in card.get("alternatives", ())][:1]
        body = {"reason": "not_found", **({"alternative_gtin": offers[0]} if offers else {})}
        self.act(request, "unavailable", body)

    def _sign_in(self) -> None:
        person = self._person
        self._post("/v1/session", {"associate": person.associate, "pin": person.pin})

    def _post(self, path: str, body: dict[str, Any]) -> requests.Response:
        return self._session.post(f"{self._hub}{path}", json=body, timeout=_TIMEOUT)
