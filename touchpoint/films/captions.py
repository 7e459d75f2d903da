"""WebVTT captions as plain words with their times; the library reads the format, pure."""

import html
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import webvtt

#: Characters that stand below a film at once; a longer cue is cut.
_MOST = 240


@dataclass(frozen=True, slots=True)
class Cue:
    """*text* is said from *since* until *until*, in seconds of the film."""

    since: float
    until: float
    text: str


class BrokenCaptions(ValueError):
    """A file that is no WebVTT."""


def read_cues(content: bytes) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in order; one that cannot be shown is left out.

    Raises BrokenCaptions.
    """
    try:
        found = webvtt.from_string(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BrokenCaptions(
            f"found {error.reason} at byte {error.start}; UTF-8 is right"
        ) from error
    except webvtt.errors.MalformedFileError as error:
        raise BrokenCaptions("found no WEBVTT in its first line") from error
    cues = (
        Cue(
            one.start_time.in_milliseconds() / 1000,
            one.end_time.in_milliseconds() / 1000,
            plain(one.text),
        )
        for one in found.captions
    )
    return tuple(sorted((c for c in cues if c.text and c.since < c.until), key=lambda c: c.since))


def said_at(cues: Sequence[Cue], at: float) -> str:
    """What is said at *at* seconds; empty while nothing is."""
    return "\n".join(cue.text for cue in cues if cue.since <= at < cue.until)


def plain(text: str) -> str:
    """*text* without anything that is no letter to be read; a line's end parts two lines."""
    lines = (" ".join(_visible(line).split()) for line in html.unescape(text).splitlines())
    said = "\n".join(line for line in lines if line)
    return said if len(said) <= _MOST else said[: _MOST - 1].rstrip() + "…"


def _visible(line: str) -> str:
    return "".join(_kept(line))


def _kept(line: str) -> Iterable[str]:
    for letter in line:
        kind = unicodedata.category(letter)
        # Controls would be drawn as boxes, or turn the line around.
        yield " " if kind in {"Cc", "Zl", "Zp"} else "" if kind[0] == "C" else letter
