"""The brand's name, the marks that something is missing, and the languages."""

from kivy.properties import ListProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import ChooseLanguage
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import refill
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class AwayMark(Themed, BoxLayout):
    """An open circle and a word: the store's computer cannot be reached."""

    text = StringProperty("")


class LanguageCell(Touchable):
    """One language by its own name."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class LanguageRow(Themed, BoxLayout):
    """The languages, the chosen one underlined."""

    lines = ListProperty()

    def on_lines(self, *_: object) -> None:
        refill(self, self.lines, lambda line: LanguageCell(
            theme=self.theme, line=line, target=f"language.{line.code}",
            text=line.name, touch=ChooseLanguage(line.code),
        ))  # fmt: skip


load_kv(__file__)
