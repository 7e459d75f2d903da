"""One code with what it is for: a form of the brand's own, or the guest network."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.screens import code_words, qr  # noqa: F401 - their rules
from kiosk.screens.forgetful import ForgetfulPage
from kiosk.screens.side_areas import CodeAreas, code_areas
from touchpoint.ui import action_row, photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed


class CodeFact(Themed, BoxLayout):
    """*line* is a `Fact`, to be typed by whose camera reads no codes."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class CodeFacts(Row, BoxLayout):
    def cell(self) -> CodeFact:
        return CodeFact()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line}


class KioskCodeScreen(ForgetfulPage):
    pictured = AliasProperty(
        lambda self: bool(self.around and self.around.picture), None, bind=["around"]
    )

    def _areas(self) -> CodeAreas:
        coded = bool(self.around and self.around.qr.payload)
        marked = bool(self.around and self.around.mark)
        return code_areas(self.theme, pictured=self.pictured, coded=coded, marked=marked)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)

    def subject(self, around: Any) -> str:
        """The garment in one line."""
        return " · ".join(part for part in (around.title, around.detail) if part) if around else ""


load_kv(__file__)
