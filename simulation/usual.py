"""The usual store: the demo's own, on this machine's free ports."""

from pathlib import Path

from simulation.broker import free_port
from simulation.plan import Plan, Ports, screens, with_doors
from simulation.processes import port_like

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def default_plan(*, headless: bool, usual: bool = False) -> Plan:
    """The store of the demo, on the *usual* ports where they are free, else on any.

    Only the demo itself asks for the usual ones: two stores that start at once would both see them
    free.
    """
    shown = screens(0.5)
    like = port_like if usual else lambda _: free_port()
    ports = Ports(
        broker=like(18883),
        hub=like(8080),
        headoffice=like(8090),
        demo=like(8070),
    )
    ports = with_doors(ports, shown, free_port)
    return Plan(BUILD / "demo", BUILD, ports, headless=headless, screens=shown)
