"""What is said of a garment: description, fabric, fit and care, in the largest type that fits."""

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView

from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.typesetting import held_together
from touchpoint.ui.words import Words, measured

STEPS = (26, 24, 23, 22, 20)
LEADING = 1.18
#: Of a portrait page's width for the description; of the type's size for a term.
STORY, TERM = 0.42, 5.4


class ReadingText(Words):
    """A paragraph of the page."""


class Term(Themed, BoxLayout):
    """A word and what it means here: *Fabric*, *100 % merino*."""

    term = ObjectProperty("")
    words = ObjectProperty("")
    step = NumericProperty(26)
    wide = TERM


class Reading(Themed, ScrollView):
    """Two columns in portrait, one in landscape; scrolls when even small type is too long."""

    sheet = ObjectProperty(None, allownone=True, rebind=True)
    step = NumericProperty(26)
    #: What the page has left for it; its own height is less when lines would be cut.
    room = NumericProperty(0)
    overfull = BooleanProperty(defaultvalue=False)

    def fit(self, *_: object) -> float:
        """The largest step at which all of it can be seen at once."""
        if self.sheet is None or self.width < 2:
            return STEPS[0]
        fitting = next((step for step in STEPS if self._need(step) <= self.room), None)
        self.overfull = fitting is None
        return fitting or STEPS[-1]

    def tall(self, *_: object) -> float:
        """All the room, or as many whole lines as it holds."""
        if not self.overfull:
            return float(self.room)
        pitch = self.pitch()
        return self.room // pitch * pitch

    def pitch(self, *_: object) -> float:
        """Pixels from one line to the next in the smallest type."""
        one, two = (self._tall(text, STEPS[-1], self.width) for text in ("x", "x\nx"))
        return max(1.0, two - one)

    def _need(self, step: float) -> float:
        theme, sheet = self.theme, self.sheet
        terms = [words for words in (sheet.fabric, sheet.fit, sheet.care) if words]
        beside = theme.portrait and bool(terms) and bool(sheet.description)
        room = self.width - theme.px(48)
        first, second = (room * STORY, room * (1 - STORY)) if beside else (self.width, self.width)
        story = self._tall(sheet.description, step, first)
        listed = sum(
            self._tall(t, step, second - theme.px(TERM * step)) + theme.px(12) for t in terms
        )
        return max(story, listed) if beside else story + listed + theme.px(24)

    def _tall(self, text: str, step: float, width: float) -> float:
        if not text:
            return 0.0
        size = self.theme.px(step)
        return measured(held_together(text), self.theme.faces.text, size, width, LEADING)[1]


load_kv(__file__)
