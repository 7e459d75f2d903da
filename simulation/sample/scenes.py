"""What lies in each composed picture of the sample catalogue, by file name."""

from __future__ import annotations

from simulation.sample.scenery import Laid, Scene

_WIDE, _TALL, _SQUARE = (1280, 720), (1080, 1440), (1080, 1080)

#: The photographs of looks; a spot in lookbook.json is where its garment lies here.
LOOKS: dict[str, Scene] = {
    "look-quai.jpg": Scene(
        (
            Laid("coat-sevigne", "camel", 0.28, 0.35),
            Laid("jumper-lepic", "ecru", 0.73, 0.22),
            Laid("trousers-varenne", "noir", 0.72, 0.69),
            Laid("bag-madeleine", "cognac", 0.28, 0.82),
        )
    ),
    "look-cinema.jpg": Scene(
        (
            Laid("blazer-turenne", "noir", 0.29, 0.25),
            Laid("blouse-vivienne", "ivoire", 0.74, 0.23),
            Laid("skirt-mabillon", "sapin", 0.7, 0.68),
            Laid("scarf-sorbonne", "bordeaux", 0.25, 0.71),
        )
    ),
    "look-dimanche.jpg": Scene(
        (
            Laid("cardigan-brea", "bordeaux", 0.3, 0.25),
            Laid("tee-aligre", "blanc", 0.72, 0.24),
            Laid("jeans-oberkampf", "brut", 0.33, 0.71),
            Laid("scarf-sorbonne", "gris", 0.71, 0.71),
        )
    ),
    "look-jetee.jpg": Scene(
        (
            Laid("trench-vaneau", "mastic", 0.28, 0.34),
            Laid("sailor-cancale", "marine", 0.73, 0.23),
            Laid("trousers-rivoli", "ecru", 0.71, 0.7),
        )
    ),
    "look-marche.jpg": Scene(
        (
            Laid("shirt-charlot", "ciel", 0.28, 0.28),
            Laid("jeans-oberkampf", "delave", 0.73, 0.4),
            Laid("bag-madeleine", "cognac", 0.3, 0.75),
        ),
        scale=10.5,
    ),
    "look-soir.jpg": Scene(
        (
            Laid("dress-odeon", "champagne", 0.27, 0.45),
            Laid("blazer-turenne", "ecru", 0.73, 0.29),
            Laid("bag-madeleine", "noir", 0.72, 0.75),
        ),
        scale=10.5,
    ),
}

#: Covers of lookbooks.
COVERS: dict[str, Scene] = {
    "cover-rive-gauche.jpg": Scene(
        (Laid("coat-sevigne", "gris", 0.5, 0.52),), scale=12.5, ground="#C9BFB2"
    ),
    "cover-cote.jpg": Scene(
        (Laid("sailor-cancale", "rouge", 0.5, 0.5, turn=4),), scale=20.0, ground="#C7D3D9"
    ),
}

#: What friends of the house show.
SOCIAL: dict[str, Scene] = {
    "social-coat.jpg": Scene(
        (
            Laid("coat-sevigne", "noir", 0.36, 0.54, turn=-5),
            Laid("scarf-sorbonne", "camel", 0.76, 0.5, turn=9),
        ),
        scale=7.4,
        size=_SQUARE,
        ground="#D6C7B4",
    ),
    "social-sailor.jpg": Scene(
        (
            Laid("sailor-cancale", "marine", 0.44, 0.4, turn=6),
            Laid("jeans-oberkampf", "delave", 0.62, 0.82, turn=-14),
        ),
        scale=9.5,
        size=_SQUARE,
        ground="#B9C4BF",
    ),
    "social-dress.jpg": Scene(
        (
            Laid("dress-odeon", "rubis", 0.4, 0.5, turn=8),
            Laid("bag-madeleine", "noir", 0.78, 0.66, turn=-6),
        ),
        scale=7.6,
        size=_SQUARE,
        ground="#DDD3DA",
    ),
    "social-bag.jpg": Scene(
        (Laid("bag-madeleine", "cognac", 0.5, 0.5, turn=-4),),
        scale=13.0,
        size=_SQUARE,
        ground="#E0D6C3",
    ),
}

#: What stands for each film until it plays.
POSTERS: dict[str, Scene] = {
    "poster-lapel.jpg": Scene(
        (Laid("coat-sevigne", "camel", 0.5, 1.0),), scale=16.0, size=_WIDE, ground="#DCCFBC"
    ),
    "poster-knit.jpg": Scene(
        (
            Laid("jumper-lepic", "ecru", 0.3, 0.62, turn=5),
            Laid("jumper-lepic", "bordeaux", 0.7, 0.6, turn=-6),
        ),
        scale=10.5,
        size=_WIDE,
        ground="#BDB3A6",
    ),
    "poster-folding.jpg": Scene(
        (Laid("jumper-lepic", "ecru", 0.5, 0.5),), scale=12.9, size=_TALL, ground="#D5D8D2"
    ),
}

SCENES = {**LOOKS, **COVERS, **SOCIAL, **POSTERS}
