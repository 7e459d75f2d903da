"""The brand's name, the marks that something is missing, and the languages."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import ChooseLanguage
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class AwayMark(Themed, BoxLayout):
    """An open circle and a word: the store's computer cannot be reached."""

    text = StringProperty("")


class LanguageCell(Touchable):
    """One language by its own name, or in *brief* by its code."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    brief = BooleanProperty(defaultvalue=False)

    def word(self, line: Any, brief: bool) -> str:  # noqa: FBT001 - called by the rules
        if line is None:
            return ""
        return str(line.code.partition("-")[0].upper() if brief else line.name)


class LanguageRow(Row, BoxLayout):
    """The languages, the chosen one underlined; many of them in *brief* unless it is *roomy*."""

    roomy = BooleanProperty(defaultvalue=False)
    brief = BooleanProperty(defaultvalue=False)

    def on_brief(self, *_: object) -> None:
        row: Any = self
        for cell in row.children:
            cell.brief = self.brief

    def cell(self) -> LanguageCell:
        return LanguageCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"language.{line.code}",
            "text": line.name,
            "touch": ChooseLanguage(line.code),
            "brief": self.brief,
        }


load_kv(__file__)
