"""The retailer's size chart as a table; the shopper's row stands between rules, in strong type."""

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.words import Headline
from touchpoint.views import SizeTable


#: Characters that the narrowest column has room for.
_NARROW = 4


def shares(table: SizeTable) -> list[int]:
    """How wide each column of *table* is to the others; a name may take two lines."""
    columns = zip(table.columns, *(row.cells for row in table.rows), strict=True)
    return [max(_NARROW, len(head) // 2 + 2, *map(len, cells)) for head, *cells in columns]


class ChartCell(Headline):
    """A figure, *strong* in the shopper's row; or a column's name, in the *head*."""

    strong = BooleanProperty(defaultvalue=False)
    head = BooleanProperty(defaultvalue=False)


class ChartRow(Themed, BoxLayout):
    """*line* is a `SizeTableRow`, *shares* how wide its columns are to one another."""

    shares = ListProperty()
    line = ObjectProperty(None, allownone=True, rebind=True)

    def on_line(self, *_: object) -> None:
        for text, share in zip(self.line.cells, self.shares, strict=True):
            cell = ChartCell(theme=self.theme, text=text, strong=self.line.yours)
            cell.size_hint_x = share
            self.add_widget(cell)


class ChartHead(Themed, BoxLayout):
    """*block* is the `SizeTable` whose columns it names."""

    block = ObjectProperty(None, allownone=True, rebind=True)

    def on_block(self, *_: object) -> None:
        for text, share in zip(self.block.columns, shares(self.block), strict=True):
            cell = ChartCell(theme=self.theme, text=text, head=True)
            cell.size_hint_x = share
            self.add_widget(cell)


class ChartTable(Themed, BoxLayout):
    """*block* is a `SizeTable`."""

    block = ObjectProperty(None)

    def on_block(self, *_: object) -> None:
        self.clear_widgets()
        head = ChartHead(theme=self.theme)
        head.block = self.block
        self.add_widget(head)
        for line in self.block.rows:
            row = ChartRow(theme=self.theme, shares=shares(self.block))
            row.line = line
            self.add_widget(row)


load_kv(__file__)
