"""Views as the visits make them, in all languages, with all a screen must be able to hold."""

from dataclasses import replace
from functools import cache
from typing import Any

from fittingroom.sheets import services
from fittingroom.state import Rules, Visit
from fittingroom.view import MirrorView
from fittingroom.views import Alternative, Ask, RequestLine, RequestStepView
from kiosk.view import KioskView
from tests.screens import sample_texts
from tests.screens.linking import every_linking
from tests.screens.sample_languages import sample_words
from tests.screens.sample_texts import LONG
from tests.screens.taking import every_taking
from tests.screens.wandering import every_around
from touchpoint.cabin import Compare, CompleteLook
from touchpoint.parts import lead
from touchpoint.touches import AskOther, Yours
from touchpoint.views import (
    Action,
    Answer,
    ColourLine,
    Doubt,
    GarmentSheet,
    LanguageChoice,
    Picture,
    RoomGarment,
    SizeLine,
    StillHereView,
)
from touchpoint.words import Speech, load_words

GTIN = "00614141200016"
SIZES = ("34", "36", "38", "40", "42", "44")
#: By language; what another page needs and only English has is English everywhere.
TEXTS = {
    code: {**sample_texts.TEXTS["en"], **words}
    for code, words in (sample_texts.TEXTS | sample_words()).items()
}

_COLOUR_FILES = ("coat-sevigne-camel.jpg", "coat-sevigne-noir.jpg", "coat-sevigne-gris.jpg")
_ROOM_FILES = ("coat-sevigne-camel.jpg", "dress-odeon-rubis.jpg", "trousers-varenne-marine.jpg",
               "sailor-cancale-marine.jpg", "skirt-mabillon-sapin.jpg",
               "bag-madeleine-cognac.jpg")  # fmt: skip
PICTURES = ("dress-odeon-rubis.jpg", "coat-sevigne-camel.jpg")


def picture(file: str) -> Picture:
    return Picture(file, file, file, 1200, 1600)


def languages(chosen: str) -> tuple[LanguageChoice, ...]:
    names = {"en": "English", "fr": "Français", "it": "Italiano", "de": "Deutsch", "es": "Español"}
    return tuple(LanguageChoice(code, name, code == chosen) for code, name in names.items())


def sheet(language: str = "en", *, wanted: str = "36", **changes: Any) -> GarmentSheet:
    text = TEXTS[language]
    available = (False, True, True, True, None, True)
    sizes = tuple(
        SizeLine(GTIN[:-2] + f"{n:02}", label, stock, there, label == "36", label == wanted)
        for n, (label, stock, there) in enumerate(zip(SIZES, text["stock"], available, strict=True))
    )
    colours = tuple(
        ColourLine(name, f"colour-{n}", picture(file), n == 0)
        for n, (name, file) in enumerate(zip(text["colours"], _COLOUR_FILES, strict=True))
    )
    made = GarmentSheet(
        gtin=GTIN, known=True, brand="Maison", title=text["title"], price=text["price"], was="",
        until="", colour=text["colours"][0], size="36", lead=lead(text["description"]),
        pictures=tuple(picture(file) for file in _COLOUR_FILES[:1]), colours=colours, sizes=sizes,
        conversion="", stock_note=text["note"], stale=False,
    )  # fmt: skip
    return replace(made, **changes)


def unknown_sheet() -> GarmentSheet:
    return GarmentSheet(
        GTIN, False, "", "We have no page for this one yet", "", "", "", "", "",
        "Please ask an associate; they know it by hand.", (), (), (), "", "", False,
    )  # fmt: skip


def foreign_sheet(language: str) -> GarmentSheet:
    words = TEXTS[language]["foreign"]
    return replace(unknown_sheet(), title=words[0], lead=words[1], foreign=True)


def still(language: str) -> StillHereView:
    return StillHereView(*TEXTS[language]["still"], 10)


def kiosk(language: str = "en", screen: str = "rest", **changes: Any) -> KioskView:
    text = TEXTS[language]
    made = KioskView(
        screen="garment" if screen == "garment" else "rest",
        language=language,
        languages=languages(language),
        headline=text["rest"][0],
        invitation=text["rest"][1],
        privacy=text["kiosk_privacy"],
        sheet=sheet(language) if screen == "garment" else None,
        notice="",
        away="",
        still_here=None,
        pictures=PICTURES,
        look_around=text["around"],
    )
    return replace(made, **changes)


def welcoming(language: str = "en", **changes: Any) -> KioskView:
    """The resting kiosk with somebody before it."""
    text = TEXTS[language]
    headline, invitation = text["welcome"]
    words = {"headline": headline, "invitation": invitation, "privacy": text["noticed"]}
    return replace(kiosk(language), welcoming=True, **words, **changes)


def room(language: str, count: int) -> tuple[RoomGarment, ...]:
    names = TEXTS[language]["garments"]
    return tuple(
        RoomGarment(GTIN[:-2] + f"{90 + n}", f"tag-{n}", names[n], f"{'Marine'} · {36 + n}",
                    picture(_ROOM_FILES[n]), n == 0)
        for n in range(count)
    )  # fmt: skip


def request(language: str, state: str = "way") -> RequestLine:
    text = TEXTS[language]
    steps = tuple(
        RequestStepView(label, "done" if n < 2 else "now" if n == 2 else "next")
        for n, label in enumerate(text["steps"])
    )
    gone = state == "gone"
    return RequestLine(
        request=f"request-{state}", what=text["what"], headline=text[state][0],
        detail=text[state][1], steps=() if gone else steps, tone="sorry" if gone else "open",
        can_cancel=not gone, final=gone, picture=picture(_COLOUR_FILES[0]),
        alternative=Alternative(text["other"], AskOther(GTIN, "request-gone")) if gone else None,
    )  # fmt: skip


def ask(language: str, *, enabled: bool = True) -> Ask:
    text = TEXTS[language]
    note = "" if enabled else text["ask_note"]
    return Ask("ask.size", text["ask"], note, enabled, AskOther(GTIN))


def doubt(language: str, tag: str = "tag-5", **changes: Any) -> Doubt:
    question, yes, no = TEXTS[language]["doubt"]
    return Doubt(
        question,
        replace(room(language, 6)[5], tag=tag, **changes),
        Answer(f"yours.{tag}.yes", yes, Yours(tag, yes=True)),
        Answer(f"yours.{tag}.no", no, Yours(tag, yes=False)),
    )


def offered(language: str) -> tuple[Action, ...]:
    """What the room offers, all of it."""
    rules = Rules("cabin-3", (language,), scenes=("daylight", "evening"))
    return services(Visit("visit", 0, language, 0, None), words_of(language), rules)


def laid_out(language: str) -> tuple[Action, ...]:
    """What can be done with its garments."""
    say = words_of(language).say
    look = Action("look", say("Complete the look"), CompleteLook(GTIN))
    return (look, Action("compare", say("Compare"), Compare()))


@cache
def words_of(language: str) -> Speech:
    return load_words([language]).speech(language)


def mirror(
    language: str = "en", screen: str = "rest", count: int = 0, **changes: Any
) -> MirrorView:
    text = TEXTS[language]
    words = text[{"rest": "mirror_rest", "invite": "invite"}.get(screen, "room")]
    made = MirrorView(
        screen=screen,  # type: ignore[arg-type]
        language=language,
        languages=languages(language),
        headline=words[0],
        invitation=words[1],
        privacy=text["privacy"],
        room=room(language, count),
        sheet=sheet(language) if screen == "garment" else None,
        ask=None,
        doubt=None,
        requests=(),
        notice="",
        away="",
        still_here=None,
        pictures=PICTURES,
        services=offered(language) if screen == "room" else (),
        choices=laid_out(language)[: min(count, 2)] if screen == "room" else (),
    )
    return replace(made, **changes)


def strange(language: str) -> dict[str, KioskView | MirrorView]:
    """A label of another house, and a kiosk that has no catalogue yet."""
    headline, invitation = TEXTS[language]["empty"]
    words = {"headline": headline, "invitation": invitation, "look_around": ""}
    return {
        "kiosk-foreign": kiosk(language, "garment", sheet=foreign_sheet(language)),
        "kiosk-empty": kiosk(language, pictures=(), **words),
    }


def _doubts(language: str) -> dict[str, KioskView | MirrorView]:
    """The mirror asks whether a garment hangs in its own room."""
    unsure = doubt(language, title=LONG["title"], detail="Bleu marine chiné · Taille unique")
    waiting, away = request(language), TEXTS[language]["away"]
    wide = {"sheet": sheet(language, wanted="40"), "count": 3}
    return {
        "mirror-doubt-alone": mirror(
            language, "room", doubt=doubt(language), pictures=_ROOM_FILES[5:]
        ),
        "mirror-doubt-room": mirror(language, "room", 3, doubt=doubt(language)),
        "mirror-doubt-room-six": mirror(
            language, "room", 6, doubt=unsure, requests=(waiting,), away=away
        ),
        "mirror-doubt": mirror(language, "garment", 1, doubt=doubt(language)),
        "mirror-doubt-long": mirror(language, "garment", 6, doubt=unsure),
        "mirror-doubt-ask": mirror(
            language, "garment", doubt=unsure, ask=ask(language), requests=(waiting,), **wide
        ),
    }


@cache
def every_view(language: str) -> dict[str, KioskView | MirrorView]:
    """Each state of the glass by the name its picture gets; `kiosk-…` and `mirror-…`."""
    text = TEXTS[language]
    long = sheet(language, was=text["was"], title=LONG["title"], lead=lead(LONG["description"]))
    waiting, gone = request(language), request(language, "gone")
    wide = {"sheet": sheet(language, wanted="40"), "count": 3}
    return {
        "kiosk-rest": kiosk(language),
        "kiosk-rest-away": kiosk(language, away=text["away"]),
        "kiosk-welcome": welcoming(language),
        "kiosk-welcome-away": welcoming(language, away=text["away"]),
        "kiosk-notice": kiosk(language, notice=text["unknown"]),
        "kiosk-garment": kiosk(language, "garment"),
        "kiosk-garment-long": kiosk(
            language, "garment", sheet=replace(long, pictures=tuple(map(picture, _COLOUR_FILES)))
        ),
        "kiosk-garment-away": kiosk(
            language, "garment", away=text["away"],
            sheet=sheet(language, stale=True),
        ),
        "kiosk-unknown": kiosk(language, "garment", sheet=unknown_sheet()),
        "kiosk-still-here": kiosk(language, "garment", still_here=still(language)),
        "mirror-rest": mirror(language),
        "mirror-invite": mirror(language, "invite"),
        "mirror-room-none": mirror(language, "room"),
        "mirror-room-one": mirror(language, "room", 1),
        "mirror-room-two": mirror(language, "room", 2),
        "mirror-room-three": mirror(language, "room", 3, requests=(waiting,)),
        "mirror-room-six": mirror(language, "room", 6, requests=(waiting,)),
        "mirror-garment": mirror(language, "garment", 3),
        "mirror-garment-six": mirror(language, "garment", 6),
        "mirror-ask": mirror(language, "garment", ask=ask(language), **wide),
        "mirror-ask-gone": mirror(language, "garment", ask=ask(language, enabled=False), **wide),
        "mirror-ask-again": mirror(
            language, "garment", ask=ask(language), requests=(waiting,), **wide
        ),
        "mirror-waiting": mirror(language, "garment", requests=(waiting,), **wide),
        "mirror-not-found": mirror(language, "garment", requests=(gone, waiting), **wide),
        "mirror-away": mirror(
            language, "garment", 3, away=text["away"], sheet=replace(long, stale=True)
        ),
        **_doubts(language),
        "mirror-still-here": mirror(language, "garment", 1, still_here=still(language)),
        **every_around(language),
        **every_taking(language),
        **every_linking(language, kiosk(language), welcoming(language), kiosk(language, "garment")),
        **strange(language),
    }  # fmt: skip
