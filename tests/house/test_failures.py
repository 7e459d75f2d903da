"""docs/failures.md: every test it names exists, and every row names one."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = [
    line for line in (ROOT / "docs/failures.md").read_text().splitlines() if line.startswith("| **")
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def defined_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    named = {node.name for node in tree.body if isinstance(node, functions)}
    assigned = (
        target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets
    )
    return named | {target.id for target in assigned if isinstance(target, ast.Name)}


def test_failures_name_tests_that_exist() -> None:
    missing = [
        f"{path}::{test}"
        for path, test in NAMED.findall("\n".join(TABLE))
        if not (ROOT / path).exists() or test not in defined_in(ROOT / path)
    ]
    assert missing == []


def test_every_failure_has_its_test() -> None:
    assert [line for line in TABLE if not NAMED.search(line)] == []
    assert len(TABLE) >= 13
