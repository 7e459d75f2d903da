"""What a part of a garment's page is set in: prose, facts, films, people who wear it."""

from typing import Any

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from touchpoint.ui import photo  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable
from touchpoint.ui.typesetting import held_together
from touchpoint.ui.words import Words, measured

STEPS, LEADING = (26, 24, 22, 20), 1.18


class ReadingText(Words):
    """A paragraph of the page."""


class Lead(ReadingText):
    """The first sentences, in the largest type that has *room*; nothing where none has.

    What is left out here stands in the part that is opened for it.
    """

    room = NumericProperty(0)

    def fit(self, *_: object) -> float:
        return next((float(step) for step in STEPS if self.need(step) <= self.room), 0.0)

    def need(self, step: float) -> float:
        """Pixels of height that it takes in type of *step*."""
        if not self.text or self.width < 2:
            return 0.0
        face, size = self.theme.faces.text, self.theme.pt(step)
        return measured(held_together(self.text), face, size, self.width, LEADING)[1]


class ProseText(ReadingText):
    """*block* is `Prose`."""

    block = ObjectProperty(None, allownone=True, rebind=True)


class FactLine(Themed, BoxLayout):
    """*block* is a `Fact`."""

    block = ObjectProperty(None, allownone=True, rebind=True)


class FilmStill(Touchable):
    """The poster of a film, to be touched where films are played."""


class FilmPoster(Themed, BoxLayout):
    """*block* is a `Film`; what there is of it."""

    block = ObjectProperty(None, allownone=True, rebind=True)


class WornPicture(Themed, BoxLayout):
    """*line* is `Credited`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class WornGrid(Themed, GridLayout):
    """*block* is `Worn`."""

    block = ObjectProperty(None)

    def on_block(self, *_: Any) -> None:
        self.clear_widgets()
        for line in self.block.pictures:
            self.add_widget(WornPicture(theme=self.theme, line=line))


load_kv(__file__)
