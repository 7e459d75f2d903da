"""What a finger may get wrong, and how words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.spelling import folded, forgiven, slips, words_of

LETTERS = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Écru", ("ecru",)),
        ("Manteau à l’œil", ("manteau", "a", "l", "oeil")),
        ("STRASSE Straße", ("strasse", "strasse")),
        ("T-shirt 501", ("t", "shirt", "501")),
        ("90 % laine", ("90", "laine")),
        ("¡Niño!", ("nino",)),
        ("!? —", ()),
    ],
)
def test_words_have_no_accents_and_no_capitals(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("coat", "coat", 0),
        ("coat", "cost", 1),
        ("coat", "cot", 1),
        ("coat", "coats", 1),
        ("coat", "caot", 1),
        ("cashmere", "cashemire", 2),
        ("coat", "skirt", None),
        ("", "ab", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, number: int | None) -> None:
    assert slips(one, other, 2) == number


@given(LETTERS, LETTERS)
def test_slips_are_as_many_either_way(one: str, other: str) -> None:
    assert slips(one, other, 2) == slips(other, one, 2)


def _by_the_book(one: str, other: str) -> int:
    """The same number, found by trying every way."""
    if not one or not other:
        return len(one) + len(other)
    found = [
        _by_the_book(one[1:], other) + 1,
        _by_the_book(one, other[1:]) + 1,
        _by_the_book(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1:
        found.append(_by_the_book(one[2:], other[2:]) + 1)
    return min(found)


@given(LETTERS, LETTERS)
def test_slips_are_those_of_the_book(one: str, other: str) -> None:
    number = _by_the_book(one, other)
    assert slips(one, other, 2) == (number if number <= 2 else None)


def test_long_words_forgive_more() -> None:
    assert [forgiven("x" * length) for length in (3, 4, 7, 8)] == [0, 1, 1, 2]
