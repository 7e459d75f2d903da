"""The cards of this moment, as one signed-in person reads them."""

from hub.web.callers import Who
from hub.web.cards import CardMaker
from hub.web.parts import Parts
from hub.web.words import StockWords


def card_maker(here: Parts, who: Who) -> CardMaker:
    return CardMaker(
        shelf=here.desk,
        words=StockWords(here.timezone, here.language),
        name_of=here.access.name_of,
        told=here.desk.told(),
        rules=here.rules,
        language=here.language,
        reader=who.associate.associate,
        now=here.clock.now(),
    )
