"""Which codes are loyalty cards, and that nothing of one is written down."""

import re

import pytest
from structlog.testing import capture_logs

from contract.tags import By, TagRead
from messaging.clock import ManualClock
from touchpoint.cards import Cards, checked_pattern
from touchpoint.inputs import CardRead, ReaderHealth, UnknownRead
from touchpoint.readers.lines import write_read
from touchpoint.watch import News, Watch

CARDS = Cards(re.compile(r"^MAISON-\d{8}$"))
CODE = "MAISON-12345678"


@pytest.mark.parametrize(
    ("by", "value", "code"),
    [
        (By.QR, CODE, CODE),
        (By.BARCODE, CODE, CODE),
        (By.BARCODE, f"]C0{CODE}", CODE),
        (By.QR, f" ]Q1{CODE}\r", CODE),
        (By.QR, f"{CODE}9", None),
        (By.QR, f"x{CODE}", None),
        (By.QR, "https://id.example/01/00614141100019", None),
        (By.NFC, CODE, None),
        (By.UHF, CODE, None),
    ],
)
def test_a_card_is_told_by_its_pattern_where_a_code_reader_read_it(
    by: By, value: str, code: str | None
) -> None:
    assert CARDS.code_of(TagRead(by, value)) == code


def test_a_code_that_is_longer_than_any_card_is_none() -> None:
    cards = Cards(re.compile("x+"))
    found = [cards.code_of(TagRead(By.QR, "x" * n)) for n in (64, 65)]
    assert found == ["x" * 64, None]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"^CARD-(\d{8}$", "no regular expression: missing ), unterminated subpattern"),
        (r"\d{13}", "it takes the garment's code '4006381333931' for a card"),
        (r"https?://.*", "it takes the garment's code 'https://id.example/01/"),
        (r".*", "it takes the garment's code "),
        (r"(CARD)?", "it takes an empty code for a card"),
    ],
)
def test_a_pattern_that_would_take_garments_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        checked_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"^MAISON-\d{8}$", r"29\d{11}", r"^[A-Z]{2}\d{6}$"])
def test_a_pattern_of_cards_alone_is_taken(pattern: str) -> None:
    assert checked_pattern(pattern) == pattern


def watched(read: TagRead, cards: Cards | None) -> tuple[list[News], list[object], int]:
    news: list[News] = []
    unread: list[None] = []
    watch = Watch(
        "scanner", [], news.append, ManualClock(), unread=lambda: unread.append(None), cards=cards
    )
    with capture_logs() as logged:
        watch.take([write_read(read, 0.0).encode()])
    lines = [line for line in logged if line["event"] != "reader.ok"]
    return [one for one in news if not isinstance(one, ReaderHealth)], lines, len(unread)


@pytest.mark.parametrize("momentary", [True, False])
def test_a_card_is_told_and_leaves_no_trace(momentary: bool) -> None:
    read = TagRead(By.QR, CODE, momentary=momentary)
    assert watched(read, CARDS) == ([CardRead(CODE, 0.0)], [], 0)
    assert CODE not in repr(CardRead(CODE, 0.0))


def test_where_no_cards_are_taken_one_is_an_unknown_code_and_still_not_in_the_log() -> None:
    news, logged, unread = watched(TagRead(By.QR, CODE, momentary=True), None)
    why = "a code of 15 characters that names no garment"
    assert (news, unread) == ([UnknownRead(By.QR, 0.0, why)], 1)
    assert CODE not in repr(logged)
