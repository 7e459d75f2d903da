"""Names of colours and styles as they may stand in an address or a file name."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o"})


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens ("Bleu d'été" → "bleu-d-ete"), "" when none is left."""
    folded = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).casefold()
    ascii_only = folded.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
