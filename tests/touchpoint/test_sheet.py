"""A garment's page in both languages, with the truth about its stock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contract.parts import Look, Lookbook, LookText, Money, Photo, SocialPicture, Video
from tests.touchpoint.sample import (
    CATALOGUE,
    ECRU_38,
    ECRU_40,
    NAVY_38,
    NAVY_40,
    NAVY_42,
    NOON,
    RED,
    SHELF,
    stock,
)
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer, films_for, pictures_for, rendition
from touchpoint.views import ColourLine, Picture, SizeLine
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
FIGURES = {NAVY_38: stock(NAVY_38, 3), NAVY_40: stock(NAVY_40, 1), NAVY_42: stock(NAVY_42, 0)}
KNOWN = Known(SHELF, stock=FIGURES, online=True)


def writer(known: Known = KNOWN, language: str = "en", width: int = 600) -> Writer:
    return Writer(WORDS.speech(language), NOON, known, width)


def test_sizes_say_what_is_here() -> None:
    assert writer().sheet(Choice(NAVY_38, wanted=NAVY_40)).sizes == (
        SizeLine(NAVY_38, "38", "3 here", available=True, here=True, wanted=False),
        SizeLine(NAVY_40, "40", "last one", available=True, here=False, wanted=True),
        SizeLine(NAVY_42, "42", "not here", available=False, here=False, wanted=False),
    )


def test_what_is_held_is_never_said_to_be_missing() -> None:
    sizes = writer().sheet(Choice(NAVY_42)).sizes
    assert [s.stock for s in sizes] == ["3 here", "last one", "this one"]


def test_unknown_stock_is_not_zero() -> None:
    known = replace(KNOWN, stock={NAVY_38: stock(NAVY_38, 0, "unknown")})
    sizes = writer(known).sheet(Choice(NAVY_38)).sizes
    assert [(s.stock, s.available) for s in sizes] == [("please ask", None)] * 3


def test_price_in_each_language() -> None:
    prices = [writer(language=code).sheet(Choice(NAVY_38)).price for code in ("en", "fr")]
    assert prices == ["€1,290.00", "1\u00a0290,00\u00a0€"]


def test_style_without_a_translation_speaks_its_own_language() -> None:
    assert writer(language="fr").sheet(Choice(RED)).title == "Scarf"


def test_other_colour_keeps_the_size() -> None:
    sheet = writer().sheet(Choice(NAVY_38, colour="ecru"))
    assert (sheet.colour, [s.gtin for s in sheet.sizes if s.wanted]) == ("Écru", [ECRU_38])
    assert sheet.colours == (
        ColourLine("Navy", "navy", picture("navy"), chosen=False),
        ColourLine("Écru", "ecru", picture("écru"), chosen=True),
    )


def picture(name: str) -> Picture:
    return Picture(f"{name}-640.jpg", f"{name}-320.jpg", "", 1600, 2000)


def test_size_of_another_colour_falls_back_to_the_own_one() -> None:
    found = writer().variant_of(Choice(NAVY_38, wanted=ECRU_40))
    assert found
    assert found.gtin == NAVY_38


@pytest.mark.parametrize(
    ("confidence", "note"),
    [
        ("counted", "Counted today at 09:10"),
        ("computed", "In this store now, counted today at 09:10"),
        ("stale", "Last counted today at 09:10; it may have changed"),
        ("unknown", "We do not know the stock right now. Please ask an associate."),
    ],
)
def test_stock_note_says_its_age(confidence: str, note: str) -> None:
    known = replace(KNOWN, stock={NAVY_38: stock(NAVY_38, 3, confidence)})
    assert writer(known).sheet(Choice(NAVY_38)).stock_note == note


def test_stock_note_with_the_hub_away() -> None:
    known = replace(KNOWN, online=False, last_online=NOON - timedelta(minutes=8))
    sheet = writer(known).sheet(Choice(NAVY_38))
    assert (sheet.stock_note, sheet.stale) == ("As last known today at 11:52", True)


def test_stock_note_of_another_day() -> None:
    notes = [
        Writer(WORDS.speech("fr"), NOON + timedelta(days=days), KNOWN, 600)
        .sheet(Choice(NAVY_38))
        .stock_note
        for days in (1, 2)
    ]
    assert notes == ["Compté hier à 09:10", "Compté le 21 novembre"]


def test_no_page_holds_a_sign_the_fonts_lack() -> None:
    dear = Money(amount="1234567.89", currency="EUR")
    texts = [
        WORDS.speech(code).price(dear) + WORDS.speech(code).time(NOON) for code in ("en", "fr")
    ]
    assert [text.count("\u202f") for text in texts] == [0, 0]


@pytest.mark.parametrize(("width", "file"), [(200, 320), (320, 320), (600, 640), (2000, 1080)])
def test_rendition_fills_the_window(width: int, file: int) -> None:
    photo = CATALOGUE.styles[0].photos[0]
    assert rendition(photo, width) == f"navy-{file}.jpg"


def test_pictures_for_a_window_are_what_it_shows() -> None:
    assert pictures_for(CATALOGUE, 600) == [
        "navy-640.jpg",
        "navy-320.jpg",
        "cover-640.jpg",
        "cover-320.jpg",
        "walk-640.jpg",
        "walk-320.jpg",
        "écru-640.jpg",
        "écru-320.jpg",
    ]


def test_first_photographs_come_first_and_videos_last() -> None:
    def one(name: str) -> Photo:
        return Photo(name=name, sizes={480: f"{name}.jpg"}, width=480, height=640)

    coat, scarf = CATALOGUE.styles
    words = {"en": LookText(title="Rain")}
    film = Video(file="film.mp4", poster=one("poster"), captions={"fr": "film.vtt"})
    full = scarf.model_copy(
        update={
            "photos": (one("red"), one("back")),
            "videos": (film, Video(file="", poster=one("still"))),
            "social": (SocialPicture(photo=one("friend"), credit="@friend"),),
        }
    )
    look = Look(look="one", texts=words, photo=one("look"), spots=())
    book = Lookbook(lookbook="rain", texts=words, cover=one("cover"), looks=(look,))
    whole = CATALOGUE.model_copy(update={"styles": (coat, full), "lookbooks": (book,)})
    assert [*pictures_for(whole, 600), *films_for(whole)] == [
        "navy-640.jpg",
        "navy-320.jpg",
        "red.jpg",
        "cover.jpg",
        "look.jpg",
        "écru-640.jpg",
        "écru-320.jpg",
        "back.jpg",
        "poster.jpg",
        "still.jpg",
        "friend.jpg",
        "film.vtt",
        "film.mp4",
    ]
