"""The mark that something is missing, the languages, and the word that makes reading easier."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty
from kivy.properties import StringProperty as Text
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import ChooseLanguage, OpenAccess
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.theme import Theme
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable

#: Design pixels: between names, and between the word and the languages; the least for a code.
_BETWEEN, APART, CODE = 20, 24, 48
_STEP = 24


@lru_cache(maxsize=256)
def _wide(text: str, font: str, size: float) -> float:
    return float(CoreLabel(font_name=font, font_size=size).get_extents(text)[0])


def code(line: Any) -> str:
    return str(line.code.partition("-")[0].upper())


def fitting(lines: Any, word: float, room: float, theme: Theme, *, roomy: bool) -> tuple[Any, bool]:
    """The languages that *room* has place for beside a *word* so wide, and whether as codes.

    All or none: where there is none, the page that the word opens has them.
    """
    left = room - word - theme.px(APART)
    face, size = theme.faces.text, theme.pt(_STEP)
    names = sum(max(_wide(line.name, face, size), theme.px(64)) for line in lines)
    names += max(0, len(lines) - 1) * theme.px(_BETWEEN)
    if names <= left and (roomy or len(lines) <= 3):
        return lines, False
    codes = sum(max(_wide(code(line), face, size), theme.px(CODE)) for line in lines)
    return (lines, True) if codes <= left else ((), True)


class AwayMark(Themed, BoxLayout):
    """An open circle and a word: the store's computer cannot be reached."""

    text = Text("")


class LanguageCell(Touchable):
    """One language by its own name, or in *brief* by its code."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    brief = BooleanProperty(defaultvalue=False)

    def word(self, line: Any, brief: bool) -> str:  # noqa: FBT001 - called by the rules
        if line is None:
            return ""
        return code(line) if brief else str(line.name)


class LanguageCells(Row, BoxLayout):
    """The languages, the chosen one underlined."""

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


class LanguageRow(Themed, FloatLayout):
    """The word that makes all easier to read, and *lines*, the languages.

    They are codes where there are many, unless it is *roomy*; none at all where *room*, in pixels,
    does not hold them.
    """

    lines = ListProperty()
    roomy = BooleanProperty(defaultvalue=False)
    room = NumericProperty(10000)
    access = OpenAccess()

    def shown(self, *_: object) -> tuple[Any, bool]:
        word: Any = self.ids.word
        room = self.room - self.theme.tail
        return fitting(tuple(self.lines), word.width, room, self.theme, roomy=self.roomy)


load_kv(__file__)
