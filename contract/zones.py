"""The name of a time zone, checked where it is written down."""

from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator

from contract.settings import did_you_mean


def checked_zone(name: str) -> str:
    """*name* itself when this machine knows the zone; else ValueError."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        hint = did_you_mean(name, sorted(available_timezones()))
        raise ValueError(f"no time zone is called so{hint or '; Europe/Paris is one'}") from error
    return name


Zone = Annotated[str, AfterValidator(checked_zone)]
