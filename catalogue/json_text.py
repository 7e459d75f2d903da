"""JSON as text and nodes that know their line, so that a mistake can be told where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from catalogue.problems import FileError

_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]', re.DOTALL)


class Node(dict[str, Any]):
    """One object of the file; *line* is where it begins."""

    line = 1

    def text(self, *keys: str) -> str:
        """What the first of *keys* that says something says first."""
        return next((said for key in keys for said in texts(self.get(key))), "")

    def own(self) -> Any:
        """What it stands for where a text is wanted."""
        return next((self[key] for key in ("name", "value", "@value") if key in self), None)

    def nodes(self, key: str) -> list[Node]:
        """The objects under *key*, whether one or a list."""
        return [node for node in listed(self.get(key)) if isinstance(node, Node)]


def read_json(text: str, name: str) -> Any:
    """The value in *text*: numbers as they are written, objects as nodes. Raises FileError."""
    lines = iter(_lines(text))

    def node(pairs: list[tuple[str, Any]]) -> Node:
        made = Node(pairs)
        made.line = next(lines, 1)
        return made

    try:
        return json.loads(
            text, object_pairs_hook=node, parse_float=str, parse_int=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        raise FileError(f"{name} breaks at line {error.lineno}: {error.msg}; wanted JSON") from None
    except RecursionError:
        raise FileError(f"{name} is nested too deeply; wanted JSON of products") from None


def listed(value: Any) -> list[Any]:
    """A list as it is, nothing as an empty one, anything else as its only element."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Any) -> Iterator[str]:
    """What *value* says as text: itself, or each of its elements; a node says its name or value."""
    for one in listed(value):
        own = one.own() if isinstance(one, Node) else one
        if isinstance(own, str) and (said := clean(own)):
            yield said


def _lines(text: str) -> list[int]:
    """The line on which each object begins, in the order in which objects end."""
    line, open_at, ended = 1, [], []
    for mark in _MARKS.finditer(text):
        if mark[0] == "\n":
            line += 1
        elif mark[0] == "{":
            open_at.append(line)
        elif mark[0] == "}":
            ended.append(open_at.pop() if open_at else 1)
    return ended


def clean(text: str) -> str:
    """*text* without what UTF-8 cannot hold or no page can show."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "").strip()
