"""Rows of touchable things, rebuilt only when what they show has changed."""

from collections.abc import Callable, Sequence
from typing import Any

from kivy.properties import ListProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.stacklayout import StackLayout

from touchpoint.touches import ChooseColour, ChooseSize
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class SizeCell(Touchable):
    """One size with how many there are, in words; *line* is a `SizeLine`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class ColourCell(Touchable):
    """One colour as a word beside its photograph; *line* is a `ColourLine`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class SizeRow(Themed, GridLayout):
    """All sizes of the chosen colour, of equal width."""

    lines = ListProperty()

    def on_lines(self, *_: object) -> None:
        refill(self, self.lines, lambda line: SizeCell(
            theme=self.theme, line=line, target=f"size.{line.gtin}",
            text=line.label, touch=ChooseSize(line.gtin),
        ))  # fmt: skip


class ColourRow(Themed, StackLayout):
    """All colours of the style."""

    lines = ListProperty()

    def on_lines(self, *_: object) -> None:
        refill(self, self.lines, lambda line: ColourCell(
            theme=self.theme, line=line, target=f"colour.{line.slug}",
            text=line.name, touch=ChooseColour(line.slug),
        ))  # fmt: skip


def refill(row: Any, lines: Sequence[Any], cell: Callable[[Any], Any]) -> None:
    """Show *lines* in *row*: cells keep their place and take a new line, so nothing flickers."""
    shown = list(reversed(row.children))
    same = len(shown) == len(lines) and all(
        old.line == new for old, new in zip(shown, lines, strict=True)
    )
    if same:
        return
    row.clear_widgets()
    for line in lines:
        made = cell(line)
        made.bind(on_act=row.pass_on)
        row.bind(theme=made.setter("theme"))
        row.add_widget(made)


load_kv(__file__)
