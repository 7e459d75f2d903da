"""Reads the `.sql` files beside it: every statement has a name and says what it answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)\n((?:-- .*\n)+)", re.MULTILINE)
_FILES = ("schema.sql", "events.sql", "figures.sql")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what it is called, what it is for, its text."""

    name: str
    about: str
    sql: str


def read(text: str) -> Iterator[Statement]:
    """The statements of one file, in order."""
    heads = list(_NAME.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        about = " ".join(line.removeprefix("-- ") for line in head.group(2).splitlines())
        yield Statement(head.group(1), about, text[head.end() : end].strip().rstrip(";"))


def _read_all() -> dict[str, Statement]:
    folder = files(__package__)
    return {
        statement.name: statement
        for file in _FILES
        for statement in read((folder / file).read_text(encoding="utf-8"))
    }


STATEMENTS: Mapping[str, Statement] = _read_all()
