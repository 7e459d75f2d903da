"""What a watch makes of the lines of a reader whose device comes and goes, in any order."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from contract.tags import By, TagRead
from messaging.clock import ManualClock
from tests.touchpoint.sample import NAVY_38
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.readers.lines import write_alive, write_down, write_read
from touchpoint.watch import News, Watch

READ = TagRead(By.NFC, f"https://id.example/01/{NAVY_38}/21/A1")
KINDS = st.lists(st.sampled_from(["read", "alive", "down", "nonsense"]), max_size=40)
STATES = {"read": "ok", "alive": "ok", "down": "missing"}


def line(kind: str, at: float) -> bytes:
    said = {
        "read": write_read(READ, at),
        "alive": write_alive(),
        "down": write_down("unplugged"),
        "nonsense": "segfault?",
    }
    return said[kind].encode()


def watched(batches: Sequence[Sequence[str]], step: float = 0.0) -> list[News]:
    """What is told of *batches* of lines, with *step* seconds before each."""
    news: list[News] = []
    clock = ManualClock()
    watch = Watch("nfc", [], news.append, clock, 1.0)
    for batch in batches:
        clock.advance(step)
        watch.take([line(kind, clock.monotonic()) for kind in batch])
    return news


def test_what_lies_there_is_told_again_when_it_is_asked_for() -> None:
    news: list[News] = []
    clock = ManualClock()
    watch = Watch("nfc", [], news.append, clock, 1.0)
    watch.tell_again()
    watch.take([line("read", clock.monotonic())])
    clock.advance(0.5)
    watch.tell_again()
    came = [it for it in news if isinstance(it, Arrived)]
    assert [(it.garment.gtin, it.at, it.reader) for it in came] == [
        (NAVY_38, 1000.0, "nfc"),
        (NAVY_38, 1000.5, "nfc"),
    ]


@given(KINDS)
def test_each_change_is_told_once_however_the_lines_come(kinds: list[str]) -> None:
    said = [STATES[kind] for kind in kinds if kind in STATES]
    changes = [s for i, s in enumerate(said) if i == 0 or said[i - 1] != s]
    alone, together = watched([[kind] for kind in kinds]), watched([kinds])
    assert [it.state for it in alone if isinstance(it, ReaderHealth)] == changes
    assert alone == together


@given(KINDS)
def test_nothing_leaves_before_it_was_missed_for_long_enough_by_a_reader_that_works(
    kinds: list[str],
) -> None:
    """By the book: time counts only between lines of a reader that works, from its return on."""
    here, last, works, expected = False, 0.0, False, 0
    for number, kind in enumerate(kinds, start=1):
        now = 0.4 * number
        if kind == "down":
            works = False
        if kind in {"read", "alive"} and not works:
            works, last = True, max(last, now)
        if kind == "read":
            here, last = True, now
        if kind == "alive" and here and now - last >= 1.0:
            here, expected = False, expected + 1
    news = watched([[kind] for kind in kinds], 0.4)
    arrived = sum(isinstance(it, Arrived) for it in news)
    left = sum(isinstance(it, Left) for it in news)
    assert (left, arrived) == (expected, expected + here)


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (TagRead(By.QR, "javascript:alert(1)"), "a code of 19 characters that names no garment"),
        (TagRead(By.BARCODE, "4006381333932"), "a code of 13 characters that names no garment"),
        (TagRead(By.NFC, "javascript://x"), "'javascript://x' is no web address; "),
        (TagRead(By.NFC, "uid:08"), "the tag draws a random UID at each read; "),
        (TagRead(By.NFC, "uid:04A1B2C3D4E5F6"), "'uid:04A1B2C3D4E5F6' is a plain UID; "),
        (TagRead(By.NFC, "z" * 999), f"{'z' * 80!r} is not hexadecimal"),
        (TagRead(By.UHF, "3034257BF7194E4000001A"), "of a wrong length"),
        (TagRead(By.UHF, "E28011602000AAAA"), "of another scheme than SGTIN"),
    ],
)
def test_each_bad_input_says_in_the_log_what_is_wrong_with_it(read: TagRead, why: str) -> None:
    watch = Watch("nfc", [], lambda _: None, ManualClock(), 1.0)
    with capture_logs() as logged:
        watch.take([write_read(read, 0.0).encode()])
    (said,) = [line for line in logged if line["event"] == "reader.unknown_tag"]
    assert (said["by"], said["why"][: len(why)], len(said["why"]) <= 120) == (read.by, why, True)
    assert read.by is not By.UHF or said["why"] == why
