"""What is left of a visit where nothing may be: in widgets, in memory, in files."""

import gc
import sqlite3
import sys
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from kivy.uix.widget import Widget

from simulation.fingers.traces import Kind, Trace

#: More than this of one object is nobody's word: it is pixels.
_LONGEST = 1 << 20
#: So many objects are asked at once what they refer to.
_MANY = 4096
#: Properties that lead to other widgets, or to what all of them share.
_SKIPPED = {"parent", "children", "canvas", "cls", "ids", "theme", "padding_x", "padding_y"}
#: The events that carry these by contract, in the outbox until the hub has them, then for its
#: seven days; and nothing else in any file.
_IN_EVENTS: Mapping[Kind, Collection[str]] = {
    "customer": ("visit.linked", "visit.unlinked"),
    "token": ("notice.asked",),
}


def in_widgets(traces: Collection[Trace], widgets: Iterable[Widget]) -> list[str]:
    """Each of *traces* that a property of a widget holds, however deep, and of which."""
    if not traces:
        return []
    return sorted(
        {
            f"{kind} in {type(widget).__name__}.{name}"
            for widget in widgets
            for name in _telling(tuple(widget.properties()))
            for text in _texts(getattr(widget, name), set())
            for kind, word in traces
            if word in text
        }
    )


@cache
def _telling(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in _SKIPPED)


def _texts(value: Any, seen: set[int]) -> Iterator[str]:
    """Every text within *value*; what a view does not say of itself as well."""
    if isinstance(value, str):
        yield value
    elif id(value) not in seen and not isinstance(value, Widget | type):
        seen.add(id(value))
        for part in _parts(value):
            yield from _texts(part, seen)


def _parts(value: Any) -> Iterable[Any]:
    if is_dataclass(value):
        return (getattr(value, field.name) for field in fields(value))
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def in_files(traces: Collection[Trace], folder: Path, outbox: str = "outbox.db") -> list[str]:
    """Each of *traces* that stands in a file under *folder*, but for what events carry."""
    found = set[str]()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content, events = path.read_bytes(), path.name.startswith(outbox)
        found |= {
            f"{kind} in {path.name}"
            for kind, word in traces
            if not (events and kind in _IN_EVENTS) and word.encode() in content
        }
    carried = [(kind, word) for kind, word in traces if kind in _IN_EVENTS]
    if carried and (folder / outbox).is_file():
        found |= set(_in_outbox(carried, folder / outbox))
    return sorted(found)


def _in_outbox(traces: Iterable[Trace], path: Path) -> Iterator[str]:
    """Where it is no event that may carry it: other events, and the visit that is kept."""
    with closing(sqlite3.connect(path)) as db:
        for kind, word in traces:
            events = db.execute(
                "SELECT DISTINCT name FROM event WHERE instr(CAST(body AS TEXT), ?)", (word,)
            )
            for (name,) in events:
                if name not in _IN_EVENTS[kind]:
                    yield f"{kind} in {name}"
            kept = "SELECT key FROM state WHERE instr(CAST(value AS TEXT), ?)"
            for (key,) in db.execute(kept, (word,)):
                yield f"{kind} in the state {key}"


def in_memory(traces: Collection[Trace], but: Iterable[object] = ()) -> list[str]:
    """Each of *traces* in a text or bytes that any object or thread of this process refers to.

    *but* are the objects that know them rightly: whoever asks.
    """
    gc.collect()
    rightly = {id(traces), *map(id, traces), *map(id, but)}
    objects = [o for o in gc.get_objects() if type(o) is not FrameType and id(o) not in rightly]
    rightly.add(id(objects))
    found = set[str]()
    for begin in range(0, len(objects), _MANY):
        chunk = objects[begin : begin + _MANY]
        if _held(chunk, traces, rightly):
            found |= {
                f"{kind} in {_name(o)}" for o in chunk for kind in _held([o], traces, rightly)
            }
    for name, local in _elsewhere():
        found |= {f"{kind} in {name}" for kind in _held([(local,)], traces, rightly)}
    return sorted(found)


def objects_of(kinds: tuple[type, ...]) -> list[str]:
    """The objects of *kinds* that are still there, by their names."""
    gc.collect()
    return sorted(type(o).__qualname__ for o in gc.get_objects() if type(o) in kinds)


def _held(
    holders: Sequence[object], traces: Collection[Trace], rightly: Collection[int]
) -> set[Kind]:
    """The kinds of what *holders* refer to, themselves or by what Python does not keep track of."""
    texts, raws, asked = set[str](), set[bytes](), set[int]()
    while holders:
        held = gc.get_referents(*holders)
        texts |= {h for h in held if type(h) is str and len(h) < _LONGEST}
        raws |= {bytes(h) for h in held if type(h) in {bytes, bytearray} and len(h) < _LONGEST}
        # Tuples and dicts of nothing but texts are in no list of all objects.
        holders = [h for h in held if type(h) in {tuple, dict} and not gc.is_tracked(h)]
        holders = [h for h in holders if id(h) not in asked and id(h) not in rightly]
        asked |= set(map(id, holders))
    text, raw = "\0".join(texts), b"\0".join(raws)
    return {kind for kind, word in traces if word in text or word.encode() in raw}


def _elsewhere() -> Iterator[tuple[str, object]]:
    """What the functions that other threads are in have at hand."""
    for thread, frame in sys._current_frames().items():  # noqa: SLF001 - no public way
        at: FrameType | None = frame if thread != threading.get_ident() else None
        while at is not None:
            for name, value in at.f_locals.items():
                yield f"{at.f_code.co_qualname}: {name}", value
            at = at.f_back


def _name(holder: object) -> str:
    kind = type(holder)
    size = f" of {len(holder)}" if isinstance(holder, dict | list | tuple | set) else ""
    return f"{kind.__module__}.{kind.__qualname__}{size}"
