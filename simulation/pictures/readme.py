"""The README's picture: the product's four places side by side on one sheet of paper."""

from collections.abc import Callable
from pathlib import Path


def compose(pictures: Path, target: Path, told: Callable[[str], None]) -> None:
    """Lay out what lies in *pictures* and write it to *target*."""
    told(f"{pictures} {target}")
