"""Kivy matches kv rules by bare class name: two classes of one name would share their looks."""

import ast
import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import Any

DYNAMIC = re.compile(r"^<([A-Z]\w*)@", re.MULTILINE)
REGISTERED = re.compile(r"['\"]([A-Z]\w*)['\"]")


def _draws(tree: ast.Module) -> bool:
    names = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] == "kivy" for name in names)


def _our_classes(product: list[Any], root: Path) -> Counter[str]:
    drawing = [source.tree for source in product if _draws(source.tree)]
    nodes = [node for tree in drawing for node in ast.walk(tree)]
    names = Counter(node.name for node in nodes if isinstance(node, ast.ClassDef))
    for place in ("touchpoint", "kiosk", "fittingroom"):
        for path in (root / place).rglob("*.kv"):
            names.update(DYNAMIC.findall(path.read_text(encoding="utf-8")))
    return names


def _kivy_classes() -> set[str]:
    spec = importlib.util.find_spec("kivy")
    assert spec
    assert spec.submodule_search_locations
    table = Path(spec.submodule_search_locations[0]) / "factory_registers.py"
    return set(REGISTERED.findall(table.read_text(encoding="utf-8")))


def test_widget_class_names_are_unique(product: list[Any], root: Path) -> None:
    names = _our_classes(product, root)
    assert [name for name, count in names.items() if count > 1] == []


def test_widget_class_names_are_not_kivys_own(product: list[Any], root: Path) -> None:
    assert sorted(set(_our_classes(product, root)) & _kivy_classes()) == []
