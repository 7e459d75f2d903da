"""One real store for all features: whoever touches its kiosk sees what head office gets of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulation.__main__ import BUILD
from simulation.broker import free_port
from simulation.demo import Run
from simulation.plan import Plan, Ports, Screen, Times, with_doors
from tests.features.shop import Shop

#: One worker opens one store for all of them.
_MARKS = (pytest.mark.system, pytest.mark.timeout(180), pytest.mark.xdist_group("features"))
_SCREENS = (
    Screen("kiosk-1", "kiosk", "floor", "The kiosk", 540, 960, "nfc"),
    Screen("cabin-1", "fittingroom", "cabin-1", "Fitting room 1", 360, 640, "uhf"),
)


def pytest_itemcollected(item: pytest.Item) -> None:
    for mark in _MARKS:
        item.add_marker(mark)


@pytest.fixture(scope="session")
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Mosquitto, hub, head office, a kiosk and a mirror, each the real program."""
    ports = Ports(*(free_port() for _ in range(4)))
    folder = tmp_path_factory.mktemp("shop") / "s"
    plan = Plan(folder, BUILD, with_doors(ports, _SCREENS, free_port), headless=True)
    run = Run(replace(plan, screens=_SCREENS, times=Times()), print)
    try:
        run.fit_out()
        shop = Shop(run)
        shop.settle()
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


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    """The open store, its kiosk at rest: whatever a test does there is a visit of its own."""
    open_shop.fresh_visit()
    return open_shop
