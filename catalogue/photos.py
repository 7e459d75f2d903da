"""Which photographs of a style are kept, and which colour each shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.parts import picture
from contract.parts import Photo

MOST = 10


def photographs(alts: Mapping[str, str], shown: Iterable[tuple[str, str]]) -> tuple[Photo, ...]:
    """Photos by the names in *alts*, in order; *shown* pairs a name with a colour it shows.

    One that shows several colours shows none in particular.
    """
    colours: dict[str, set[str]] = {}
    for name, colour in shown:
        colours.setdefault(name, set()).add(colour)
    only = {name: next(iter(found)) for name, found in colours.items() if len(found) == 1}
    return tuple(picture(name, alt, only.get(name) or None) for name, alt in alts.items())


def at_most_ten(photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
    """Those that the page of some colour has among its first ten: its own, then the common ones."""
    common = [photo for photo in photos if photo.colour is None]
    # The page of a colour without photographs of its own shows the common ones alone.
    kept = {photo.name for photo in common[:MOST]}
    for colour in {photo.colour for photo in photos if photo.colour}:
        own = [photo for photo in photos if photo.colour == colour]
        kept.update(photo.name for photo in (own + common)[:MOST])
    return tuple(photo for photo in photos if photo.name in kept)
