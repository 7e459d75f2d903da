"""Where a garment is to be found: its place here, other stores with their age, nothing made up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contract.features import FEATURES
from contract.states import StockState
from tests.touchpoint.sample import NAVY_38, NAVY_40, NAVY_42, NOON, SHELF, stock
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer
from touchpoint.views import Fact, GarmentSheet
from touchpoint.words import load_words

WORDS = load_words(["en", "fr", "it", "de", "es"])
TODAY, YESTERDAY, LONG_AGO = "2026-11-21T09:10:00Z", "2026-11-20T18:40:00Z", "2026-11-17T18:05:00Z"


def elsewhere(name: str, available: int | None, as_of: str | None = TODAY) -> dict[str, Any]:
    return {"store": name.lower(), "name": name, "available": available, "as_of": as_of}


def state(code: str, available: int | None, *others: dict[str, Any], where: str = "") -> StockState:
    confidence = "counted" if available is not None else "unknown"
    found = stock(code, available, confidence).model_dump() | {"where": where or None}
    return StockState.model_validate(found | {"elsewhere": others})


def sheet(choice: Choice, *states: StockState, language: str = "en", **known: Any) -> GarmentSheet:
    found = Known(SHELF, stock={s.gtin: s for s in states}, online=True, **known)
    return Writer(WORDS.speech(language), NOON, found, 600).sheet(choice)


def facts(found: GarmentSheet) -> list[tuple[str, str]]:
    blocks = [part.blocks for part in found.parts if part.name == "where"]
    return [(b.term, b.words) for part in blocks for b in part if isinstance(b, Fact)]


def test_place_on_the_floor_comes_first_then_stores_with_their_age() -> None:
    others = (
        elsewhere("Nice", 2),
        elsewhere("Milano", 1, YESTERDAY),
        elsewhere("Brest", 4, LONG_AGO),
    )
    found = sheet(Choice(NAVY_38), state(NAVY_38, 3, *others, where="Women, rail 4"))
    assert facts(found) == [
        ("In this store", "Women, rail 4\n3 here · Counted today at 09:10"),
        ("Nice", "2 there · Counted today at 09:10"),
        ("Milano", "1 there · Counted yesterday at 18:40"),
        ("Brest", "4 there · Last counted on 17 November; it may have changed"),
    ]
    assert [part.label for part in found.parts if part.name == "where"] == ["Where to find it"]


def test_it_follows_the_chosen_size() -> None:
    states = (state(NAVY_38, 3, elsewhere("Nice", 2)), state(NAVY_40, 0, elsewhere("Milano", 5)))
    found = [facts(sheet(Choice(NAVY_38, wanted=w), *states)) for w in (None, NAVY_40)]
    assert [[term for term, _ in one] for one in found] == [
        ["In this store", "Nice"],
        ["In this store", "Milano"],
    ]


def test_who_only_looks_around_is_told_which_sizes_are_where() -> None:
    states = (
        state(NAVY_38, 3, elsewhere("Nice", 2), where="Rail 4"),
        state(NAVY_40, 0, elsewhere("Nice", 1, YESTERDAY), elsewhere("Milano", 0)),
        state(NAVY_42, 1),
    )
    assert facts(sheet(Choice(NAVY_40, held=False), *states)) == [
        ("In this store", "Rail 4\n38, 42 · Counted today at 09:10"),
        ("Nice", "38, 40 · Counted yesterday at 18:40"),
    ]


def test_what_nobody_knows_is_never_said_to_be_none() -> None:
    unknown = "We do not know the stock right now. Please ask an associate."
    assert facts(sheet(Choice(NAVY_38), state(NAVY_38, None, elsewhere("Nice", 2)))) == [
        ("In this store", unknown),
        ("Nice", "2 there · Counted today at 09:10"),
    ]
    assert facts(sheet(Choice(NAVY_38), state(NAVY_38, 3, elsewhere("Nice", None)))) == []
    assert facts(sheet(Choice(NAVY_38))) == []


def test_stores_that_had_none_are_said_to_have_had_none_in_one_line() -> None:
    found = sheet(Choice(NAVY_38), state(NAVY_38, 3, elsewhere("Nice", 0), elsewhere("Milano", 0)))
    assert facts(found)[1:] == [("Our other stores", "None of them had it when they last counted.")]


def test_figure_without_a_time_may_have_changed() -> None:
    found = sheet(Choice(NAVY_38), state(NAVY_38, 3, elsewhere("Nice", 2, None)))
    assert facts(found)[1:] == [("Nice", "2 there · it may have changed")]


def test_hub_that_is_away_makes_no_figure_younger() -> None:
    known = {"online": False, "last_online": NOON - timedelta(minutes=8)}
    states = {NAVY_38: state(NAVY_38, 3, elsewhere("Nice", 2), where="Rail 4")}
    made = Writer(WORDS.speech("en"), NOON, Known(SHELF, stock=states, **known), 600)
    assert facts(made.sheet(Choice(NAVY_38))) == [
        ("In this store", "Rail 4\n3 here · As last known today at 11:52"),
        ("Nice", "2 there · Counted today at 09:10"),
    ]


@pytest.mark.parametrize(
    ("off", "terms", "lead"),
    [
        ({"whereabouts"}, ["In this store", "Nice"], "In Nice, counted today at 09:10"),
        ({"stock_elsewhere"}, ["In this store"], ""),
        ({"stock_elsewhere", "whereabouts"}, [], ""),
    ],
)
def test_what_the_tier_has_not_leaves_no_gap(off: set[Any], terms: list[str], lead: str) -> None:
    here = state(NAVY_40, 0, elsewhere("Nice", 2), where="Rail 4")
    found = sheet(Choice(NAVY_38, wanted=NAVY_40), here, features=FEATURES - off)
    said = facts(found)
    assert ([term for term, _ in said], found.elsewhere) == (terms, lead)
    assert "Rail 4" not in "".join(words for _, words in said) or "whereabouts" not in off


@pytest.mark.parametrize(
    ("available", "others", "lead"),
    [
        (0, (elsewhere("Nice", 2),), "In Nice, counted today at 09:10"),
        (None, (elsewhere("Nice", 2, YESTERDAY),), "In Nice, counted yesterday at 18:40"),
        (0, (elsewhere("Nice", 2), elsewhere("Lille", 1)), "In Nice and 1 other store"),
        (
            0,
            (
                elsewhere("Nice", 2),
                elsewhere("Lille", 1),
                elsewhere("Brest", 1),
                elsewhere("Caen", 0),
            ),
            "In Nice and 2 other stores",
        ),
        (0, (elsewhere("Nice", 2, LONG_AGO), elsewhere("Lille", 1, LONG_AGO)), "Perhaps in Nice"),
        (
            0,
            (elsewhere("Brest", 2, LONG_AGO), elsewhere("Nice", 1)),
            "In Nice, counted today at 09:10",
        ),
        (0, (elsewhere("Nice", 0), elsewhere("Lille", None)), ""),
        (1, (elsewhere("Nice", 2),), ""),
        (0, (), ""),
    ],
)
def test_size_that_is_not_here_is_said_to_be_elsewhere(
    available: int | None, others: tuple[dict[str, Any], ...], lead: str
) -> None:
    found = sheet(Choice(NAVY_38, wanted=NAVY_40), state(NAVY_40, available, *others))
    assert found.elsewhere == lead


def test_who_holds_it_or_has_chosen_no_size_is_sent_nowhere() -> None:
    here = state(NAVY_40, 0, elsewhere("Nice", 2))
    assert [sheet(Choice(NAVY_40, held=held), here).elsewhere for held in (True, False)] == ["", ""]


def test_every_language_says_it_in_its_own_words() -> None:
    others = (elsewhere("Nice", 2), elsewhere("Lille", 1))
    here = state(NAVY_40, 0, *others)
    found = {
        code: sheet(Choice(NAVY_38, wanted=NAVY_40), here, language=code).elsewhere
        for code in WORDS.languages
    }
    assert found == {
        "en": "In Nice and 1 other store",
        "fr": "À Nice et dans 1 autre magasin",
        "it": "A Nice e in 1 altro negozio",
        "de": "In Nice und 1 weiteren Haus",
        "es": "En Nice y en 1 tienda más",
    }


def test_part_stands_behind_what_is_read_of_the_garment_itself() -> None:
    coat = SHELF.catalogue.styles[0]
    text = coat.texts["en"].model_copy(update={"fit": "Straight.", "fabric": "Wool"})
    style = coat.model_copy(update={"texts": {"en": text}})
    catalogue = SHELF.catalogue.model_copy(update={"styles": (style,)})
    known = Known(
        replace(SHELF, catalogue=catalogue), stock={NAVY_38: state(NAVY_38, 1, where="R")}
    )
    made = Writer(WORDS.speech("en"), NOON, known, 600).sheet(Choice(NAVY_38, part="where"))
    assert ([p.name for p in made.parts], made.opened) == (
        ["about", "fabric", "fit", "where"],
        "where",
    )
