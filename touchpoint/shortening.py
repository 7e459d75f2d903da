"""A text as long as there is room for it; pure."""

#: Letters that fit below a photograph, or beside a small one.
TITLE = 44


def shortened(text: str, most: int = TITLE) -> str:
    """*text* in at most so many letters, cut between words where there are any."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:·") + "…"
