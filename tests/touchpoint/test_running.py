"""A reader's process says what it reads, that it lives, and why it does not; in virtual time."""

import contextlib
import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from contract.tags import By, TagRead
from simulation.endurance.clock import Clock, Over
from touchpoint.readers.lines import AliveLine, DownLine, ReadLine, read_line
from touchpoint.readers.port import ReaderError
from touchpoint.readers.running import Run

READ = TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


class Cable:
    """A reader whose device comes and goes, and takes its time."""

    def __init__(self, clock: Clock, opening: float = 0.0) -> None:
        self.clock, self._opening = clock, opening
        self.plugged, self.lies, self.answers = True, False, True
        self.is_open, self.closed = False, 0

    def open(self) -> None:
        self.clock.sleep(self._opening)
        if not self.plugged:
            raise ReaderError("not there")
        self.is_open = True

    def read(self, timeout: float) -> TagRead | None:
        end = self.clock.monotonic() + timeout
        self.clock.sleep(min(0.02, timeout))
        while self.is_open and self.plugged and self.answers:
            if self.lies:
                return READ
            if self.clock.monotonic() >= end:
                return None
            self.clock.sleep(min(0.02, end - self.clock.monotonic()))
        raise ReaderError("gone")

    def close(self) -> None:
        self.is_open = False
        self.closed += 1


class Distant(Cable):
    longest_pause = 2.0


Said = list[tuple[float, ReadLine | AliveLine | DownLine]]


def lived(reader: Cable, story: Iterator[float]) -> Said:
    """What it says, by the seconds since it was started, while *story* happens."""
    clock, said = reader.clock, Said()
    start = clock.monotonic()

    def say(line: str) -> None:
        said.append((round(clock.monotonic() - start, 3), read_line(line.encode())))

    clock.follow(story)
    with contextlib.suppress(Over):
        Run(reader, say, clock.monotonic, clock).forever()
    return said


def unplugged(reader: Cable, after: float, away: float, then: float) -> Iterator[float]:
    yield after
    reader.plugged = False
    yield away
    reader.plugged = True
    yield then


def kinds(said: Said) -> list[str]:
    """Each kind once for as long as it is said again."""
    names = [type(line).__name__ for _, line in said]
    return [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]


def test_device_that_comes_back_is_opened_by_the_same_process() -> None:
    reader = Cable(Clock())
    said = lived(reader, unplugged(reader, 10.0, 60.0, 10.0))
    back = next(at for at, line in said if at > 20 and isinstance(line, AliveLine))
    assert kinds(said) == ["AliveLine", "DownLine", "AliveLine"]
    assert 70.0 <= back <= 70.5


def test_down_is_said_once_a_second_and_again_when_it_is_another() -> None:
    reader = Cable(Clock())
    said = lived(reader, unplugged(reader, 10.0, 10.0, 0.2))
    downs = [(at, line.why) for at, line in said if isinstance(line, DownLine)]
    assert [why for _, why in downs] == ["gone", *["not there"] * (len(downs) - 1)]
    assert 10 <= len(downs) <= 12


def test_device_that_opens_and_answers_nothing_is_not_said_to_live() -> None:
    reader = Cable(Clock())
    reader.answers = False
    said = lived(reader, iter((30.0,)))
    assert kinds(said) == ["DownLine"]
    assert reader.closed > 30


def test_one_on_a_network_is_left_alone_for_longer_and_longer() -> None:
    reader = Distant(Clock())
    reader.plugged = False
    lived(reader, iter((30.0,)))
    # After 0.25, 0.5, 1 and then each 2 s; the last is the end of the test.
    assert reader.closed == 3 + (30 - 1) // 2 + 1


def test_one_that_was_back_is_asked_soon_again() -> None:
    reader = Distant(Clock())

    def twice() -> Iterator[float]:
        yield from unplugged(reader, 1.0, 30.0, 5.0)
        yield from unplugged(reader, 0.0, 0.2, 0.6)

    said = lived(reader, twice())
    assert kinds(said)[-1] == "AliveLine"


def test_device_that_takes_long_to_open_is_given_the_time() -> None:
    reader = Cable(Clock(), opening=1.5)
    said = lived(reader, unplugged(reader, 10.0, 60.0, 10.0))
    assert kinds(said) == ["AliveLine", "DownLine", "AliveLine"]


def test_tag_that_lies_there_is_said_and_so_is_life() -> None:
    reader = Cable(Clock())
    reader.lies = True
    said = lived(reader, iter((5.0,)))
    reads = [line.read for _, line in said if isinstance(line, ReadLine)]
    alive = [at for at, line in said if isinstance(line, AliveLine)]
    assert set(reads) == {READ}
    assert len(alive) >= 8


def test_process_that_is_ended_closes_what_it_opened() -> None:
    reader = Cable(Clock())
    lived(reader, iter((5.0,)))
    assert (reader.is_open, reader.closed) == (False, 1)


_EVENTS = st.tuples(
    st.sampled_from(["plug", "unplug", "mute", "answer", "put", "take"]),
    st.floats(0.0, 4.0),
)


@given(st.lists(_EVENTS, max_size=30), st.sampled_from([0.0, 0.05, 1.0]))
def test_whatever_happens_it_is_never_silent_and_ends_up_saying_what_is(
    events: list[tuple[str, float]], opening: float
) -> None:
    reader = Cable(Clock(), opening)

    def story() -> Iterator[float]:
        for what, seconds in events:
            match what:
                case "plug" | "unplug":
                    reader.plugged = what == "plug"
                case "mute" | "answer":
                    reader.answers = what == "answer"
                case _:
                    reader.lies = what == "put"
            yield seconds
        # Its attempt that runs, its pause, the next, and the proof.
        yield 2 * opening + 2.0

    said = lived(reader, story())
    times = [at for at, _ in said]
    gaps = [b - a for a, b in itertools.pairwise(times)]
    works = reader.plugged and reader.answers
    assert max(gaps, default=0.0) <= 2 * opening + 2.0
    assert isinstance(said[-1][1], DownLine) != works
