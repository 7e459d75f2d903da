"""A figure is never made younger than it is, whatever was watched, said and lost in between."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.touchpoint.sample import NAVY_38, NAVY_40, SHELF, at, stock
from touchpoint import lines
from touchpoint.inputs import HubKnown, ReaderHealth, StockKnown
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer
from touchpoint.words import load_words

BOTH = frozenset({NAVY_38, NAVY_40})
NONE = frozenset[str]()


def followed(*gtins: str) -> Known:
    """The figures of *gtins*, watched since noon."""
    known = Known(SHELF).learn(HubKnown(online=True), at(0)).watching(frozenset(gtins), at(0))
    for gtin in gtins:
        known = known.learn(StockKnown(stock(gtin, 3)), at(0))
    return known


def note(known: Known, seconds: float) -> str:
    speech = load_words(["en"]).speech("en")
    return Writer(speech, at(seconds).wall, known, 600).sheet(Choice(NAVY_38)).stock_note


def test_figure_of_a_page_left_keeps_the_time_of_leaving() -> None:
    known = followed(NAVY_38).watching(NONE, at(600)).watching(BOTH, at(3600))
    assert note(known, 3600) == "As last known today at 12:10"
    away = known.learn(HubKnown(online=False), at(7200))
    assert note(away, 7200) == "As last known today at 12:10"


def test_figure_said_anew_is_current() -> None:
    known = followed(NAVY_38).watching(NONE, at(600)).watching(BOTH, at(3600))
    known = known.learn(StockKnown(stock(NAVY_38, 2)), at(3601))
    assert (known.is_current(NAVY_38), note(known, 3601)) == (True, "Counted today at 09:10")


def test_watched_figure_was_current_until_the_hub_went_away() -> None:
    known = followed(NAVY_38).learn(HubKnown(online=False), at(480))
    assert note(known.watching(NONE, at(900)), 1800) == "As last known today at 12:08"


def test_figure_that_comes_when_nobody_asks_any_more_is_of_that_moment() -> None:
    known = followed(NAVY_38).watching(NONE, at(60))
    known = known.learn(StockKnown(stock(NAVY_38, 2)), at(120))
    assert note(known, 3600) == "As last known today at 12:02"


@given(st.lists(st.sampled_from(["watch", "leave", "said", "up", "down"]), max_size=30))
def test_figure_is_never_younger_than_the_last_word_that_would_have_come(steps: list[str]) -> None:
    """By the book: a figure is current as long as it is watched since it was said, and online."""
    known, current, last = followed(NAVY_38), True, at(0).wall
    watched, online = True, True
    for minute, happened in enumerate(steps, start=1):
        now = at(60 * minute)
        if current and online:
            last = now.wall
        match happened:
            case "watch" | "leave":
                watched = happened == "watch"
                known = known.watching(frozenset({NAVY_38}) if watched else NONE, now)
                current = current and watched
            case "said":
                # A broker keeps what the hub said before it went; it says nothing new.
                if online:
                    known = known.learn(StockKnown(stock(NAVY_38, 3)), now)
                    current, last = watched, now.wall
            case _:
                online = happened == "up"
                known = known.learn(HubKnown(online=online), now)
        if current and online:
            last = now.wall
        assert (known.is_current(NAVY_38), _until(known, now.wall)) == (current and online, last)


def _until(known: Known, now: datetime) -> datetime | None:
    return known.current_until(NAVY_38, now)


def said(known: Known, seconds: float, language: str = "en") -> str:
    speech = load_words(["en", "fr"]).speech(language)
    return lines.notice(speech, known, at(seconds), unknown=False)


def test_reader_that_is_started_anew_is_no_news() -> None:
    known = Known().learn(ReaderHealth("nfc", "missing"), at(0))
    assert said(known, 4.9) == ""
    assert said(known.learn(ReaderHealth("nfc", "ok"), at(4)), 60) == ""


def test_only_reader_that_does_not_read_is_said_in_a_shopper_s_words() -> None:
    known = Known().learn(ReaderHealth("nfc", "missing"), at(0))
    # Another attempt that fails does not begin the silence anew.
    known = known.learn(ReaderHealth("nfc", "silent"), at(4))
    assert [said(known, 5, language) for language in ("en", "fr")] == [
        "Our reader is resting. Please ask an associate.",
        "Notre lecteur se repose. Merci de demander à un conseiller.",
    ]


def test_shopper_is_sent_to_the_reader_that_works() -> None:
    known = Known().learn(ReaderHealth("nfc", "silent"), at(0))
    known = known.learn(ReaderHealth("codes", "ok"), at(0))
    assert said(known, 5) == "One of our readers is resting. Please try the other one."
