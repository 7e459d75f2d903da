"""A shelf on which eight garments go with the coat, and what the hub advises of them."""

from collections.abc import Iterable

from contract.advice import REASONS, Advice, Advised, StyleAdvice
from contract.styles import Catalogue
from tests.touchpoint.sample import COAT, SCARF, photo, stock, variants
from touchpoint.inputs import AdviceKnown, CatalogueKnown, StockKnown
from touchpoint.shelf import Shelf

#: Each in Red: a bag of no size, and seven pairs of trousers in 38 and 40.
BAG = SCARF.model_copy(update={"style": "bag", "variants": variants(100, ["Red"], ["One size"])})
TROUSERS = tuple(
    COAT.model_copy(
        update={
            "style": f"trousers-{n}",
            "category": ("Clothing", "Trousers"),
            "photos": (photo("Red"),),
            "variants": variants(200 + 10 * n, ["Red"], ["38", "40"]),
        }
    )
    for n in range(7)
)
BESIDE = (*TROUSERS[:1], BAG, *TROUSERS[1:])
SHELF = Shelf(Catalogue(version="2", languages=("en", "fr"), styles=(COAT, SCARF, *BESIDE)))
#: In the shopper's size 38.
OFFERED = tuple(style.variants[0].gtin for style in BESIDE)
ADVICE = Advice(
    version="1",
    styles={
        "coat": StyleAdvice(
            goes_with=(
                Advised("gone", "stylist"),
                *(Advised(s.style, REASONS[n // 2]) for n, s in enumerate(BESIDE)),
            ),
            similar=(Advised("coat", "alike"), Advised("scarf", "alike")),
        ),
        "trousers-0": StyleAdvice(goes_with=(Advised("coat", "together"),)),
    },
)
KNOWN = (CatalogueKnown(SHELF), AdviceKnown(ADVICE))


def counted(gtins: Iterable[str], available: int | None = 1) -> list[StockKnown]:
    return [StockKnown(stock(gtin, available)) for gtin in gtins]
