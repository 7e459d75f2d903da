"""A short endurance run keeps its promises, and a reader that is broken on purpose does not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf

import pytest
import structlog
from click.testing import CliRunner
from structlog.testing import capture_logs

from contract.tags import TagRead
from simulation.endurance.__main__ import main
from simulation.endurance.clock import Clock, Over, Strides
from simulation.endurance.report import LABEL, broken, table
from simulation.endurance.run import Memory, Result, endure, made
from simulation.endurance.socket import Socket
from simulation.endurance.story import Plan
from simulation.endurance.tally import Tally
from touchpoint.readers import polling, running
from touchpoint.readers.polling import Polling, Rhythm
from touchpoint.readers.port import Reader, ReaderError

#: So little of everything that it takes seconds.
SHORT = Plan(taps=120, cycles=16, nights=1, left=1, garbled=4, unanswered=4)
BUSY = Plan(taps=60, cycles=30, nights=0, left=0, garbled=0, unanswered=0)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with capture_logs():
        yield


def failures(plan: Plan, result: Result) -> set[str]:
    """What is said of each broken promise, without its figures."""
    said = broken(plan, result)
    return {" ".join(word for word in one.split() if not word[0].isdigit()) for one in said}


def test_reader_endures() -> None:
    result = endure(SHORT, lambda _: None)
    tally = result.tally
    assert broken(SHORT, result) == []
    assert (tally.once, result.unplugged) == (tally.promised, 16)
    assert tally.taps >= 120
    assert result.seconds > 5 * 3600


def test_same_seed_is_the_same_run() -> None:
    results = [endure(BUSY, lambda _: None) for _ in range(2)]
    other = endure(replace(BUSY, seed=8), lambda _: None)
    assert results[0].tally == results[1].tally
    assert results[0].seconds == results[1].seconds != other.seconds


def test_reader_that_opens_a_device_too_seldom_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_PAUSE", 5.0)
    assert "taps were missed" in failures(BUSY, endure(BUSY, lambda _: None))


def test_presence_that_forgets_too_soon_fails() -> None:
    """A hand trembles, and just then the reader says that it lives."""
    plan = Plan(taps=300, cycles=0, nights=0, left=0, garbled=0, unanswered=0)
    result = endure(plan, lambda _: None, gone_after=0.01)
    assert failures(plan, result) == {"taps were read twice"}


def test_reader_that_says_that_it_lives_when_it_does_not_fails() -> None:
    class Liar:
        def __init__(self, reader: Reader, clock: Clock) -> None:
            self._reader, self._clock = reader, clock
            self.open, self.close = reader.open, reader.close

        def read(self, timeout: float) -> TagRead | None:
            try:
                return self._reader.read(timeout)
            except ReaderError:
                self._clock.sleep(timeout)
                return None

    lying = endure(BUSY, lambda _: None, lambda it, bound: Liar(made(it, bound), it.clock))
    assert "taps were missed" in failures(BUSY, lying)


def test_reader_that_never_starts_its_chip_anew_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a night the chip looks for a tag once in seconds."""
    monkeypatch.setattr(polling, "_SLOW", inf)

    def lasting(socket: Socket, bound: Mapping[str, str]) -> Reader:
        reader = made(socket, bound)
        assert isinstance(reader, Polling)
        return replace(reader, rhythm=Rhythm(reopen=inf))

    # A seed whose night ends while the chip is slow, and not so slow that its driver gives it up.
    plan = Plan(taps=4, cycles=0, nights=1, left=0, garbled=0, unanswered=0, seed=1)
    assert "taps were missed" in failures(plan, endure(plan, lambda _: None, lasting))
    monkeypatch.undo()
    assert failures(plan, endure(plan, lambda _: None)) == set()


def test_reader_that_keeps_what_it_read_fails() -> None:
    kept: list[object] = []

    class Hoarder:
        def __init__(self, reader: Reader) -> None:
            self._reader = reader
            self.open, self.close = reader.open, reader.close

        def read(self, timeout: float) -> TagRead | None:
            read = self._reader.read(timeout)
            kept.append((read, object()))
            return read

    result = endure(BUSY, lambda _: None, lambda socket, bound: Hoarder(made(socket, bound)))
    assert failures(BUSY, result) == {"Python holds blocks more"}


def test_each_promise_is_looked_at() -> None:
    less, more = Memory(10 << 20, 1000), Memory(20 << 20, 9000)
    tally = Tally(taps=10, promised=4, once=3, missed=4, twice=5, stayed=6, unknown=8)
    result = Result(tally, 1, 7200.0, 9.0, files=3, early=less, late=more)
    assert broken(replace(SHORT, cycles=2), result) == [
        "4 taps were missed",
        "5 taps were read twice",
        "6 taps arrived and did not leave once",
        "8 reads name what nobody laid there",
        "3 files stayed open",
        "1 cycles of 2 took place",
        "only 4 taps of 10 could be promised",
        "the reader was silent for 9.00 s",
        "the process grew by 10.0 MiB",
        "Python holds 8000 blocks more",
    ]


def test_table_says_whose_times_these_are() -> None:
    assert table(Result()).splitlines()[0] == f"| endurance ({LABEL}) | found |"


def command(*options: str) -> tuple[int, str, str]:
    before = structlog.get_config()
    ran = CliRunner().invoke(main, list(options))
    structlog.configure(**before)
    return ran.exit_code, ran.stdout, ran.stderr


_FEW = ("--taps", "40", "--cycles", "20", "--nights", "0", "--left", "0")


def test_command_prints_what_it_found() -> None:
    code, said, failed = command(*_FEW)
    assert (code, failed) == (0, "")
    assert said.splitlines()[0] == f"40 taps, 20 cycles ({LABEL}) …"


def test_command_fails_with_the_promise_that_was_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_PAUSE", 5.0)
    code, _, failed = command(*_FEW)
    assert (code, failed.startswith("Broken: "), "taps were missed" in failed) == (1, True, True)


def test_more_troubles_than_taps_are_refused() -> None:
    code, _, failed = command("--taps", "10", "--cycles", "11")
    assert code == 2
    assert "10 taps have no room for 25 troubles" in failed


def test_story_goes_on_while_somebody_waits() -> None:
    clock, told = Clock(), []
    start = clock.monotonic()

    def story() -> Iterator[float]:
        for seconds in (1.0, 0.5, 2.0):
            told.append(clock.monotonic() - start)
            yield seconds

    clock.follow(story())
    clock.sleep(1.2)
    assert (told, clock.monotonic() - start) == ([0.0, 1.0], pytest.approx(1.2))
    with pytest.raises(Over):
        clock.sleep(60.0)
    assert (told, clock.monotonic() - start) == ([0.0, 1.0, 1.5], pytest.approx(3.5))
    # Whoever goes home may take the time.
    clock.sleep(1.0)
    assert clock.monotonic() - start == pytest.approx(4.5)


def test_long_pause_of_the_night_ends_with_it() -> None:
    clock = Clock()
    start = clock.monotonic()
    clock.stride = 2.5
    clock.follow(iter((4.0, 100.0)))
    clock.sleep(0.0)
    strides, moments = Strides(clock), []
    for _ in range(3):
        strides.sleep(0.01)
        moments.append(round(clock.monotonic() - start, 2))
    strides.sleep(0.0)
    assert moments == [2.5, 4.0, 6.5]
    assert clock.monotonic() - start == pytest.approx(6.5)
