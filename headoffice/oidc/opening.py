"""The provider that the settings name, with the secret out of its file."""

from collections.abc import Callable
from datetime import datetime

import click

from headoffice.oidc.provider import Provider
from headoffice.settings import Oidc


def opened(settings: Oidc | None, now: Callable[[], datetime]) -> Provider | None:
    """None without settings. Raises ClickException, which says what is wrong with the secret."""
    if settings is None:
        return None
    file, secret = settings.client_secret_file, ""
    if file is not None:
        try:
            secret = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise click.ClickException(
                f"[oidc] client_secret_file cannot be read: {error}"
            ) from error
        if not secret:
            raise click.ClickException(
                f"[oidc] client_secret_file {file} is empty; the secret is right"
            )
    provider = Provider(settings, secret, now)
    provider.look()
    return provider
