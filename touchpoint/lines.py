"""The lines both places say beside a garment's page: languages, marks, the last question."""

from contract.tags import CODES, By
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.sheet import rendition
from touchpoint.shelf import Shelf
from touchpoint.views import LanguageChoice, StillHereView
from touchpoint.words import Speech, Words

#: So many pictures change on a resting screen.
_AT_REST = 6
#: Seconds for which a reader may be started anew without a word.
_BRIEF = 5.0


def languages(words: Words, chosen: str) -> tuple[LanguageChoice, ...]:
    return tuple(
        LanguageChoice(code, words.speech(code).own_name, code == chosen)
        for code in words.languages
    )


def away_line(speech: Speech, known: Known, now: Moment) -> str:
    """Empty while the hub can be reached, or while nobody knows yet."""
    if not known.away:
        return ""
    if known.last_online is None:
        return speech.say("We are offline. Some figures may be missing")
    when = speech.when(known.last_online, now.wall)
    return speech.say("We are offline. Figures as known {when}", when=when)


def notice(speech: Speech, known: Known, now: Moment, *, unknown: By | None) -> str:
    """What went wrong, and what can be done; *unknown* is how something was read that names no
    garment.
    """
    if known.contested:
        return speech.say("Another device answers to this screen’s name. Please tell an associate.")
    if unknown in CODES:
        # A ticket, a network, an address: whatever a phone shows.
        return speech.say("This code is not of a garment. Please show us a garment’s label.")
    if unknown:
        return speech.say("We do not know this tag. Please ask an associate.")
    return _resting(speech, known, now)


def _resting(speech: Speech, known: Known, now: Moment) -> str:
    down = [s for s in known.readers.values() if s is not None and now.seconds - s >= _BRIEF]
    if not down:
        return ""
    if len(down) == len(known.readers):
        return speech.say("Our reader is resting. Please ask an associate.")
    return speech.say("One of our readers is resting. Please try the other one.")


def still_here(speech: Speech, ends_at: float, warn: float, now: Moment) -> StillHereView | None:
    """The question, in the last *warn* seconds before *ends_at*."""
    left = ends_at - now.seconds
    if left > warn:
        return None
    seconds = max(1, round(left))
    return StillHereView(
        question=speech.say("Are you still here?"),
        answer=speech.say("Yes, I am"),
        seconds=seconds,
        words=speech.many(
            "In {n} second this screen is wiped", "In {n} seconds this screen is wiped", seconds
        ),
        share=min(1.0, seconds / warn) if warn else 0.0,
    )


def at_rest(shelf: Shelf, width: int) -> tuple[str, ...]:
    """The first photograph of the first styles, at the rendition nearest *width*."""
    files = []
    for style in shelf.catalogue.styles:
        photo = next((p for p in style.photos if p.sizes), None)
        if photo:
            files.append(rendition(photo, width))
    return tuple(files[:_AT_REST])
