"""Files and functions stay short, and every module says what it is."""

import ast
from statistics import median
from typing import Any

# Sources are house/conftest.py's: in importlib mode a test cannot import its type.
Sources = list[Any]


def test_files_are_at_most_300_lines(everything: Sources) -> None:
    assert [f"{it.path}: {it.lines}" for it in everything if it.lines > 300] == []


def test_functions_are_at_most_60_lines(everything: Sources) -> None:
    functions = [row for it in everything for row in it.functions()]
    assert [f"{name}: {lines}" for name, lines in functions if lines > 60] == []


def test_half_of_the_files_are_at_most_100_lines(product: Sources) -> None:
    assert median(it.lines for it in product if it.lines) <= 100


def test_half_of_the_functions_are_at_most_8_lines(product: Sources) -> None:
    assert median(lines for it in product for _, lines in it.functions()) <= 8


def test_every_module_opens_with_a_docstring(everything: Sources) -> None:
    assert [it.path for it in everything if not ast.get_docstring(it.tree)] == []


def test_no_module_is_a_drawer_for_odds_and_ends(everything: Sources) -> None:
    drawers = {"common", "utils", "util", "helpers", "misc"}
    parts = {it.path: set(it.path.removesuffix(".py").split("/")) for it in everything}
    assert [path for path, names in parts.items() if names & drawers] == []
