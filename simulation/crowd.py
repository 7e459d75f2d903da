"""The people of a simulated store: shoppers, associates, and a pair of eyes on a staff page."""

import random
import threading
from collections.abc import Mapping

import requests
import structlog

from contract.styles import Catalogue
from simulation.associate import SimulatedAssociate
from simulation.fates import Fates
from simulation.glass import Glass
from simulation.outfit import Credentials
from simulation.painted import PaintWatch, chromium
from simulation.plan import STAFF, Plan
from simulation.rack import Rack
from simulation.shopper import KioskShopper, MirrorShopper, Shopper

_log = structlog.get_logger()
_TIMEOUT = (3.0, 15.0)


def fetch_catalogue(plan: Plan, credentials: Credentials) -> Catalogue:
    """The hub's catalogue, as a touchpoint gets it."""
    screen = plan.screens[0].touchpoint
    answer = requests.get(
        f"{plan.hub_url}/v1/catalogue",
        auth=(screen, credentials.touchpoints[screen]),
        timeout=_TIMEOUT,
    )
    answer.raise_for_status()
    return Catalogue.model_validate_json(answer.content)


class Crowd:
    """Everybody in the store, until *closing* is set."""

    def __init__(
        self,
        plan: Plan,
        credentials: Credentials,
        glasses: Mapping[str, Glass],
        catalogue: Catalogue,
    ) -> None:
        self._closing = threading.Event()
        rng = random.Random(plan.seed)
        fates = Fates()
        self._shoppers: list[Shopper] = []
        for screen in plan.screens:
            own = random.Random(rng.random())
            place = (glasses[screen.touchpoint], Rack(catalogue, own), own, self._closing)
            self._shoppers.append(
                KioskShopper(*place) if screen.kind == "kiosk" else MirrorShopper(*place, fates)
            )
        self._gone_home = threading.Event()
        # The last person's page is only looked at: that is where the painting is timed.
        self._associates = [
            SimulatedAssociate(
                person,
                plan.hub_url,
                credentials.phones[person.associate],
                random.Random(rng.random()),
                fates,
                self._gone_home,
            )
            for person in STAFF[:-1]
        ]
        watcher = STAFF[-1]
        self._watch = (
            PaintWatch(
                plan.hub_url,
                credentials.phones[watcher.associate],
                watcher.associate,
                watcher.pin,
                self._gone_home,
            )
            if plan.headless and chromium()
            else None
        )

    @property
    def painted(self) -> dict[str, float]:
        return self._watch.painted if self._watch else {}

    @property
    def cards(self) -> dict[str, int]:
        return self._watch.cards if self._watch else {}

    def come_in(self) -> None:
        if self._watch:
            self._watch.start()
            self._watch.watching.wait(30)
        for person in (*self._associates, *self._shoppers):
            person.start()

    def shoppers_leave(self) -> None:
        """Every visit is brought to its end; associates stay and answer what is open."""
        self._closing.set()
        for shopper in filter(_came, self._shoppers):
            shopper.join(30)

    def go_home(self) -> None:
        self._gone_home.set()
        people: list[threading.Thread] = [*self._associates]
        for person in filter(_came, people + ([self._watch] if self._watch else [])):
            person.join(30)


def _came(person: threading.Thread) -> bool:
    return person.ident is not None
