"""Loads a widget's rules, which stand beside it under the same name."""

from pathlib import Path

from kivy.lang import Builder


def load_kv(module: str) -> None:
    """Load the .kv beside *module* (give `__file__`); a second import must not load it twice."""
    path = str(Path(module).with_suffix(".kv"))
    if path not in Builder.files:
        Builder.load_file(path, rulesonly=True)
