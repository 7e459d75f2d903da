"""The programs of a simulated store, as a Mosquitto and Python processes like a store's own."""

from collections.abc import Mapping

import requests

from simulation.broker import Broker, BrokerError
from simulation.glass import Glass
from simulation.plan import LAYOUT, ZONE, Plan, Screen
from simulation.processes import Program, ProgramFailed, Runs, hears, python

_HTTP = (0.5, 2.0)
#: Of the shared reader: the share of reads that another room's antenna makes, reads a second.
CROSS_READS, READ_RATE = 0.2, 6.0


class BrokerRuns:
    """The private broker, killed and started like every other program."""

    def __init__(self, broker: Broker) -> None:
        self.name = "broker"
        self._broker = broker
        self._running = False

    def start(self) -> None:
        try:
            self._broker.start()
        except BrokerError as error:
            raise ProgramFailed(str(error)) from error
        self._running = True

    def await_ready(self) -> None:
        """Starting it waits already."""

    def alive(self) -> bool:
        return self._running

    def tend(self) -> None:
        """A broker never asks to be started again."""

    def kill(self) -> None:
        self._broker.kill()
        self._running = False

    def stop(self) -> None:
        self._broker.stop()
        self._running = False

    def await_death(self, patience: float) -> bool:
        del patience
        return not self._running


def programs(plan: Plan, broker: Broker, glasses: Mapping[str, Glass]) -> dict[str, Runs]:
    """Every program of the store by name, in the order in which they start."""
    return {
        "broker": BrokerRuns(broker),
        **{reader_of(s): _reader(plan, s) for s in plan.screens if s.antenna is None},
        **_shared_reader(plan),
        **{scanner_of(s): _scanner(plan, s) for s in plan.screens if s.kind == "kiosk"},
        "headoffice": _server(plan, "headoffice", plan.headoffice_url),
        "hub": _server(plan, "hub", plan.hub_url),
        **_station(plan),
        **{s.touchpoint: _touchpoint(plan, s, glasses[s.touchpoint]) for s in plan.screens},
    }


def reader_of(screen: Screen) -> str:
    """The name of the program that plays the reader of *screen*."""
    return f"{screen.touchpoint}-reader"


def scanner_of(screen: Screen) -> str:
    """The name of the program that plays the scanner of a kiosk."""
    return f"{screen.touchpoint}-scanner"


def hardware_of(screen: Screen) -> list[str]:
    """The names of the programs that play what is plugged into *screen*."""
    if screen.kind == "kiosk":
        return [reader_of(screen), scanner_of(screen)]
    return [reader_of(screen)] if screen.antenna is None else []


def _reader(plan: Plan, screen: Screen) -> Program:
    """Below the driver: a chip on a serial line at the kiosk, a networked reader in a cabin."""
    orders = plan.orders(screen)
    orders.parent.mkdir(parents=True, exist_ok=True)
    if screen.kind == "kiosk":
        line = str(plan.serial_line(screen.touchpoint))
        command = python("simulation.pn532", "--realistic", "--socket", str(orders), "--line", line)
    else:
        port = str(plan.ports.readers[screen.touchpoint])
        command = python("simulation.llrp", str(orders), "--port", port, "--antennas", "1")
    name = reader_of(screen)
    return Program(name, command, plan.log(name), hears(orders))


def _scanner(plan: Plan, screen: Screen) -> Program:
    orders, keys = plan.scanner(screen.touchpoint), str(plan.keys(screen.touchpoint))
    command = python("simulation.scanner", str(orders), "--device", keys, "--layout", LAYOUT)
    name = scanner_of(screen)
    return Program(name, command, plan.log(name), hears(orders))


def _shared_reader(plan: Plan) -> dict[str, Program]:
    """One for all rooms of the zone, where there is one; neighbours are heard through the walls."""
    if not plan.zone:
        return {}
    name, orders = f"{ZONE}-reader", plan.reader_orders(ZONE)
    orders.parent.mkdir(parents=True, exist_ok=True)
    antennas, port = str(max(plan.zone.values())), str(plan.ports.readers[ZONE])
    command = python("simulation.llrp", str(orders), "--port", port, "--antennas", antennas)
    command += ["--cross", str(CROSS_READS), "--rate", str(READ_RATE)]
    return {name: Program(name, command, plan.log(name), hears(orders))}


def _station(plan: Plan) -> dict[str, Program]:
    """The shared reader's own touchpoint."""
    if not plan.zone:
        return {}
    command = python("touchpoint.readers", "serve", "--config", str(plan.settings(ZONE)))
    # Mirrors are ready once they hear it.
    return {ZONE: Program(ZONE, command, plan.log(ZONE), lambda: True)}


def _server(plan: Plan, name: str, url: str) -> Program:
    """A hub or head office, able to be killed between its commit and its answer."""
    arm = plan.folder / "arms" / name
    command = python("simulation.faulty", name, "--arm", str(arm), "serve")
    command += ["--config", str(plan.settings(name))]
    return Program(name, command, plan.log(name), lambda: _answers(f"{url}/health"))


def _touchpoint(plan: Plan, screen: Screen, glass: Glass) -> Program:
    command = python(screen.kind, "--config", str(plan.settings(screen.touchpoint)))
    if plan.headless:
        command.append("--offscreen")
    log = plan.log(screen.touchpoint)
    return Program(screen.touchpoint, command, log, glass.ready, {"KIVY_NO_ARGS": "1"})


def glasses(plan: Plan) -> dict[str, Glass]:
    return {
        s.touchpoint: Glass(
            s.touchpoint,
            plan.ports.screens[s.touchpoint],
            plan.orders(s),
            plan.scanner(s.touchpoint),
            s.antenna,
        )
        for s in plan.screens
    }


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=_HTTP).ok
    except requests.RequestException:
        return False
