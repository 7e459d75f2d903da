"""The cards of this moment, as one signed-in person reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from contract.states import StockState
from contract.styles import Style
from hub.desk import Desk
from hub.web.callers import Who
from hub.web.cards import CardMaker
from hub.web.parts import Parts
from hub.web.words import StockWords


@dataclass(frozen=True, slots=True)
class _Look:
    """The desk for one look, which needs many styles of the same catalogue."""

    desk: Desk
    styles: Mapping[str, Style]

    def style_of(self, gtin: str) -> Style | None:
        return self.styles.get(gtin)

    def stock(self, gtin: str) -> StockState:
        return self.desk.stock(gtin)


def card_maker(here: Parts, who: Who) -> CardMaker:
    return CardMaker(
        shelf=_Look(here.desk, here.desk.styles()),
        words=StockWords(here.timezone, here.language),
        name_of=here.access.name_of,
        told=here.desk.told(),
        rules=here.rules,
        language=here.language,
        reader=who.associate.associate,
        now=here.clock.now(),
        remember=here.offers.get,
    )
