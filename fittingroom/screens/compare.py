"""Two garments of the room side by side, and in which lines they differ."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import Back
from touchpoint.ui import masthead, photo, touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed


class CompareFact(Themed, BoxLayout):
    """A word and what it means for this garment; *line* is a `Fact`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class CompareFacts(Row, BoxLayout):
    ready = 3

    def cell(self) -> CompareFact:
        return CompareFact()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line}


class CompareSide(Themed, FloatLayout):
    """One of the two: its photograph, above its words or beside them. *line* is a `Compared`.

    What is touched lies above *foot* pixels.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    foot = NumericProperty(0)


class MirrorCompareScreen(Themed, FloatLayout):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    sides = ListProperty([None, None])
    back = Back()

    def on_view(self, _screen: object, view: Any) -> None:
        shown = view.compared if view else ()
        self.sides = [*shown, None, None][:2]


load_kv(__file__)
