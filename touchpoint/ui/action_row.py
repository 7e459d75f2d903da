"""Quiet words side by side, each with a rule below it: what else can be done here."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.stacklayout import StackLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class ActionCell(Touchable):
    """*line* is an `Action`; a chosen one is bold above a rule of ink."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    step = NumericProperty(22)


class ActionRow(Row, StackLayout):
    """As many as a line holds, and the others below."""

    ready = 4
    step = NumericProperty(22)

    def cell(self) -> ActionCell:
        made = ActionCell(step=self.step)
        self.bind(step=made.setter("step"))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.label, "touch": line.touch}


load_kv(__file__)
