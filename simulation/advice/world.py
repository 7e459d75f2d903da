"""A made-up assortment whose garments have a spirit that nobody is told; pure, seeded."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from contract.ids import check_digit
from contract.parts import Look, Lookbook, LookText, Money, Spot
from contract.styles import Catalogue, Style, StyleText, Variant

#: What is sold, and at about what price.
KINDS = {
    "Coats": 600, "Jackets": 400, "Knitwear": 200, "Shirts": 140, "T-shirts": 60, "Trousers": 180,
    "Skirts": 170, "Dresses": 260, "Scarves": 110, "Bags": 350, "Shoes": 290, "Belts": 90,
}  # fmt: skip
#: What an outfit is made of: one of each row, as often as it says; a dress or a top and a bottom.
DRESSED = 0.3
BASE = (("Dresses",),)
PARTS = (("Knitwear", "Shirts", "T-shirts"), ("Trousers", "Skirts"))
OVER = (("Coats", "Jackets"), 0.5), (("Scarves", "Bags", "Shoes", "Belts"), 0.7)
_COLOURS = ("Black", "Navy", "Camel", "Cream", "Grey", "Rust", "Olive", "White", "Red", "Blue")
_FABRICS = ("wool", "cashmere", "cotton", "linen", "silk", "leather", "denim", "viscose")
_SIZES = ("36", "38", "40", "42")
#: Axes along which garments and tastes differ, and how loudly a garment follows its collection.
_AXES, _NOISE = 5, 0.45
#: How often colour and fabric are those of its collection.
_TRUE = 0.6
Spirit = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class World:
    """*spirits* and *fame* (weight of being seen) decide what is tried; no catalogue has them."""

    catalogue: Catalogue
    kinds: dict[str, str]
    spirits: dict[str, Spirit]
    fame: dict[str, float]


def drawn(random: Random, around: Spirit | None = None) -> Spirit:
    """A point in the space of tastes, near *around* where there is one."""
    if around is None:
        return tuple(random.gauss(0, 1) for _ in range(_AXES))
    return tuple(axis + random.gauss(0, _NOISE) for axis in around)


def likes(taste: Spirit, spirit: Spirit) -> float:
    return sum(a * b for a, b in zip(taste, spirit, strict=True))


def outfit(random: Random) -> list[str]:
    """The kinds that are worn together."""
    base = BASE if random.random() < DRESSED else PARTS
    return [
        random.choice(kinds)
        for kinds in (*base, *(kinds for kinds, often in OVER if random.random() < often))
    ]


def make_world(random: Random, size: int, looks: int) -> World:
    """*size* styles in a few collections, and so many looks by a stylist who feels spirits."""
    themes = [(drawn(random), random.sample(_COLOURS, 2), random.sample(_FABRICS, 2))
              for _ in range(6)]  # fmt: skip
    styles, kinds, spirits = list[Style](), dict[str, str](), dict[str, Spirit]()
    for number in range(size):
        theme, colours, fabrics = random.choice(themes)
        kind = list(KINDS)[number % len(KINDS)]
        style = _style(random, number, kind, (colours, fabrics))
        styles.append(style)
        kinds[style.style], spirits[style.style] = kind, drawn(random, theme)
    fame = {name: 1 / rank for rank, name in enumerate(random.sample(list(kinds), size), 1)}
    pages = tuple(_look(random, n, [t[0] for t in themes], kinds, spirits) for n in range(looks))
    book = Lookbook(lookbook="season", texts={"en": LookText(title="Season")}, looks=pages)
    catalogue = Catalogue(
        version="1", languages=("en",), styles=tuple(styles), lookbooks=(book,) if pages else ()
    )
    return World(catalogue, kinds, spirits, fame)


def _style(random: Random, number: int, kind: str, own: tuple[list[str], list[str]]) -> Style:
    colours = [random.choice(own[0] if random.random() < _TRUE else _COLOURS) for _ in range(2)]
    fabric = random.choice(own[1] if random.random() < _TRUE else _FABRICS)
    amount = Decimal(f"{KINDS[kind] * random.lognormvariate(0, 0.4):.2f}")
    price = Money(amount=amount, currency="EUR")
    return Style(
        style=f"style-{number}",
        brand="Trial",
        category=("Clothing", kind),
        texts={"en": StyleText(title=f"{kind} {number}", fabric=f"100% {fabric}")},
        variants=tuple(
            Variant(gtin=_gtin(number * 20 + place), colour=colour, size=size, price=price)
            for place, (colour, size) in enumerate(
                (c, s) for c in dict.fromkeys(colours) for s in _SIZES
            )
        ),
    )


def _look(
    random: Random,
    number: int,
    themes: list[Spirit],
    kinds: dict[str, str],
    spirits: dict[str, Spirit],
) -> Look:
    """An outfit, each piece of it the one of a dozen at hand that suits a theme best."""
    theme = random.choice(themes)
    hands = [[s for s, kind in kinds.items() if kind == worn] for worn in outfit(random)]
    chosen = [
        max(random.sample(h, min(12, len(h))), key=lambda s: likes(theme, spirits[s]))
        for h in hands
        if h
    ]
    return Look(look=f"look-{number}", texts={}, spots=tuple(Spot(style=s) for s in chosen))


def _gtin(number: int) -> str:
    body = f"0061414{number:06d}"
    return body + check_digit(body)
