"""What a list says of itself: how much was found, how old that is, what nobody knows; pure."""

from datetime import datetime

from kiosk.listing import Listing
from kiosk.walk import Browsing, Searching
from touchpoint.words import Speech


def note(speech: Speech, now: datetime, stop: Browsing | Searching, found: Listing) -> str:
    """Where nothing was found, what can be done instead."""
    if stop.wares.size:
        return " ".join(part for part in _here(speech, now, stop.wares.size, found) if part)
    if found.count:
        return speech.many("{n} style", "{n} styles", found.count)
    if isinstance(stop, Browsing):
        return speech.say("Nothing is here just now. Please look at another category.")
    return speech.say("Nothing found. Try one word less, or look here:") if stop.query else ""


def _here(speech: Speech, now: datetime, size: str, found: Listing) -> tuple[str, str]:
    count, still, unknown = found.count, found.still, found.unknown
    known = ""
    if count:
        when = speech.when(found.since, now) if found.since else speech.say("just now")
        known = speech.many(
            "{n} style here in {size}, as known {when}.",
            "{n} styles here in {size}, as known {when}.",
            count,
            size=size,
            when=when,
        )
    elif not still:
        known = speech.say("We know of none here in {size}.", size=size)
    if still:
        return known, speech.many("Looking at {n} more.", "Looking at {n} more.", still)
    if not unknown:
        return known, ""
    return known, speech.many(
        "Of {n} more we do not know; please ask an associate.",
        "Of {n} more we do not know; please ask an associate.",
        unknown,
    )
