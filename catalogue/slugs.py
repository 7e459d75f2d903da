"""Names of colours and styles as they may stand in an address or a file name."""

from __future__ import annotations

from slugify import slugify


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens ("Bleu d'été" → "bleu-d-ete"), or ""."""
    return slugify(name)
