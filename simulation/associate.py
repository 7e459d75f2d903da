"""A simulated associate, who signs in on an enrolled device and answers over the hub's HTTP."""

import math
import random
import threading
import time
from dataclasses import dataclass
from typing import Any

import requests
import structlog

from simulation.fates import Fate, Fates

_log = structlog.get_logger()
_TIMEOUT = (2.0, 10.0)
#: Seconds between two words of a page that it is in sight.
SEEN_EVERY = 10.0


@dataclass(frozen=True, slots=True)
class Person:
    associate: str
    name: str
    pin: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How an associate works; times in seconds."""

    #: Between noticing a request and taking it.
    notice: tuple[float, float] = (0.3, 1.2)
    #: Between taking it and having it in hand.
    fetch: tuple[float, float] = (0.5, 1.5)


class SimulatedAssociate(threading.Thread):
    """Works until *closing* is set; a hub that is away is waited for."""

    def __init__(
        self,
        person: Person,
        hub: str,
        device: str,
        rng: random.Random,
        fates: Fates,
        closing: threading.Event,
        manner: Manner | None = None,
    ) -> None:
        super().__init__(name=f"associate-{person.associate}", daemon=True)
        self._person = person
        self._hub = hub
        self._rng = rng
        self._fates = fates
        self._closing = closing
        self._manner = manner or Manner()
        self._session = requests.Session()
        self._session.headers["X-Parcours-Device"] = device
        self._signed_in = False
        self._seen_at = -math.inf

    def run(self) -> None:
        while not self._closing.is_set():
            try:
                self._work()
            except requests.RequestException:
                self._closing.wait(0.5)
            self._closing.wait(0.2)

    def _work(self) -> None:
        if not self._signed_in:
            self._sign_in()
            return
        self._be_seen()
        answer = self._session.get(
            f"{self._hub}/v1/requests", params={"state": "open"}, timeout=_TIMEOUT
        )
        if answer.status_code == 401:
            self._signed_in = False
            return
        for card in answer.json()["requests"]:
            if not self._closing.is_set() and self._is_mine_to_try(card):
                self._serve(card)

    def _sign_in(self) -> None:
        body = {"associate": self._person.associate, "pin": self._person.pin}
        answer = self._session.post(f"{self._hub}/v1/session", json=body, timeout=_TIMEOUT)
        self._signed_in = answer.ok
        if not answer.ok:
            self._closing.wait(1.0)

    def _be_seen(self) -> None:
        """As a page in sight does: who is not seen is not called."""
        if time.monotonic() - self._seen_at >= SEEN_EVERY:
            self._seen_at = time.monotonic()
            url = f"{self._hub}/v1/presence"
            self._session.post(url, json={"visible": True}, timeout=_TIMEOUT)

    def _is_mine_to_try(self, card: dict[str, Any]) -> bool:
        if card["state"] not in {"made", "seen"}:
            return bool(card.get("associate") == self._person.associate)
        return self._fates.of(card["request"]) in {Fate.BROUGHT, Fate.NOT_FOUND}

    def _serve(self, card: dict[str, Any]) -> None:
        request = card["request"]
        if card["state"] in {"made", "seen"}:
            self._act(request, "seen")
            self._pause(self._manner.notice)
            if not self._act(request, "accept"):
                return
        if self._fates.of(request) is Fate.NOT_FOUND:
            self._pause(self._manner.fetch)
            alternative = (card.get("alternatives") or [None])[0]
            body = {"reason": "not_found"}
            if alternative:
                body["alternative_gtin"] = alternative["gtin"]
            self._act(request, "unavailable", body)
            return
        self._act(request, "on-the-way")
        self._pause(self._manner.fetch)
        self._act(request, "done")

    def _act(self, request: str, verb: str, body: dict[str, Any] | None = None) -> bool:
        url = f"{self._hub}/v1/requests/{request}/{verb}"
        return self._session.post(url, json=body or {}, timeout=_TIMEOUT).ok

    def _pause(self, between: tuple[float, float]) -> None:
        self._closing.wait(self._rng.uniform(*between))
