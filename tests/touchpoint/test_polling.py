"""How a chip is polled that slows down or gets stuck: nfcpy and the reader, in virtual time."""

import contextlib
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from contract.tags import By, TagRead
from simulation.endurance.clock import Clock
from simulation.endurance.driver import grounded
from simulation.endurance.run import made
from simulation.endurance.socket import Socket
from simulation.pn532.ills import Ills
from simulation.pn532.memory import Ntag
from touchpoint.readers import polling
from touchpoint.readers.port import Reader, ReaderError
from touchpoint.readers.records import message_of

LINK = "https://id.example/01/00614141100019/21/A1"
UID = bytes.fromhex("04A1B2C3D4E5F6")


class Counting(Socket):
    """Counts how often it is opened."""

    claims = 0

    def claim(self, path: str) -> int:
        self.claims += 1
        return super().claim(path)


@pytest.fixture
def socket() -> Iterator[Counting]:
    clock = Clock()
    made = Counting(clock)
    with grounded(clock, made):
        yield made


def opened(socket: Socket, ills: Ills) -> Reader:
    socket.plug_in(ills)
    reader = made(socket, {})
    reader.open()
    return reader


def longest_look(socket: Socket, reader: Reader, seconds: float) -> float:
    """Of all that the chip took to answer, while nothing lay there."""
    longest, end = 0.0, socket.clock.monotonic() + seconds
    while socket.clock.monotonic() < end:
        began = socket.clock.monotonic()
        assert reader.read(0.0001) is None
        longest = max(longest, socket.clock.monotonic() - began)
    return longest


#: Slow after two minutes, by a tenth of a second for each minute more.
SLOWING = Ills(slow_after=120.0, slower=0.1 / 60)


def test_chip_that_slows_down_is_started_anew_before_a_tap_is_lost(socket: Socket) -> None:
    reader = opened(socket, SLOWING)
    longest = longest_look(socket, reader, 400.0)
    reader.close()
    # Two such looks and the reading of a tag have to fit into a tap of 0.3 s.
    assert 0.05 < longest < 0.12


def test_chip_that_slows_down_would_be_lost_without_that(
    socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_SLOW", inf)
    reader = opened(socket, SLOWING)
    longest = longest_look(socket, reader, 400.0)
    reader.close()
    assert longest > 0.4


def test_chip_that_was_never_quicker_is_not_started_anew_all_the_time(
    socket: Counting,
) -> None:
    """A slow adapter, or a busy machine."""
    reader = opened(socket, Ills(slow_after=0.0, slower=1e9, slowest=0.15))
    longest_look(socket, reader, 300.0)
    reader.close()
    assert socket.claims == 1


def test_chip_that_gets_stuck_over_a_tag_reads_on(socket: Socket) -> None:
    reader = opened(socket, Ills(stuck_after=60.0))
    socket.tags.append(Ntag(UID, message_of(LINK)))
    reads, lost, end = [], 0, socket.clock.monotonic() + 200.0
    while socket.clock.monotonic() < end:
        try:
            reads.append(reader.read(0.5))
        except ReaderError:
            lost += 1
            reader.close()
            reader.open()
    reader.close()
    assert (lost, set(reads)) == (3, {TagRead(By.NFC, LINK)})


def test_chip_is_unplugged_in_the_middle_of_everything(socket: Socket) -> None:
    """At each moment of opening, sensing and reading it is one clear error, and no file stays."""
    before = files()
    for step in range(120):
        socket.plug_in(Ills())
        socket.tags[:] = [Ntag(UID, message_of(LINK))]
        reader = made(socket, {})
        socket.clock.follow(pulling(socket, 0.0005 * step))
        with pytest.raises(ReaderError, match="/dev/simulated"):
            opened_and_read(reader)
        reader.close()
    assert files() == before


def opened_and_read(reader: Reader) -> None:
    reader.open()
    while True:
        reader.read(0.1)


def files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def pulling(socket: Socket, after: float) -> Iterator[float]:
    yield after
    socket.unplug()
    yield 1000.0


def test_chip_that_is_there_again_is_opened(socket: Socket) -> None:
    reader = opened(socket, Ills())
    socket.unplug()
    with pytest.raises(ReaderError, match="does not answer any more"):
        reader.read(1.0)
    reader.close()
    for _ in range(3):
        with pytest.raises(ReaderError, match="cannot be opened: No such file or directory"):
            reader.open()
        reader.close()
    socket.plug_in(Ills())
    socket.tags.append(Ntag(UID, message_of(LINK)))
    with contextlib.closing(reader):
        reader.open()
        assert reader.read(1.0) == TagRead(By.NFC, LINK)
