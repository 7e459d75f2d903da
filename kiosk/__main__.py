"""The kiosk's start: settings in, parts chosen, app run."""

import os
import sys
from pathlib import Path

import click

from contract.ids import new_id
from kiosk.settings import Settings
from messaging.clock import SystemClock
from touchpoint.starting import (
    CannotStart,
    claim,
    known_words,
    prepare_display,
    read_brand,
    read_secret,
    read_settings,
)


@click.command()
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config/kiosk.toml"),
    show_default=True,
    help="Its settings; config/kiosk.toml explains each.",
)
@click.option(
    "--brand",
    type=click.Path(path_type=Path),
    default=Path("config/brand.toml"),
    show_default=True,
    help="Colours and type.",
)
@click.option("--offscreen", is_flag=True, help="Draw for real without a display.")
def main(config: Path, brand: Path, *, offscreen: bool) -> None:
    """Run the kiosk until it is closed or SIGTERM comes.

    Without the broker or the hub it shows what it knows and says so.
    """
    try:
        _run(config, brand, offscreen=offscreen)
    except CannotStart as error:
        for line in str(error).splitlines():
            click.echo(f"kiosk: {line}", err=True)
        sys.exit(1)


def _run(config: Path, brand_file: Path, *, offscreen: bool) -> None:
    settings, brand = read_settings(config, Settings), read_brand(brand_file)
    secret = read_secret(settings)
    prepare_display(os.environ, offscreen=offscreen)
    claim(settings.state_dir)

    # Kivy opens its display when it is imported, so it may come only now.
    from kiosk.app import KioskApp  # noqa: PLC0415
    from kiosk.keeping import resume  # noqa: PLC0415
    from kiosk.place import KioskPlace  # noqa: PLC0415
    from kiosk.visit import Rules  # noqa: PLC0415
    from messaging.mqtt import MqttBus  # noqa: PLC0415
    from touchpoint.program import Parts, run  # noqa: PLC0415
    from touchpoint.ui.shell import set_window  # noqa: PLC0415

    times = settings.times
    words = known_words(settings)
    rules = Rules(settings.languages, times.idle_seconds, times.still_here_seconds)
    set_window(settings.window.width, settings.window.height, fullscreen=settings.window.fullscreen)
    parts = Parts(
        settings=settings,
        gone_after=times.gone_after_seconds,
        secret=secret,
        clock=SystemClock(),
        new_id=new_id,
        make_bus=lambda will: MqttBus(
            settings.touchpoint,
            settings.touchpoint,
            secret,
            settings.broker.host,
            settings.broker.port,
            settings.broker.ca,
            will=will,
        ),
        make_window=lambda photos, actions, failed, shown: KioskApp(
            brand,
            photos,
            actions,
            failed=failed,
            on_shown=shown,
            reduced_motion=settings.window.reduced_motion,
        ),
    )
    run(parts, KioskPlace(rules, words, settings.window.width, new_id), resume)


if __name__ == "__main__":
    main()
