"""The brand's name, the marks that something is missing, and the languages."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import ObjectProperty, StringProperty
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
    """One language by its own name."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class LanguageRow(Row, BoxLayout):
    """The languages, the chosen one underlined."""

    def cell(self) -> LanguageCell:
        return LanguageCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"language.{line.code}",
            "text": line.name,
            "touch": ChooseLanguage(line.code),
        }


load_kv(__file__)
