"""Waits, moments and prices are said as people of each language say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contract.parts import Money
from tests.touchpoint.sample import NOON
from touchpoint.words import load_words

WORDS = load_words(["en", "fr", "it", "de", "es"])


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (10, 50, ("about a minute", "environ une minute", "circa un minuto", "etwa eine Minute",
                  "alrededor de un minuto")),
        (60, 180, ("1–3 minutes", "1 à 3_minutes", "da 1 a 3_minuti", "1 bis 3_Minuten",
                   "de 1 a 3_minutos")),
        (130, 170, ("2–3 minutes", "2 à 3_minutes", "da 2 a 3_minuti", "2 bis 3_Minuten",
                    "de 2 a 3_minutos")),
        (180, 180, ("about 3 minutes", "environ 3_minutes", "circa 3_minuti", "etwa 3_Minuten",
                    "alrededor de 3_minutos")),
    ],
)  # fmt: skip
def test_wait_is_a_range(low: float, high: float, told: tuple[str, ...]) -> None:
    found = [WORDS.speech(code).wait(low, high) for code in WORDS.languages]
    assert found == [text.replace("_", "\u00a0") for text in told]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (NOON, ("today at 12:00", "aujourd’hui à 12:00", "oggi alle 12:00", "heute um 12:00_Uhr",
                "hoy a las 12:00")),
        (NOON - timedelta(hours=26, minutes=55),
         ("yesterday at 09:05", "hier à 09:05", "ieri alle 09:05", "gestern um 09:05_Uhr",
          "ayer a las 9:05")),
        (datetime(2026, 3, 8, 12, tzinfo=UTC),
         ("on 8 March", "le 8 mars", "8 marzo", "am 8. März", "el 8 de marzo")),
        (datetime(2026, 3, 1, 12, tzinfo=UTC),
         ("on 1 March", "le 1er mars", "1º marzo", "am 1. März", "el 1 de marzo")),
    ],
)  # fmt: skip
def test_moment_is_told_from_today(moment: datetime, told: tuple[str, ...]) -> None:
    found = [WORDS.speech(code).when(moment, NOON) for code in WORDS.languages]
    assert found == [text.replace("_", "\u00a0") for text in told]


def test_price_is_written_as_each_language_does() -> None:
    price = Money(amount="1290.00", currency="EUR")
    assert [WORDS.speech(code).price(price) for code in WORDS.languages] == [
        "€1,290.00",
        "1\u00a0290,00\u00a0€",
        "1.290,00\u00a0€",
        "1.290,00\u00a0€",
        "1.290,00\u00a0€",
    ]


def test_language_calls_itself_by_its_name() -> None:
    assert [WORDS.speech(code).own_name for code in WORDS.languages] == [
        "English",
        "Français",
        "Italiano",
        "Deutsch",
        "Español",
    ]


def test_time_is_the_store_s_own() -> None:
    speech = load_words(["fr"], ZoneInfo("Europe/Paris")).speech("fr")
    assert speech.time(NOON) == "13:00"
