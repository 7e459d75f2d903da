"""What every command of head office is told: where its settings are."""

from pathlib import Path
from typing import TypeVar

import click
from pydantic import BaseModel

from contract.settings import SettingsError, load
from headoffice.settings import Settings

M = TypeVar("M", bound=BaseModel)

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="config/headoffice.toml",
    show_default=True,
    help="What head office is told: where it keeps things and where it listens.",
)


def settings_in(path: Path) -> Settings:
    """Raises ClickException, which says what was found."""
    return loaded(path, Settings)


def loaded(path: Path, model: type[M]) -> M:
    """The settings file at *path* as *model*. Raises ClickException, which says what was found."""
    try:
        return load(path.read_text(encoding="utf-8"), str(path), model)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}; say where it is") from error
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
