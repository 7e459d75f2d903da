"""An opened part of a garment's page, which rises over the photograph's foot to be read."""

from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView

from touchpoint.touches import Anywhere, ClosePart
from touchpoint.ui import touchable, words  # noqa: F401 - their rules
from touchpoint.ui.care_mark import CareList
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.offer_grid import OfferGrid
from touchpoint.ui.reading import LEADING, STEPS, FactLine, FilmPoster, ProseText, WornGrid
from touchpoint.ui.size_chart import ChartTable
from touchpoint.ui.themed import Themed
from touchpoint.ui.words import measured
from touchpoint.views import CareMarks, Fact, Film, Offers, Prose, SizeTable, Worn

_SET_AS = {
    Prose: ProseText,
    Fact: FactLine,
    SizeTable: ChartTable,
    CareMarks: CareList,
    Film: FilmPoster,
    Worn: WornGrid,
    Offers: OfferGrid,
}


class PartScroll(ScrollView):
    """Scrolls when the part is taller than the sheet may be; else what is in it is felt at once."""

    overfull = BooleanProperty(defaultvalue=False)

    def on_touch_down(self, touch: Any) -> bool:
        # Kivy would wait whether the finger begins to draw, and say so much later what it touched.
        if not self.overfull and self.collide_point(*touch.pos):
            return bool(self.simulate_touch_down(touch))
        return bool(super().on_touch_down(touch))


class PartSheet(Themed, FloatLayout):
    """*part* is a `Part` or nothing; at most *most* pixels high. *lift* is how far it has risen.

    *over* has left edge and width of the photograph, of which it leaves nothing at its sides.
    """

    part = ObjectProperty(None, allownone=True, rebind=True)
    most = NumericProperty(0)
    over = ListProperty([0, 0])
    #: As tall as it may be, whatever it holds.
    whole = BooleanProperty(defaultvalue=False)
    lift = NumericProperty(1)
    close = ClosePart()

    def __init__(self, **kwargs: Any) -> None:
        self._name: str | None = None
        super().__init__(**kwargs)

    def on_theme(self, *_: object) -> None:
        self._compose()

    def on_part(self, _sheet: object, part: Any) -> None:
        before, self._name = self._name, part.name if part else None
        if not (part and self._name == before and self._renewed(part.blocks)):
            self._compose()
        if part and self._name != before:
            ease(self, self.theme, "lift", 0.0, 1.0)

    def _renewed(self, blocks: Any) -> bool:
        """Whether what is there could take *blocks*: cards do not go away from under a finger."""
        shown = self.ids.content.children[::-1]
        offers = any(isinstance(made, OfferGrid) for made in shown)
        if not offers or [type(made) for made in shown] != [_SET_AS[type(b)] for b in blocks]:
            return False
        for made, block in zip(shown, blocks, strict=True):
            made.block = block
        return True

    def _compose(self) -> None:
        self.ids.content.clear_widgets()
        for block in self.part.blocks if self.part else ():
            made = _SET_AS[type(block)](theme=self.theme)
            if isinstance(made, OfferGrid):
                made.bind(on_act=self.pass_on)
            # Only now has it a canvas to put its lines on.
            made.block = block
            made.bind(on_act=self.pass_on)
            self.ids.content.add_widget(made)

    def tall(self, most: float, frame: float, content: float, whole: bool) -> float:  # noqa: FBT001
        """Its *frame* with all of the *content*, or as many whole lines as *most* pixels hold."""
        if whole:
            return most
        if frame + content <= most:
            return frame + content
        face, size = self.theme.faces.text, self.theme.pt(STEPS[0])
        one, two = (measured(text, face, size, self.width, LEADING)[1] for text in ("x", "x\nx"))
        pitch = max(1.0, two - one)
        return frame + (most - frame) // pitch * pitch

    def on_touch_down(self, touch: Any) -> bool:
        if self.part is None or not self.collide_point(*touch.pos):
            return False
        scroll = self.ids.scroll
        scrolls = scroll.overfull and scroll.collide_point(*touch.pos)
        if not super().on_touch_down(touch) or scrolls:
            # Whoever reads is here.
            self.dispatch("on_act", Anywhere())
        return True


load_kv(__file__)
