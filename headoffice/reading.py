"""What a screen says of its readers, as its row keeps it (pure)."""

import json

from contract.remembering import remembered


@remembered
def readers_down(text: str) -> tuple[str, ...]:
    """The readers that do not read, by name; *text* is `readers` of a health event, or empty."""
    said = json.loads(text) if text else {}
    return tuple(sorted(name for name, state in said.items() if state != "ok"))
