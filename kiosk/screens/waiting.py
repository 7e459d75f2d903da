"""The corner for those who wait: a garment, and three of which one goes with it."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, BooleanProperty

from kiosk.screens.cards import CardGrid, StyleCard
from kiosk.screens.forgetful import ForgetfulPage
from kiosk.screens.side_areas import WaitingAreas, waiting_areas
from touchpoint.ui.kv import load_kv


class ChoiceCard(StyleCard):
    """Faint once it was tried in vain; the *answer* has a line below its photograph."""

    missed = BooleanProperty(defaultvalue=False)
    answer = BooleanProperty(defaultvalue=False)


class ChoiceGrid(CardGrid):
    """*lines* are `Candidate`s; each cell shows its card."""

    ready = 3

    def cell(self) -> ChoiceCard:
        made = ChoiceCard(size=self.cell_size)
        self.bind(cell_size=made.setter("size"))
        return made

    def cards(self) -> list[Any]:
        return [line.card for line in self.lines]

    def said(self, line: Any) -> Mapping[str, object]:
        card = line.card
        return {
            "line": card,
            "target": card.target,
            "text": card.title,
            "touch": card.touch,
            "missed": line.missed,
            "answer": line.right,
        }


class KioskWaitingScreen(ForgetfulPage):
    def _areas(self) -> WaitingAreas:
        return waiting_areas(self.theme)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
