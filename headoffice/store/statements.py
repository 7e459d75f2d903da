"""Reads the `.sql` files beside it: every statement has a name and says what it answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

_HEAD = r"^-- {}: (\w+)\n((?:-- .*\n)+)"
#: A fragment in a statement, by its name.
_FRAGMENT = re.compile(r"/\* (\w+) \*/")
_FILES = (
    "schema.sql",
    "events.sql",
    "figures.sql",
    "visits.sql",
    "devices.sql",
    "details.sql",
    "told.sql",
    "bought.sql",
    "products.sql",
    "service.sql",
    "live.sql",
    "sales.sql",
    "briefing.sql",
    "stores.sql",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what it is called, what it is for, its text."""

    name: str
    about: str
    sql: str


def read(text: str, kind: str = "name") -> Iterator[Statement]:
    """The statements of one file, in order; or its other pieces, of another *kind*."""
    heads = list(re.finditer(_HEAD.format(kind), text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        about = " ".join(line.removeprefix("-- ") for line in head.group(2).splitlines())
        yield Statement(head.group(1), about, text[head.end() : end].strip().rstrip(";"))


def _read_all() -> dict[str, Statement]:
    folder = files(__package__)

    def of(file: str, kind: str = "name") -> Iterator[Statement]:
        return read((folder / file).read_text(encoding="utf-8"), kind)

    fragments = {it.name: it.sql for it in of("fragments.sql", "fragment")}
    return {
        it.name: replace(it, sql=whole(it.sql, fragments)) for file in _FILES for it in of(file)
    }


def whole(sql: str, fragments: Mapping[str, str]) -> str:
    """*sql* with what stands in several statements in its place, fragments of fragments too.

    Raises KeyError for a fragment that there is not.
    """
    while _FRAGMENT.search(sql):
        sql = _FRAGMENT.sub(lambda found: fragments[found.group(1)], sql)
    return sql


STATEMENTS: Mapping[str, Statement] = _read_all()
