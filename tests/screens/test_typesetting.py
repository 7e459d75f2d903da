"""Lines end where a typesetter would end them, and a number is printed as shops print it."""

import pytest

from touchpoint.ui.bars import bars, printed
from touchpoint.ui.typesetting import balanced, held_together, hyphenated


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("cut from the same cloth.", "cut from the same\u00a0cloth."),
        ("Taille haute, sans\u00a0élasthanne. Prenez la plus grande", None),
        ("Dry clean only", "Dry clean only"),
        ("of an incomparable straightforwardness", "of an incomparable straightforwardness"),
        ("One of four words.\n\nTwo.", "One of four\u00a0words.\n\nTwo."),
    ],
)
def test_last_two_words_stay_together(text: str, held: str | None) -> None:
    assert held_together(text) == (held or text.replace("plus grande", "plus\u00a0grande"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Hang up what you try on", "Hang up what\nyou try on"),
        ("Approchez un vêtement", "Approchez\nun vêtement"),
        ("In this room", "In this room"),
    ],
)
def test_headline_s_lines_are_alike(text: str, lines: str) -> None:
    assert balanced(text, 17, lambda line: float(len(line))) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Matrosenpullover Cancale", "Matrosenpul-\nlover Cancale"),
        ("Eine Umhängetasche", "Eine Umhängeta-\nsche"),
        ("Ofenwärmeflaschen", "Ofenwärme-\nflaschen"),
        ("Extraordinairement", "Extraordi-\nnairement"),
        ("Handumschläge", "Handum-\nschläge"),
        ("Donaudampfschifffahrt", "Donaudampf-\nschifffahrt"),
        ("It fits as it is", "It fits as it is"),
        ("0123456789012345", "0123456789012345"),
    ],
)
def test_word_wider_than_its_line_is_cut_where_a_syllable_begins(text: str, lines: str) -> None:
    assert hyphenated(text, 12, lambda line: float(len(line))) == lines


def test_number_of_thirteen_digits_has_its_bars() -> None:
    # From the GS1 General Specifications' own example of the symbol.
    assert printed("04006381333931") == "4 006381 333931"
    assert bars("04006381333931") == (
        "101" "0001101" "0100111" "0101111" "0111101" "0001001" "0110011" "01010"
        "1000010" "1000010" "1000010" "1110100" "1000010" "1100110" "101"
    )  # fmt: skip


def test_number_of_fourteen_digits_has_none() -> None:
    assert (printed("14006381333938"), bars("14006381333938")) == ("14006381333938", "")
