"""Runs one reader as a process of its own, and lets a person tap garments on a simulated one."""

import json
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from touchpoint.readers.port import ReaderError
from touchpoint.readers.running import Run
from touchpoint.readers.table import READERS, make_reader


class _Stop(BaseException):
    """SIGTERM: close the device and go."""


class Readers(click.Group):
    """Any word that is no command is the name of a reader."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *READERS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return super().get_command(ctx, name) or _command_for(name)


@click.command(cls=Readers)
def main() -> None:
    """Read tags, one JSON line each, or lay garments on a simulated reader.

    \b
    python -m touchpoint.readers simulated --option socket=/tmp/kiosk.sock
    python -m touchpoint.readers tap /tmp/kiosk.sock https://id.example/01/00614141100019/21/A1
    python -m touchpoint.readers write --device /dev/ttyUSB0 https://id.example/01/00614141100019/21/A1
    python -m touchpoint.readers serve --config config/reader.toml
    """


def _command_for(kind: str) -> click.Command:
    option = click.Option(
        ["--option", "options"], multiple=True, metavar="KEY=VALUE", help="As in the configuration."
    )
    return click.Command(
        kind, params=[option], callback=lambda options: _run(kind, options), help=f"Run {kind}."
    )


def _run(kind: str, options: tuple[str, ...]) -> None:
    pairs = [option.partition("=") for option in options]
    signal.signal(signal.SIGTERM, _stop)
    try:
        reader = make_reader(kind, {key: value for key, _, value in pairs})
        Run(reader, _say, lambda: time.clock_gettime(time.CLOCK_BOOTTIME), time).forever()
    except ReaderError as error:
        raise click.ClickException(str(error)) from error
    except (_Stop, KeyboardInterrupt, BrokenPipeError):
        # Without a watch to write to there is nothing left to do, nor to flush.
        sys.stdout = None


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _stop(*_: object) -> None:
    raise _Stop


def _order(path: str, order: Mapping[str, object]) -> None:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(3.0)
            line.connect(path)
            given = {word: value for word, value in order.items() if value is not None}
            line.sendall(json.dumps(given).encode() + b"\n")
            answer = json.loads(line.makefile().readline() or '{"error": "no answer came"}')
    except OSError as error:
        raise click.ClickException(
            f"no simulated reader listens on {path}: {error}; is its screen running?"
        ) from error
    if "error" in answer:
        raise click.ClickException(answer["error"])


_SOCKET = click.argument("path", metavar="SOCKET")
_CODE = click.argument("code")
_BY = click.option("--by", help="nfc, uhf, barcode or qr; guessed from the code when left out.")
_ANTENNA = click.option("--antenna", type=int, help="Of a simulated LLRP reader; 1 when left out.")


@main.command()
@_SOCKET
@_CODE
@_BY
@_ANTENNA
@click.option("--ms", default=400, show_default=True, help="How long it is held there.")
def tap(path: str, code: str, by: str | None, antenna: int | None, ms: int) -> None:
    """Hold a garment to the reader for a moment."""
    _order(path, {"tap": code, "ms": ms, "by": by, "antenna": antenna})


@main.command()
@_SOCKET
@_CODE
@_BY
@_ANTENNA
def put(path: str, code: str, by: str | None, antenna: int | None) -> None:
    """Lay or hang a garment there."""
    _order(path, {"put": code, "by": by, "antenna": antenna})


@main.command()
@_SOCKET
@_CODE
def take(path: str, code: str) -> None:
    """Take a garment away again."""
    _order(path, {"take": code})


@main.command()
@click.option("--device", required=True, help="The path of a PN532's tty, as in the configuration.")
@click.option("--seconds", default=10.0, show_default=True, help="How long a tag is waited for.")
@click.argument("link")
def write(device: str, seconds: float, link: str) -> None:
    """Write a garment's Digital Link to an NFC tag, and read it back."""
    # nfcpy is an extra, and no other command needs it.
    from touchpoint.readers.writing import write_tag  # noqa: PLC0415

    click.echo(f"Hold a tag to {device} …")
    try:
        click.echo(f"{write_tag(device, link, seconds)} says {link}")
    except ReaderError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config/reader.toml"),
    show_default=True,
    help="Its settings; config/reader.toml explains each.",
)
def serve(config: Path) -> None:
    """Be a touchpoint without a screen: one RAIN reader whose rooms have mirrors of their own.

    What it hears of the store's garments goes out on the bus, in batches, and each mirror of the
    zone decides whether it hangs in its room. What shoppers came in stays on this machine.
    """
    # Nothing of this is needed by a reader that a screen runs.
    from contract.ids import new_id  # noqa: PLC0415
    from messaging.clock import SystemClock  # noqa: PLC0415
    from messaging.mqtt import MqttBus  # noqa: PLC0415
    from messaging.storetime import StoreTime  # noqa: PLC0415
    from touchpoint.backbone import Device  # noqa: PLC0415
    from touchpoint.settings import StationSettings  # noqa: PLC0415
    from touchpoint.starting import (  # noqa: PLC0415
        RELOAD,
        CannotStart,
        Reload,
        check_authority,
        claim,
        read_secret,
        read_settings,
    )
    from touchpoint.station.program import run  # noqa: PLC0415

    try:
        settings = read_settings(config, StationSettings)
        check_authority(config, "broker.ca", settings.broker.ca)
        check_authority(config, "hub.ca", settings.hub.ca)
        secret = read_secret(settings)
        claim(settings.state_dir)
    except CannotStart as error:
        raise click.ClickException(str(error)) from error
    try:
        run(settings, Device(settings, secret, StoreTime(SystemClock()), new_id), MqttBus)
    except Reload:
        sys.exit(RELOAD)


if __name__ == "__main__":
    main()
