"""Rows of touchable things, whose cells stay where they are and take what they show next."""

from collections.abc import Mapping, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.properties import ListProperty, NumericProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.stacklayout import StackLayout

from touchpoint.touches import ChooseColour, ChooseSize
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class Row(Themed):
    """One cell for each of *lines*; a layout says where they lie.

    Making a cell costs more than drawing it, so those that are not needed wait to be used again.
    """

    lines = ListProperty()
    #: Cells made before the first shopper needs them.
    ready = 0

    def __init__(self, **kwargs: Any) -> None:
        self._idle: list[Any] = []
        super().__init__(**kwargs)
        self._idle += [self._made() for _ in range(self.ready)]

    def cell(self) -> Any:
        """A new cell, without a line."""
        raise NotImplementedError

    def said(self, line: Any) -> Mapping[str, object]:
        """The properties by which a cell shows *line*."""
        raise NotImplementedError

    def on_lines(self, *_: object) -> None:
        self.fill(self.lines)

    def fill(self, lines: Sequence[Any]) -> None:
        """Show *lines*; cells keep their place, so nothing flickers or moves under a finger."""
        row: Any = self
        shown = row.children[::-1]
        for cell in shown[len(lines) :]:
            row.remove_widget(cell)
            self._idle.append(cell)
        for cell, line in zip(shown, lines, strict=False):
            if cell.line != line:
                _give(cell, self.said(line))
        for line in lines[len(shown) :]:
            cell = self._idle.pop() if self._idle else self._made()
            _give(cell, self.said(line))
            row.add_widget(cell)

    def _made(self) -> Any:
        cell = self.cell()
        cell.theme = self.theme
        cell.bind(on_act=self.pass_on)
        self.bind(theme=cell.setter("theme"))
        return cell


def _give(cell: Any, said: Mapping[str, object]) -> None:
    for name, value in said.items():
        setattr(cell, name, value)


class SizeCell(Touchable):
    """One size with how many there are, in words, which *need* so many pixels of height.

    *line* is a `SizeLine`.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    need = NumericProperty(0)


class ColourCell(Touchable):
    """One colour as a word beside its photograph; *line* is a `ColourLine`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class SizeRow(Row, GridLayout):
    """All sizes of the chosen colour, of equal width and as *tall* as the one that needs most."""

    ready = 6
    tall = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        self._fit = Clock.create_trigger(self._grow, -1)
        super().__init__(**kwargs)
        for name in ("theme", "lines"):
            self.fbind(name, self._fit)
        self._fit()

    def _grow(self, *_: object) -> None:
        least = self.theme.px(144 if self.theme.large else 124)
        self.tall = max([least, *(cell.need for cell in self.children)])

    def cell(self) -> SizeCell:
        made = SizeCell()
        made.fbind("need", self._fit)
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"size.{line.gtin}",
            "text": line.label,
            "touch": ChooseSize(line.gtin),
        }


class ColourRow(Row, StackLayout):
    """All colours of the style."""

    ready = 3

    def cell(self) -> ColourCell:
        return ColourCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"colour.{line.slug}",
            "text": line.name,
            "touch": ChooseColour(line.slug),
        }


load_kv(__file__)
