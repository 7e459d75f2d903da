"""The sources the house rules are about, read once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = (
    "contract",
    "messaging",
    "catalogue",
    "telling",
    "touchpoint",
    "kiosk",
    "fittingroom",
    "hub",
    "headoffice",
    "simulation",
    "tools",
)


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[tuple[str, int]]:
        """Each function as (place and name, lines from its `def` to its end)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                end = node.end_lineno or node.lineno
                yield f"{self.path}:{node.lineno} {node.name}", end - node.lineno + 1


def _read(folders: tuple[str, ...]) -> list[Source]:
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return [Source(str(path.relative_to(ROOT)), text, ast.parse(text)) for path, text in texts]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def product() -> list[Source]:
    """The product's own Python files, tools included."""
    return _read(PRODUCT)


@pytest.fixture(scope="session")
def everything() -> list[Source]:
    """The product's Python files and the tests'."""
    return _read((*PRODUCT, "tests"))
