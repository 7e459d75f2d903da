"""Every screen in every notable state: the one list that the audit walks through."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from contract.access import PLAIN, Access
from tests.screens import keeping, sample_cabin, sample_offers, sample_parts, samples

#: Each gives views in a language by their names, `kiosk-…` or `mirror-…`. A new screen is a view
#: in one of these, or one more line here.
SOURCES: tuple[Callable[[str], Mapping[str, Any]], ...] = (
    samples.every_view,
    sample_parts.views,
    sample_offers.views,
    keeping.views,
    sample_cabin.views,
)
LANGUAGES = tuple(samples.TEXTS)
BRANDS = {"maison": "brand.toml", "nord": "brands/nord.toml"}
SIZES = {"portrait": (540, 960), "landscape": (960, 540)}
#: How shoppers read.
READING = {
    "plain": PLAIN,
    "large": Access(large=True),
    "aided": Access(large=True, contrast=True, seated=True, calm=True),
}


@cache
def catalogue(language: str) -> dict[str, Any]:
    return {name: view for source in SOURCES for name, view in source(language).items()}
