"""The command that starts a touchpoint: options read, display chosen, folder claimed."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from contract.ids import new_id
from messaging.clock import SystemClock
from messaging.storetime import StoreTime
from touchpoint.settings import TouchpointSettings
from touchpoint.starting import (
    RELOAD,
    CannotStart,
    Reload,
    Start,
    check_authority,
    claim,
    known_words,
    prepare_display,
    read_brand,
    read_secret,
    read_settings,
)

S = TypeVar("S", bound=TouchpointSettings)
OpenWindow = Callable[[Start[S]], None]

#: Seconds for which the thread that draws may keep the one that writes waiting, at each step of a
#: write, a dozen: with Python's own 5 ms a request left a busy mirror 60 ms after the touch.
_SWITCH = 0.0005


def command(
    place: str,
    help_text: str,
    model: type[S],
    open_window: OpenWindow[S],
    more: Sequence[click.Command] = (),
) -> click.Command:
    """The command of *place*, whose settings are config/*place*.toml and a *model*.

    *open_window* may import Kivy, which opens its display when it is imported; it returns when the
    window was closed. Without one of the commands of *more*, the window is opened.
    """

    def run(config: Path, brand: Path, *, offscreen: bool) -> None:
        if click.get_current_context().invoked_subcommand:
            return
        sys.setswitchinterval(_SWITCH)
        try:
            open_window(_start(config, model, brand, offscreen=offscreen))
        except Reload:
            sys.exit(RELOAD)
        except CannotStart as error:
            for line in str(error).splitlines():
                click.echo(f"{place}: {line}", err=True)
            sys.exit(1)

    if not more:
        return click.Command(place, callback=run, help=help_text, params=_options(place))
    return click.Group(
        place,
        callback=run,
        help=help_text,
        params=_options(place),
        commands=more,
        invoke_without_command=True,
    )


def _options(place: str) -> list[click.Parameter]:
    config = f"config/{place}.toml"
    return [
        click.Option(
            ["--config"],
            type=click.Path(path_type=Path),
            default=Path(config),
            show_default=True,
            help=f"Its settings; {config} explains each.",
        ),
        click.Option(
            ["--brand"],
            type=click.Path(path_type=Path),
            default=Path("config/brand.toml"),
            show_default=True,
            help="Colours and type.",
        ),
        click.Option(["--offscreen"], is_flag=True, help="Draw for real without a display."),
    ]


def _start(config: Path, model: type[S], brand: Path, *, offscreen: bool) -> Start[S]:
    settings, theme = read_settings(config, model), read_brand(brand)
    check_authority(config, "broker.ca", settings.broker.ca)
    check_authority(config, "hub.ca", settings.hub.ca)
    secret = read_secret(settings)
    prepare_display(os.environ, offscreen=offscreen)
    claim(settings.state_dir)
    clock = StoreTime(SystemClock())
    return Start(settings, theme, secret, known_words(settings), clock, new_id)
