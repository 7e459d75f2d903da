"""From the lines of a reader's process to the messages of a station, on its own thread."""

import json
import queue
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contract.sgtin import encode96
from contract.tags import By, TagRead
from messaging.clock import SystemClock
from tests.touchpoint.sample import NAVY_38, SHELF, sold
from touchpoint.readers.lines import AliveLine, ReadLine
from touchpoint.station.speaker import Speaker

Messages = queue.Queue[tuple[bytes, Mapping[str, str]]]
EPC = encode96(NAVY_38, 7)


@pytest.fixture
def messages() -> Messages:
    return queue.Queue()


@pytest.fixture
def speaker(messages: Messages) -> Iterator[Speaker]:
    made = Speaker(lambda *said: messages.put(said), SystemClock(), "boot-1")
    made.learn(SHELF)
    made.learn(sold())
    made.start()
    yield made
    made.stop()


def said(messages: Messages) -> Any:
    return json.loads(messages.get(timeout=60)[0])


def lines(count: int) -> list[ReadLine | AliveLine]:
    read = TagRead(By.UHF, EPC, -50.0, antenna=1)
    return [AliveLine(), *(ReadLine(read, n / 1000) for n in range(count))]


def test_reader_that_works_is_heard_to_work(speaker: Speaker, messages: Messages) -> None:
    speaker.became("ok")
    assert [said(messages) for _ in range(3)] == [[], [], []]


def test_sightings_are_said_together(speaker: Speaker, messages: Messages) -> None:
    speaker.became("ok")
    speaker.heard(lines(250))
    batches = [batch for batch in (said(messages) for _ in range(5)) if batch]
    assert [s["ms"] for batch in batches for s in batch] == list(range(250))
    assert [len(batch) for batch in batches] == [100, 100, 50]
    assert batches[0][1] == {"epc": EPC, "antenna": 1, "rssi": -50.0, "ms": 1}


def test_piece_that_was_sold_is_not_said(speaker: Speaker, messages: Messages) -> None:
    speaker.learn(sold((NAVY_38, "7")))
    speaker.became("ok")
    other = encode96(NAVY_38, 8)
    speaker.heard([*lines(9), ReadLine(TagRead(By.UHF, other, -50.0, antenna=1), 1.0)])
    first = next(batch for batch in (said(messages) for _ in range(5)) if batch)
    assert [s["epc"] for s in first] == [other]


def test_reader_that_is_down_says_nothing(speaker: Speaker, messages: Messages) -> None:
    speaker.became("missing")
    speaker.heard(lines(150))
    speaker.became("ok")
    # What it heard before it went is not told as if it were of now.
    assert [said(messages) for _ in range(3)] == [[], [], []]


def test_message_says_its_number_and_up_to_when_it_says_all(
    speaker: Speaker, messages: Messages
) -> None:
    speaker.became("ok")
    speaker.heard([*lines(120), AliveLine(7.7)])
    told = [messages.get(timeout=60) for _ in range(3)]
    sizes = [len(json.loads(payload)) for payload, _ in told if payload != b"[]"]
    # Of sightings that are said in parts, the last part alone is all.
    assert (sizes, [said["ms"] for payload, said in told if payload != b"[]"]) == (
        [100, 20],
        ["99", "7700"],
    )
    assert [(said["boot"], said["number"]) for _, said in told] == [
        ("boot-1", str(number)) for number in (1, 2, 3)
    ]


def test_tag_that_names_no_garment_is_counted_and_not_said(messages: Messages) -> None:
    counted: queue.Queue[None] = queue.Queue()
    made = Speaker(
        lambda *said: messages.put(said), SystemClock(), "boot-1", lambda: counted.put(None)
    )
    made.start()
    made.heard([ReadLine(TagRead(By.UHF, "E28011602000AAAA", -50.0, antenna=1), 1.0)])
    assert counted.get(timeout=60) is None
    made.stop()
    assert (counted.empty(), messages.empty()) == (True, True)


def test_line_that_cannot_be_said_stops_nothing(speaker: Speaker, messages: Messages) -> None:
    speaker.became("ok")
    speaker.heard([ReadLine(TagRead(By.UHF, EPC, -50.0), 1e306)])
    speaker.heard(lines(1))
    batches = [said(messages) for _ in range(4)]
    assert [len(batch) for batch in batches if batch] == [1]


def test_nothing_is_said_before_it_is_known_whose_a_tag_is(messages: Messages) -> None:
    made = Speaker(lambda *said: messages.put(said), SystemClock(), "boot-1")
    made.start()
    made.became("ok")
    made.learn(SHELF)
    made.heard(lines(3))
    with pytest.raises(queue.Empty):
        messages.get(timeout=1.2)
    made.learn(sold())
    made.heard(lines(1))
    batches = [said(messages) for _ in range(3)]
    made.stop()
    assert [len(batch) for batch in batches if batch] == [1]
