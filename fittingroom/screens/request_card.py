"""A request's life on the mirror: who comes, when, and what can be done meanwhile."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import CancelRequest, DismissRequest, Touch
from touchpoint.ui import photo, touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed


class RequestStepMark(Themed, BoxLayout):
    """One step: a line when done, a bar now, a thin line when still to come; and its word."""

    line = ObjectProperty(None, allownone=True, rebind=True)

    def height_of(self, line: Any) -> float:
        """Pixels, of the line."""
        if line is None or line.state == "next":
            return self.theme.hairline()
        return self.theme.px(8 if line.state == "now" else 5)


class RequestSteps(Row, BoxLayout):
    def cell(self) -> RequestStepMark:
        return RequestStepMark()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line}


class RequestCard(Themed, BoxLayout):
    """*line* is a `RequestLine`; *brief* shows it as one row, when another one is more recent."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    brief = BooleanProperty(defaultvalue=False)

    def leaving(self, line: Any) -> Touch | None:
        """What the quiet word beside it means: no longer needed, or read."""
        if line is None:
            return None
        if line.can_cancel:
            return CancelRequest(line.request)
        return DismissRequest(line.request) if line.final else None


class RequestDock(Row, BoxLayout):
    """The newest request, the first one, in full; the one before it as a row. Rows if *brief*."""

    ready = 2
    brief = BooleanProperty(defaultvalue=False)

    def on_brief(self, *_: object) -> None:
        self.on_lines()

    def on_lines(self, *_: object) -> None:
        self.fill(self.lines[:2])
        # A card that waits to be used again holds nothing of whom it was for.
        for card in self._idle:
            card.line = None
        for place, card in enumerate(reversed(self.children)):
            card.brief = self.brief or place > 0

    def cell(self) -> RequestCard:
        return RequestCard()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line}


load_kv(__file__)
