"""Words of a catalogue that are far too long for their place, cut where it hurts least; pure."""

#: Letters of a colour and of a size that have room wherever they stand.
COLOUR, SIZE = 28, 16
#: Of a title below a photograph.
TITLE = 44


def shortened(text: str, most: int) -> str:
    """*text* in at most so many letters, cut between words where there are any."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:·/") + "…"


def short_colour(colour: str) -> str:
    return shortened(colour, COLOUR)


def short_size(size: str) -> str:
    return shortened(size, SIZE)
