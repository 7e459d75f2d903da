"""The cabin's own pages as its visit makes them: calls, light, peace, two garments, a farewell."""

from dataclasses import replace
from functools import cache
from typing import Any

from contract.advice import Advice, Advised, StyleAdvice
from contract.ids import new_id
from contract.parts import Money
from contract.requests import RequestKind
from contract.styles import Catalogue, Style, StyleText, Variant
from contract.tags import By
from fittingroom.asking import Asked, Phase
from fittingroom.state import Hanging, Mirror, Parting, Rules, Visit
from fittingroom.view import MirrorView, view
from tests.screens.sample_parts import NOW, WORDS, photo
from tests.screens.sample_texts import LONG
from tests.screens.samples import _ROOM_FILES, TEXTS
from tests.touchpoint.sample import garment, gtin, stock
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf

RULES = Rules(
    "cabin-3", tuple(TEXTS), speaks=True, scenes=("daylight", "evening", "indoors", "soft")
)
_AT = Moment(NOW, 1000.0)


def _style(n: int, *, long: bool = False) -> Style:
    texts = {
        code: StyleText(
            title=LONG["title"] if long else words["garments"][n],
            fabric=LONG["fabric"] if long else words["fabric"] if n % 2 else "100% lin",
            fit=LONG["fit"] if long else words["fit"] if n % 2 else "",
        )
        for code, words in TEXTS.items()
    }
    return Style(
        style=f"hung-{n}",
        brand="Maison",
        texts=texts,
        photos=(photo(_ROOM_FILES[n]),),
        variants=tuple(
            Variant(gtin=gtin(600 + 10 * n + i), colour="Marine", size=size,
                    price=Money(amount=f"{390 + 150 * n}.00", currency="EUR"))
            for i, size in enumerate(("36", "38", "40", "42"))
        ),
    )  # fmt: skip


@cache
def _known(*, long: bool = False) -> Known:
    styles = tuple(_style(n, long=long and n < 2) for n in range(6))
    said = StyleAdvice(goes_with=(Advised("hung-5", "stylist"),))
    figures = {v.gtin: stock(v.gtin, i % 3) for s in styles for i, v in enumerate(s.variants)}
    return Known(
        Shelf(Catalogue(version="1", languages=tuple(TEXTS), styles=styles)),
        stock=figures,
        online=True,
        advice=Advice(version="1", styles={s.style: said for s in styles[:5]}),
        watched=frozenset(figures),
    )


def _hung(n: int, visit: str) -> Hanging:
    return Hanging(garment(gtin(600 + 10 * n), f"S{n}", By.UHF), 1000.0, visit, reader="tag")


def mirror(language: str, count: int, *, long: bool = False, **visit: Any) -> MirrorView:
    """The room's page with *count* garments, and whatever else its *visit* is."""
    open_visit = Visit(new_id(), 1000.0, language, 1000.0, None, touched=True, **visit)
    hung = tuple(_hung(n, open_visit.visit) for n in range(count))
    return view(Mirror(open_visit, hung, _known(long=long)), _AT, RULES, WORDS, 1080)


def call(phase: Phase, kind: RequestKind = RequestKind.HELP, **more: Any) -> Asked:
    made = Asked(new_id(), kind, None, None, 990.0, 995.0, phase, by="Camille", **more)
    return replace(made, phrase="fastening" if kind is RequestKind.HELP else None)


def pair(left: int = 0, right: int = 1) -> tuple[str, str]:
    return gtin(600 + 10 * left), gtin(600 + 10 * right)


def views(language: str) -> dict[str, MirrorView]:
    """Each state of the cabin by the name its picture gets."""
    coming = call(Phase.ACCEPTED, wait_seconds=(60, 180))
    told = call(Phase.SENT, wait_seconds=(60, 300), escalated=1)
    nobody = call(Phase.SENT, RequestKind.CHECKOUT, nobody=True)
    till = call(Phase.TOLD, RequestKind.CHECKOUT)
    one, two = pair()[0], pair()[1]
    off = view(Mirror(off_since=1000.0), _AT, RULES, WORDS, 1080)
    dark = {"language": language, "headline": _say(language, "This mirror is off"),
            "invitation": _say(language, "Touch to turn it on")}  # fmt: skip
    return {
        "mirror-cabin-none": mirror(language, 0),
        "mirror-cabin": mirror(language, 2),
        "mirror-cabin-six": mirror(language, 6, requests=(nobody, coming), undisturbed=True),
        "mirror-cabin-coming": mirror(language, 1, requests=(coming,)),
        "mirror-cabin-told": mirror(language, 3, requests=(told,)),
        "mirror-cabin-nobody": mirror(language, 2, requests=(nobody,)),
        "mirror-cabin-till": mirror(language, 2, requests=(till,)),
        "mirror-help": mirror(language, 3, sheet="help"),
        "mirror-light": mirror(language, 3, sheet="light", scene="evening"),
        "mirror-privacy": mirror(language, 2, sheet="privacy", undisturbed=True),
        "mirror-compare": mirror(language, 2, comparing=pair()),
        "mirror-compare-more": mirror(language, 5, comparing=pair(2, 3)),
        "mirror-compare-long": mirror(language, 4, comparing=pair(), long=True),
        "mirror-farewell": mirror(language, 2, parting=Parting((one, two), 1020.0)),
        "mirror-farewell-long": mirror(language, 2, parting=Parting((one,), 1020.0), long=True),
        "mirror-opinion": mirror(language, 2, parting=Parting((), 1020.0)),
        "mirror-thanks": mirror(language, 2, parting=Parting((), 1020.0, rated=True)),
        "mirror-off": replace(off, **dark),
    }


def _say(language: str, words: str) -> str:
    return WORDS.speech(language).say(words)
