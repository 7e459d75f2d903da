"""An emulated PN532 to run by hand: prints its serial line, and takes garments over a socket."""

import contextlib
from pathlib import Path

import click

from simulation.door import Door, serve
from simulation.pn532.memory import MODELS
from simulation.pn532.orders import Desk
from simulation.pn532.port import Port
from simulation.pn532.timing import AT_ONCE, REALISTIC


@click.command()
@click.option(
    "--socket",
    "path",
    type=click.Path(path_type=Path),
    default=Path("var/pn532.sock"),
    show_default=True,
    help="Where orders are heard.",
)
@click.option(
    "--line", type=click.Path(path_type=Path), help="A name for the serial line that stays alike."
)
@click.option(
    "--tags", type=click.Choice(list(MODELS)), default="ntag215", show_default=True, help="Which."
)
@click.option("--realistic", is_flag=True, help="Let chip and air take their (assumed) time.")
def main(path: Path, line: Path | None, tags: str, *, realistic: bool) -> None:
    """Emulate an NFC reader with a PN532 chip on a serial line, until it is interrupted.

    It prints the path of the line, which a reader of the kind pn532 opens as its device:

    \b
    python -m simulation.pn532 --line /tmp/pn532 --socket /tmp/pn532.sock &
    python -m touchpoint.readers pn532 --option device=/tmp/pn532

    Garments are held to it, laid on it and taken away as with the simulated reader. A link is a
    tag with that link on it; uid:04A1B2C3D4E5F6 is an empty tag with that UID:

    \b
    python -m touchpoint.readers tap /tmp/pn532.sock https://id.example/01/00614141100019/21/A1
    python -m touchpoint.readers put /tmp/pn532.sock uid:04A1B2C3D4E5F6
    python -m touchpoint.readers take /tmp/pn532.sock uid:04A1B2C3D4E5F6

    A tag that lies there can be written, too:

    \b
    python -m touchpoint.readers write --device /tmp/pn532 https://id.example/01/00614141100019
    """
    port = Port(REALISTIC if realistic else AT_ONCE)
    with contextlib.closing(port), Door(path, Desk(port, tags)) as door:
        if line is not None:
            line.unlink(missing_ok=True)
            line.symlink_to(port.path)
        click.echo(str(line or port.path))
        serve(door)
    for made in (path, line):
        if made is not None:
            made.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
