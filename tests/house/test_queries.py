"""Every query that a .sql file names is called somewhere."""

import re
from pathlib import Path
from typing import Any

NAMED = re.compile(r"^-- name: (\w+)", re.MULTILINE)


def test_no_query_is_declared_and_dead(
    root: Path, product: list[Any], everything: list[Any]
) -> None:
    folders = {root / it.path.split("/")[0] for it in product}
    files = sorted(file for folder in folders for file in folder.rglob("*.sql"))
    # A name may also be handed on as text, as head office's figures are.
    called = {name for it in everything for name in re.findall(r"[.\"](\w+)", it.text)}
    declared = [(file, name) for file in files for name in NAMED.findall(file.read_text("utf-8"))]
    assert len(declared) > 50
    assert [f"{file.name}: {name}" for file, name in declared if name not in called] == []
