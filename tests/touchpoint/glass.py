"""A kiosk and a mirror to which the same things happen, and all that can be read on them."""

from collections.abc import Callable, Iterator
from dataclasses import astuple, fields, is_dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, get_args

from contract.access import Aid
from contract.advice import REASONS, Advice, Advised, StyleAdvice
from contract.features import FEATURES
from contract.ids import new_id
from contract.states import Elsewhere
from contract.tags import By
from fittingroom import view as mirror_view
from fittingroom.state import Mirror
from fittingroom.state import Rules as MirrorRules
from fittingroom.visit import step as mirror_step
from kiosk import loyalty
from kiosk import view as kiosk_view
from kiosk.forms import KINDS
from kiosk.pages import Key
from kiosk.state import Kiosk
from kiosk.state import Rules as KioskRules
from kiosk.stops import Waiting
from kiosk.takeaway import Offers
from kiosk.view import KioskView
from kiosk.visit import step as kiosk_step
from tests.kiosk.taking import OFFERS, OWN_CODES
from tests.touchpoint import served
from tests.touchpoint.full_shelves import CAPE, CODES, EMPTY, FULL, SHELVES, WRAPS
from tests.touchpoint.sample import COAT, NOON, at, garment, gtin, sold, stock
from touchpoint import inputs, touches
from touchpoint.moment import Moment
from touchpoint.ui.labels import labels_in
from touchpoint.words import Words

#: The last ones are of another house, and of ours without a page.
GTINS = (*(v.gtin for s in (COAT, CAPE) for v in s.variants), "00012345678905", gtin(999))
#: More than a list holds.
ALL = (*GTINS, *(v.gtin for s in WRAPS for v in s.variants))
#: What a view holds besides texts that are read; a *name* is a part's own, or the catalogue's.
_NOT_READ = {
    "aid", "captions", "code", "file", "film", "gtin", "language", "languages", "name", "opened",
    "payload", "picture", "pictures", "request", "screen", "slug", "state", "style", "symbol",
    "tag", "target", "thumb", "tone", "touch",
}  # fmt: skip
#: Often what leads on.
HAPPENED = (
    "hang", "hang", "scan", "unknown", "near", "hub", "contest", "reader", "stock", "stock",
    "answer", "answer", "refuse", "yours", "wait", "begin", "back", "done", "show", "size", "size",
    "colour", "ask", "ask", "cancel", "catalogue", "around", "aisle", "aisle",
    "only", "only", "search", "write", "wander", "wander", "keep", "wishes", "form", "wifi",
    "play", "play", "fill", "wish_url", "film", "watch", "advice", "part", "part",
    "part", "part", "offer", "here", "here", "card", "unlink", "access", "aid", "sold_out",
    "sold_out", "aisle", "only", "only", *served.STORIES,
)  # fmt: skip
_OTHERS = ("Nîmes", "Uzès", "Orthez")


class Glass:
    def __init__(self) -> None:
        self.kiosk, self.mirror, self.seconds = Kiosk(), Mirror(), 0.0
        self.offers = OFFERS
        self.feel(inputs.CatalogueKnown(FULL))
        # Until then all that hangs may be worn, and nothing is shown.
        self.feel(inputs.SoldKnown(sold()))
        self.feel(inputs.FeaturesKnown(FEATURES - {"loyalty"}))

    def feel(self, happened: inputs.Input) -> None:
        now = at(self.seconds)
        rules_here = _rules(CODES, self.offers)
        self.kiosk, _ = kiosk_step(self.kiosk, happened, now, rules_here, new_id)
        rules = MirrorRules("cabin-3", CODES, speaks=True, scenes=served.SCENES)
        self.mirror, _ = mirror_step(self.mirror, happened, now, rules, new_id)

    def happen(self, what: str, random: Random) -> None:
        """One of what HAPPENED names; *random* chooses the rest."""
        if what == "wait":
            self.seconds += random.choice((0.1, 6, 46, 100, 285, 90_000))
            self.feel(inputs.Tick())
        elif what == "wish_url":
            self.offers = random.choice((OFFERS, OWN_CODES, served.STYLED))
        elif what == "fill":
            for gtin in random.sample(ALL, len(ALL)):
                self.feel(inputs.Touched(touches.Keep(gtin)))
        elif what == "card":
            self.hold_up_a_card(random)
        elif what in served.STORIES:
            served.STORIES[what](self, random)
        elif what in _TOLD:
            self.feel(_TOLD[what](self, random))
        else:
            self.feel(inputs.Touched(_TOUCHES[what](self, random)))

    def hold_up_a_card(self, random: Random) -> None:
        """As far as *random* goes: a card, a yes, an answer, the card once more.

        Where cards are taken, that is; which may change at any time.
        """
        on = random.choice((True, True, False))
        self.feel(inputs.FeaturesKnown(FEATURES if on else FEATURES - {"loyalty"}))
        card = inputs.CardRead("MAISON-1", self.moment.seconds)
        yes = inputs.Touched(touches.Consent(agreed=True))
        story = (lambda: card, lambda: yes, lambda: _customer(self, random), lambda: card)
        for told in story[: random.randint(1, len(story))]:
            self.feel(told())

    @property
    def moment(self) -> Moment:
        return at(self.seconds)

    def a_request(self, random: Random) -> str:
        asked = self.mirror.visit.requests if self.mirror.visit else ()
        return random.choice([*(one.request for one in asked), new_id()])

    def an_answer(self, random: Random) -> touches.Yours:
        tags = [h.garment.tag for h in self.mirror.doubtful]
        return touches.Yours(random.choice([*tags, "none"]), random.choice((True, False)))

    def views(self, language: str, words: Words) -> tuple[KioskView, mirror_view.MirrorView]:
        """Both windows as they stand, with *language* chosen on them."""
        kiosk, mirror = self.kiosk, self.mirror
        # With no visit the first language is the one that is spoken.
        codes = (language, *CODES)
        if kiosk.visit:
            kiosk = replace(kiosk, visit=replace(kiosk.visit, language=language))
        if mirror.visit:
            mirror = replace(mirror, visit=replace(mirror.visit, language=language))
        rules = MirrorRules("cabin-3", codes, speaks=True, scenes=served.SCENES)
        return (
            kiosk_view.view(kiosk, self.moment, _rules(codes, self.offers), words, 1080),
            mirror_view.view(mirror, self.moment, rules, words, 1080),
        )

    def shown(self, language: str, words: Words) -> set[str]:
        """Every text of both windows."""
        views = self.views(language, words)
        return {text for view in views for text in texts(view)} | {*astuple(labels_in(language))}


def _rules(codes: tuple[str, ...], offers: Offers) -> KioskRules:
    return KioskRules(codes, consent="1", offers=offers, speaks=True)


def _customer(glass: Glass, random: Random) -> inputs.Input:
    asked = loyalty.question(glass.kiosk)
    customer, away = random.choice((("c-1", False), (None, False), (None, True)))
    return inputs.CustomerKnown(asked.ask if asked else "", customer, away)


def _news(glass: Glass, random: Random) -> inputs.Input:
    alternative = random.choice((None, *GTINS))
    return served.news(glass, glass.a_request(random), random, alternative=alternative)


def _hung(glass: Glass, random: Random) -> inputs.Input:
    hung = garment(random.choice(GTINS), by=By.UHF)
    return inputs.Arrived(hung, glass.moment.seconds, sure=random.choice((True, False)))


def _scanned(glass: Glass, random: Random) -> inputs.Input:
    code = garment(random.choice(GTINS), "S", By.QR)
    return inputs.Arrived(code, glass.moment.seconds, momentary=True)


def _counted(_: Glass, random: Random) -> inputs.Input:
    confidence = random.choice(("counted", "computed", "stale", "unknown"))
    counted = stock(random.choice(GTINS), random.choice((0, 1, 2)), confidence)
    # A store that counts nothing by hand says how many, and not since when.
    dated = random.choice((True, True, False))
    names = random.choice((("Nîmes",), _OTHERS))
    when = random.choice((NOON, NOON, NOON - timedelta(days=9), None))
    others = tuple(_elsewhere(random, name, when) for name in names)
    changes: dict[str, Any] = {} if dated else {"as_of": None}
    return inputs.StockKnown(counted.model_copy(update=changes | {"elsewhere": others}))


def _elsewhere(random: Random, name: str, as_of: datetime | None) -> Elsewhere:
    pieces = random.choice((0, 1, 2, 3, 4, None))
    return Elsewhere(store=name[0].lower(), name=name, available=pieces, as_of=as_of)


def _advised(_: Glass, random: Random) -> inputs.Input:
    """Of the coat and the cape each goes with the other, and is like it."""
    styles = {}
    for name, other in (("coat", "cape"), ("cape", "coat")):
        one, two = random.sample(REASONS, 2)
        styles[name] = StyleAdvice(goes_with=(Advised(other, one),), similar=(Advised(other, two),))
    return inputs.AdviceKnown(Advice(version=new_id(), styles=styles))


def _here(_: Glass, random: Random) -> inputs.Input:
    """Of the sizes that the coat and the cape have in common, one is here."""
    common = [v.gtin for s in (COAT, CAPE) for v in s.variants if v.size == "38"]
    return inputs.StockKnown(stock(random.choice(common), 2))


def _sold_out(_: Glass, random: Random) -> inputs.Input:
    """Of the coat one is gone here, and three other stores have it."""
    gone = stock(random.choice([v.gtin for v in COAT.variants]), 0)
    others = (Elsewhere(store=n[0].lower(), name=n, available=2, as_of=NOON) for n in _OTHERS)
    return inputs.StockKnown(gone.model_copy(update={"elsewhere": tuple(others)}))


def _wandered(_: Glass, random: Random) -> touches.Touch:
    return random.choice(
        (
            touches.OpenLookbook("quays"),
            touches.OpenAisle(random.choice((("Mode", "Laine"), ("Nowhere",)))),
            touches.Erase(random.choice((True, False))),
            touches.TurnPage(random.choice((1, 1, -1))),
            touches.ShowStyle(random.choice(("coat", "cape"))),
        )
    )


def _played(glass: Glass, random: Random) -> touches.Touch:
    stop = glass.kiosk.walk[-1] if glass.kiosk.walk else None
    if not isinstance(stop, Waiting):
        return touches.OpenWaiting()
    return touches.ShowStyle(random.choice(stop.round.choices))


def _watched(glass: Glass, random: Random) -> touches.Touch:
    """Of the film on the glass, if there is one."""
    film = glass.kiosk.visit.film if glass.kiosk.visit else None
    name, play = (film.film, film.play) if film else ("cut", 1)
    return touches.WatchFilm(name, play, 9.0, random.choice((True, True, False)))


_TOLD: dict[str, Callable[[Glass, Random], inputs.Input]] = {
    "hang": _hung,
    "scan": _scanned,
    "stock": _counted,
    "answer": _news,
    "unknown": lambda glass, r: inputs.UnknownRead(r.choice((By.NFC, By.QR)), glass.moment.seconds),
    "near": lambda glass, r: inputs.Near(r.choice((True, False)), glass.moment.seconds),
    "hub": lambda _, r: inputs.HubKnown(r.choice((True, True, False))),
    "contest": lambda _, r: inputs.NameContested(r.choice((True, False))),
    "reader": lambda _, r: inputs.ReaderHealth(r.choice("ab"), r.choice(("ok", "silent"))),
    "refuse": lambda glass, r: inputs.RequestRefused(glass.a_request(r)),
    "advice": _advised,
    "here": _here,
    "sold_out": _sold_out,
    "catalogue": lambda _, r: inputs.CatalogueKnown(r.choice((*SHELVES, EMPTY))),
}
_TOUCHES: dict[str, Callable[[Glass, Random], touches.Touch]] = {
    "around": lambda *_: touches.LookAround(),
    "aisle": lambda *_: touches.OpenAisle(()),
    "search": lambda *_: touches.OpenSearch(),
    "write": lambda _, r: touches.Write(r.choice(("own", "zzz"))),
    "only": lambda _, r: touches.OnlySize(r.choice(("38", "38", "42", None))),
    "wander": _wandered,
    "keep": lambda _, r: touches.Keep(r.choice(GTINS), kept=r.choice((True, True, False))),
    "wishes": lambda *_: touches.OpenWishes(),
    "form": lambda _, r: touches.OpenForm(r.choice(KINDS), r.choice(GTINS)),
    "wifi": lambda *_: touches.OpenWifi(),
    "play": _played,
    "film": lambda _, r: r.choice(
        (touches.OpenFilms(), touches.PlayFilm(r.choice(("cut", "worn"))))
    ),
    "watch": _watched,
    "part": lambda _, r: touches.OpenPart(r.choice(("with", "similar"))),
    "offer": lambda _, r: touches.ShowOffer(r.choice(GTINS), r.choice(("with", "similar"))),
    "unlink": lambda *_: touches.Unlink(),
    "access": lambda _, r: r.choice((touches.OpenAccess(), touches.CloseAccess())),
    "aid": lambda _, r: touches.SetAid(r.choice(get_args(Aid)), r.choice((True, False))),
    "begin": lambda *_: touches.Begin(),
    "back": lambda *_: touches.Back(),
    "done": lambda *_: touches.Done(),
    "yours": lambda glass, r: glass.an_answer(r),
    "show": lambda _, r: touches.ShowGarment(r.choice(GTINS)),
    "size": lambda _, r: touches.ChooseSize(r.choice(GTINS)),
    "colour": lambda *_: touches.ChooseColour("ecru"),
    "ask": lambda _, r: touches.AskOther(r.choice(GTINS)),
    "cancel": lambda glass, r: touches.CancelRequest(glass.a_request(r)),
}


def texts(found: Any) -> Iterator[str]:
    """What is read of a view."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, tuple):
        for one in found:
            yield from texts(one)
    # The letters of a keyboard are no words.
    elif is_dataclass(found) and not isinstance(found, Key):
        for field in fields(found):
            if field.name not in _NOT_READ:
                yield from texts(getattr(found, field.name))
