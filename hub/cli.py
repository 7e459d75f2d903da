"""What every hub command needs: its settings and its database, or one clear line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from contract.brand import Brand
from contract.features import FEATURES
from contract.settings import SettingsError, load
from contract.tiers import Tiers
from hub.pins import PepperError, pepper_in
from hub.settings import Settings
from hub.store import Database, StoreError

M = TypeVar("M", Settings, Brand, Tiers)
#: What holds where nobody wrote anything: every store has everything.
EVERYTHING = Tiers(default="everything", tiers={"everything": tuple(sorted(FEATURES))})

CONFIG: Callable[[Any], Any] = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("config/hub.toml"),
    show_default=True,
    help="The hub's settings.",
)


def settings_from(config: Path) -> Settings:
    """The settings in *config*. Raises ClickException, one line a mistake."""
    return _loaded(config, Settings)


def brand_from(file: Path) -> Brand:
    return _loaded(file, Brand)


def tiers_from(config: Path, settings: Settings) -> Tiers:
    """The tiers that are shipped with *config*. Raises ClickException, one line a mistake."""
    named, beside = settings.tiers.file, config.with_name("tiers.toml")
    if named is None and not beside.exists():
        return EVERYTHING
    return _loaded(named or beside, Tiers)


def database_of(settings: Settings) -> Database:
    try:
        return Database(settings.state_dir / "hub.db")
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def pepper_from(settings: Settings) -> bytes:
    """What PINs are hashed under, kept beside the database. Raises ClickException, one line."""
    try:
        return pepper_in(settings.state_dir)
    except PepperError as error:
        raise click.ClickException(str(error)) from error


def _loaded(file: Path, model: type[M]) -> M:
    try:
        return load(file.read_text(encoding="utf-8"), str(file), model)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
