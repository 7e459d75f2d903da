"""Figures and events as a person reads them."""

import pytest

from headoffice.figures import Share, Wait
from headoffice.web.words import Words

words = Words()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "–"), (0, "0 s"), (22.4, "22 s"), (99.4, "99 s"), (99.5, "1.7 min"), (6000, "1.7 h")],
)
def test_wait_says_two_figures(seconds: float | None, text: str) -> None:
    assert words.wait(seconds) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (5, 0, "none"),
        (7, 7, "unchanged"),
        (9, 12, "−3"),
        (120, 100, "+20%"),
        (80, 100, "−20%"),
    ],
)
def test_change_is_in_pieces_while_there_are_few(now: int, before: int, text: str) -> None:
    assert words.change(now, before) == text


def test_change_of_a_share_is_in_points() -> None:
    assert words.change_of_share(Share(91, 100), Share(90, 100)) == "+1 pt"
    assert words.change_of_share(Share(80, 100), Share(90, 100)) == "−10 pts"
    assert words.change_of_share(Share(0, 0), Share(90, 100)) == "none"


def test_change_of_a_wait_is_in_seconds() -> None:
    assert words.change_of_wait(Wait(3, 18.0, 40.0), Wait(3, 22.0, 40.0)) == "−4 s"
    assert words.change_of_wait(Wait(0, None, None), Wait(3, 22.0, 40.0)) == "none"


@pytest.mark.parametrize(
    ("name", "kind", "seconds", "text"),
    [
        ("request.made", "size", 0.0, "Another size asked for"),
        ("request.accepted", "", 14.2, "Request accepted after 14 s"),
        ("visit.ended", "", 120.0, "Visit ended"),
        ("return.received", "", 0.0, "Return received"),
    ],
)
def test_sentence_says_what_happened(name: str, kind: str, seconds: float, text: str) -> None:
    assert words.sentence(f"parcours.{name}.v1", kind, seconds) == text


def test_nought_has_no_sign_whoever_asked_before() -> None:
    assert [words.number(it) for it in (-0.0, 0.0, 0)] == ["0", "0", "0"]
    assert [words.points(it) for it in (-0.0001, 0.0001)] == ["0.0", "0.0"]


def test_same_number_is_said_in_each_language() -> None:
    english, french = Words("en"), Words("fr")
    assert (english.number(1234.5), french.number(1234.5)) == ("1,234.5", "1\u202f234,5")
    assert (english.percent(Share(1, 8)), french.percent(Share(1, 8))) == ("12%", "12\xa0%")
