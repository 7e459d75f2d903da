"""Which drawing and which colours belong to each picture the sample catalogue names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulation.sample.drawing.pieces import Piece
from simulation.sample.garments import (
    accessories,
    coats,
    dresses,
    knits,
    tailoring,
    tops,
    trousers,
)
from simulation.sample.garments.parts import slimmed

#: Hex colour by role: main, and where a garment has them lining, contrast, button, metal, stitch.
Colourway = dict[str, str]

NOIR, MARINE, ECRU, BORDEAUX = "#2F2D2E", "#262F45", "#ECE4D3", "#6E2232"
CAMEL, GRIS = "#B98A5A", "#8F8B86"
HORN, BRASS, PEARL = "#4A3524", "#C3A468", "#F4F0E8"
BASE: Colourway = {
    "label": "#F5F2EB",
    "lining": "#8A6642",
    "button": HORN,
    "contrast": MARINE,
    "metal": BRASS,
}


@dataclass(frozen=True, slots=True)
class Garment:
    """One style's drawing and its colourways by the slug of the colour's name."""

    draw: Callable[[], list[Piece]]
    colours: dict[str, Colourway]
    #: Share of the drafted width it is drawn at.
    slim: float = 1.0

    def pieces(self) -> list[Piece]:
        return slimmed(self.draw(), self.slim)


def _in(main: str, **roles: str) -> Colourway:
    return {**BASE, "main": main, **roles}


WARDROBE: dict[str, Garment] = {
    "coat-sevigne": Garment(
        coats.overcoat,
        {
            "camel": _in(CAMEL),
            "noir": _in(NOIR, lining="#5B5450", button="#3A3738"),
            "gris": _in(GRIS, lining="#5D5955", button="#3E3B39"),
        },
    ),
    "trench-vaneau": Garment(
        coats.trench,
        {
            "mastic": _in("#CDB891", lining="#A58B62"),
            "marine": _in(MARINE, lining="#56617A", button="#3B2C22"),
        },
    ),
    "blazer-turenne": Garment(
        tailoring.blazer,
        {
            "marine": _in(MARINE, lining="#7C2A38", button="#3A2C24"),
            "noir": _in(NOIR, lining="#5B5450", button="#433F40"),
            "ecru": _in(ECRU, lining="#CBB998", button="#8B6B48"),
        },
    ),
    "jumper-lepic": Garment(
        knits.jumper,
        {
            "ecru": _in(ECRU),
            "bordeaux": _in(BORDEAUX),
            "gris-chine": _in("#A5A19B"),
        },
        slim=0.92,
    ),
    "cardigan-brea": Garment(
        knits.cardigan,
        {
            "bordeaux": _in(BORDEAUX, button="#4E1824"),
            "camel": _in(CAMEL),
            "marine": _in(MARINE, button="#4A3A2E"),
        },
        slim=0.9,
    ),
    "shirt-charlot": Garment(
        tops.shirt,
        {
            "blanc": _in("#FBFAF6", button=PEARL),
            "ciel": _in("#CFDDE9", button=PEARL),
        },
        slim=0.92,
    ),
    "blouse-vivienne": Garment(
        tops.blouse,
        {
            "poudre": _in("#DDB8AE", button="#C59A92"),
            "ivoire": _in("#F1EADB", button=PEARL),
            "noir": _in(NOIR, button="#433F40"),
        },
        slim=0.94,
    ),
    "tee-aligre": Garment(
        tops.tee,
        {"blanc": _in("#FBFAF6"), "noir": _in(NOIR), "kaki": _in("#6B6A4C")},
        slim=0.92,
    ),
    "sailor-cancale": Garment(
        tops.sailor,
        {"marine": _in("#F3EEE2"), "rouge": _in("#F3EEE2", contrast="#A32B33")},
        slim=0.9,
    ),
    "trousers-varenne": Garment(
        trousers.straight,
        {
            "noir": _in(NOIR, button="#433F40"),
            "marine": _in(MARINE, button="#3A2C24"),
            "sable": _in("#C9B596", button="#7A5C3E"),
        },
    ),
    "trousers-rivoli": Garment(
        trousers.wide,
        {"ecru": _in(ECRU, button="#A98B64"), "chocolat": _in("#54382B", button="#3A241A")},
    ),
    "jeans-oberkampf": Garment(
        trousers.jeans,
        {
            "brut": _in("#2C3A58", stitch="#C98F4E"),
            "delave": _in("#6F8CAE", stitch="#A8662A"),
            "ardoise": _in("#4C4F54", stitch="#8E8A84"),
        },
    ),
    "skirt-mabillon": Garment(
        dresses.pleated_skirt,
        {"sapin": _in("#31543F"), "marine": _in(MARINE), "bordeaux": _in(BORDEAUX)},
    ),
    "dress-odeon": Garment(
        dresses.slip_dress,
        {"champagne": _in("#D2B88F"), "noir": _in(NOIR), "rubis": _in("#8E2435")},
    ),
    "dress-bac": Garment(knits.knit_dress, {"gris": _in(GRIS), "prune": _in("#57364A")}),
    "scarf-sorbonne": Garment(
        accessories.scarf,
        {
            "camel": _in(CAMEL),
            "bordeaux": _in(BORDEAUX, contrast="#D9C6A5"),
            "gris": _in("#A5A19B", contrast="#3B3A3C"),
        },
    ),
    "bag-madeleine": Garment(
        accessories.tote,
        {
            "cognac": _in("#96542F", lining="#D8C5A4", stitch="#E0BD8E"),
            "noir": _in(NOIR, lining="#8A7A66", stitch="#8E877E"),
        },
    ),
}
