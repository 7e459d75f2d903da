"""The retailer's size chart as a table; the shopper's row has a bar at its side, in strong type."""

from collections.abc import Sequence
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label

from touchpoint.ui.kv import load_kv
from touchpoint.ui.theme import Theme
from touchpoint.ui.themed import Themed
from touchpoint.ui.words import largest_fitting
from touchpoint.views import SizeTable

#: Characters that the narrowest column has room for.
_NARROW = 4
_STEPS, _HEAD_STEPS = (24, 22, 20, 18), (20, 18)


def shares(table: SizeTable) -> list[int]:
    """How wide each column of *table* is to the others; a name may take two lines."""
    columns = zip(table.columns, *(row.cells for row in table.rows), strict=True)
    return [max(_NARROW, len(head) // 2 + 2, *map(len, cells)) for head, *cells in columns]


# A rule costs more than a cell, and a chart has dozens: its row makes it anew when the theme does.
class ChartCell(Label):
    """A figure, or in the *head* a column's name, in the largest type that its column has room for.

    *strong* in the shopper's row.
    """

    def __init__(self, theme: Theme, *, head: bool, strong: bool, **kwargs: Any) -> None:
        self._sizes = [theme.pt(step) for step in (_HEAD_STEPS if head else _STEPS)]
        self._lines = 2 if head else 1
        faces, palette = theme.faces, theme.palette
        super().__init__(
            font_name=faces.strong if strong else faces.text,
            color=palette.quiet if head else palette.ink,
            halign="left",
            valign="middle",
            **kwargs,
        )

    def on_size(self, *_: object) -> None:
        self.text_size = self.size
        if self.width > 1:
            face = self.text, self.font_name, self._sizes
            self.font_size = largest_fitting(*face, self.width, self._lines)


class ChartRow(Themed, BoxLayout):
    """Figures side by side; *yours* marks the shopper's."""

    yours = BooleanProperty(defaultvalue=False)
    head = BooleanProperty(defaultvalue=False)

    def fill(self, texts: Sequence[str], wide: Sequence[int]) -> None:
        """Show *texts*, each as *wide* to the others as it says."""
        for text, share in zip(texts, wide, strict=True):
            cell = ChartCell(self.theme, head=self.head, strong=self.yours, text=text)
            cell.size_hint_x = share
            self.add_widget(cell)


class ChartTable(Themed, BoxLayout):
    """*block* is a `SizeTable`."""

    block = ObjectProperty(None)

    def on_block(self, *_: object) -> None:
        self.clear_widgets()
        wide = shares(self.block)
        head = ChartRow(theme=self.theme, head=True)
        head.fill(self.block.columns, wide)
        self.add_widget(head)
        for line in self.block.rows:
            row = ChartRow(theme=self.theme, yours=line.yours)
            row.fill(line.cells, wide)
            self.add_widget(row)


load_kv(__file__)
