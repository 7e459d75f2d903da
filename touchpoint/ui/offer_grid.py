"""What else is here, as cards: a photograph, and beside it the title, the price and why."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, NumericProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout

from touchpoint.ui import photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable

_COLUMNS = 2
#: Design pixels of a photograph: three rows of them fill a sheet, fewer have room.
_LOW, _HIGH = 180, 256


class OfferCard(Touchable):
    """*line* is an `Offer`; its photograph is *print* pixels high, and so is it at least."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    print = NumericProperty(0)


class OfferGrid(Row, GridLayout):
    """*block* is `Offers`; a card keeps its place while others come and go.

    Two stand side by side, or one where text is larger.
    """

    block = ObjectProperty(None)
    rows_shown = NumericProperty(1)

    def _tall(self) -> float:
        return float(self.theme.px(_LOW if self.rows_shown > _COLUMNS else _HIGH))

    #: Pixels of height of a photograph.
    tall = AliasProperty(_tall, None, bind=["theme", "rows_shown"])

    def on_block(self, *_: Any) -> None:
        cards = self.block.cards
        self.rows_shown = -(-len(cards) // _COLUMNS)
        self.fill(cards)

    def cell(self) -> OfferCard:
        made = OfferCard(print=self.tall)
        self.bind(tall=made.setter("print"))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"offer.{line.gtin}",
            "text": line.title,
            "touch": line.touch,
        }


load_kv(__file__)
