"""One real store for all features: whoever touches its kiosk sees what head office gets of it."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.broker import free_port
from simulation.demo import Run
from simulation.plan import Plan, Ports, Screen, Times, with_doors
from simulation.usual import BUILD
from tests.features.shop import Shop
from tests.fittingroom.lamp import lamp_on

#: One worker opens one store for all of them.
_MARKS = (pytest.mark.system, pytest.mark.timeout(480), pytest.mark.xdist_group("features"))
_OPENING = pytest.StashKey["Opening"]()
_SCREENS = (
    Screen("kiosk-1", "kiosk", "floor", "The kiosk", 540, 960, "nfc"),
    Screen("cabin-1", "fittingroom", "cabin-1", "Fitting room 1", 360, 640, "uhf"),
)


def pytest_itemcollected(item: pytest.Item) -> None:
    for mark in _MARKS:
        item.add_marker(mark)


@contextmanager
def open_store(folder: Path) -> Iterator[Shop]:
    """Mosquitto, hub, head office, a kiosk and a mirror, each the real program."""
    ports = Ports(*(free_port() for _ in range(4)))
    plan = Plan(folder, BUILD, with_doors(ports, _SCREENS, free_port), headless=True)
    run = Run(replace(plan, screens=_SCREENS, times=Times()), print)
    light = ExitStack()
    try:
        run.fit_out()
        shop = Shop(run)
        shop.settle()
        shop.lamp = light.enter_context(lamp_on())
        shop.light_the_cabin(shop.lamp.url)
        shop.stock(run.open())
        # Figures are worth something once the hub is heard, and nobody waits for a photograph.
        for touched in (shop.kiosk, shop.mirror):
            touched.until("the hub is heard", away=False)
        yield shop
    finally:
        # Nothing of it is looked at again, so nobody waits for a proper end.
        for program in reversed(run.programs.values()):
            program.kill()
        run.stop()
        light.close()


class Opening:
    """One store, open while tests ask for it."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders, self._open = folders, ExitStack()
        self._shop: Shop | None = None

    def shop(self) -> Shop:
        if self._shop is None:
            folder = self._folders.mktemp("shop") / "s"
            self._shop = self._open.enter_context(open_store(folder))
        return self._shop

    def close(self) -> None:
        self._shop = None
        self._open.close()


@pytest.fixture(scope="session")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    with closing(Opening(tmp_path_factory)) as made:
        yield made


@pytest.fixture
def shop(request: pytest.FixtureRequest, opening: Opening) -> Shop:
    """The open store, its kiosk at rest: whatever a test does there is a visit of its own."""
    request.node.stash[_OPENING] = opening
    shop = opening.shop()
    shop.fresh_visit()
    return shop


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Its programs would go on beside all other tests, up to the end of the session."""
    opening = item.stash.get(_OPENING, None)
    if opening and (nextitem is None or "shop" not in getattr(nextitem, "fixturenames", ())):
        opening.close()
