"""What is left of a visit where nothing may be: in widgets, in memory, in files."""

import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from kivy.uix.widget import Widget

#: More than this of one object is nobody's word.
_LONGEST = 1 << 20
#: Properties that lead to other widgets, or that Kivy is about to drop.
_SKIPPED = {"parent", "children", "canvas", "cls", "ids", "theme", "padding_x", "padding_y"}


def in_widgets(words: Iterable[str], widgets: Iterable[Widget]) -> list[str]:
    """Each of *words* that a property of a widget holds, and of which."""
    found = [(w, name) for w in widgets for name in _texts(w)]
    said = [(type(w).__name__, name, str(getattr(w, name))) for w, name in found]
    return sorted({f"{kind}.{name}: {word}" for kind, name, text in said for word in words
                   if word in text})  # fmt: skip


def _texts(widget: Widget) -> Iterator[str]:
    return (name for name in widget.properties() if name not in _SKIPPED)


def in_files(words: Iterable[str], folder: Path) -> list[str]:
    """Each of *words* that stands in a file under *folder*."""
    contents = {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    wanted = [(word, word.encode()) for word in words]
    return [f"{p.name}: {word}" for p, c in contents.items() for word, raw in wanted if raw in c]


def in_memory(words: Iterable[str], but: Iterable[object] = ()) -> list[str]:
    """Each of *words* in a text or bytes that any object of this process refers to.

    *but* are the objects that know the words rightly: whoever asks.
    """
    # What was frozen is in no list of the collector's, and could keep a word like all others.
    gc.unfreeze()
    gc.collect()
    wanted = {word: word.encode() for word in words}
    rightly = {id(wanted), id(words), *map(id, but)}
    found = set[str]()
    for holder in gc.get_objects():
        if id(holder) in rightly or type(holder) is FrameType:
            continue
        for held in gc.get_referents(holder):
            found |= {f"{_name(holder)}: {word}" for word, raw in wanted.items()
                      if _holds(held, word, raw)}  # fmt: skip
    return sorted(found)


def _holds(held: Any, word: str, raw: bytes) -> bool:
    if sys.getsizeof(held, 0) > _LONGEST:
        return False
    # Texts that are one of the words themselves are ours as often as not: their holders differ.
    return (type(held) is str and word in held) or (type(held) is bytes and raw in held)


def _name(holder: object) -> str:
    kind = type(holder)
    size = f" of {len(holder)}" if isinstance(holder, dict | list | tuple | set) else ""
    return f"{kind.__module__}.{kind.__qualname__}{size}"
