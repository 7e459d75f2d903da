"""Runs the simulated RAIN RFID reader until Ctrl-C."""

import signal
import threading
from pathlib import Path

import click

from simulation.llrp.air import Air
from simulation.llrp.server import Simulator


@click.command()
@click.argument("orders", type=click.Path(path_type=Path))
@click.option("--port", default=5084, show_default=True, help="LLRP's own; 0 takes a free one.")
@click.option("--antennas", default=4, show_default=True, type=click.IntRange(1, 255))
@click.option(
    "--rate",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 100_000),
    help="Reads a second of each tag.",
)
@click.option(
    "--cross",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of a tag's reads that come through another antenna than its own.",
)
@click.option(
    "--noise", default=2.0, show_default=True, help="Of the RSSI, in dB (standard deviation)."
)
@click.option("--seed", default=1, show_default=True, help="The same seed, the same reads.")
def main(
    orders: Path, port: int, antennas: int, rate: float, cross: float, noise: float, seed: int
) -> None:
    """A RAIN RFID reader: LLRP 1.0.1 on the loopback, orders on the local socket ORDERS.

    \b
    python -m simulation.llrp /tmp/uhf.sock --cross 0.2
    python -m touchpoint.readers llrp --option host=127.0.0.1 --option antennas=1
    python -m touchpoint.readers put --antenna 2 /tmp/uhf.sock 3034257BF7194E4000001A85

    Each order is one line of JSON, and so is its answer; a fault is ordered by hand:

    \b
    {"put": "3034257BF7194E4000001A85", "antenna": 2}
    {"tap": "3034257BF7194E4000001A85", "antenna": 2, "ms": 400}
    {"take": "3034257BF7194E4000001A85"}
    {"fault": "silent"}     also: cut, garbage, oversized, truncated, disorder,
                            refuse, foreign; and well, which ends those that last
    """
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, lambda *_: stopped.set())
    with Simulator(Air(antennas, rate, cross, noise, seed), orders, port) as simulator:
        click.echo(f"LLRP on 127.0.0.1:{simulator.port}, orders on {orders}")
        stopped.wait()


if __name__ == "__main__":
    main()
