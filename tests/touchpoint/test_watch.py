"""A reader's process is started, heard, and started anew when it dies or falls silent."""

import os
import queue
import signal
import sys
from pathlib import Path
from typing import Self

import pytest
from structlog.testing import capture_logs

from contract.ids import new_id
from contract.tags import By, TagRead
from messaging.clock import SystemClock
from tests.touchpoint.sample import NAVY_38, at, garment
from touchpoint import lines as words
from touchpoint.health import Health
from touchpoint.inputs import Arrived, Left, Near, ReaderHealth
from touchpoint.known import Known
from touchpoint.readers.lines import write_alive, write_down, write_read, write_stir
from touchpoint.readers.port import Stir
from touchpoint.supervisor import command_of
from touchpoint.watch import News, Watch
from touchpoint.words import load_words


class Heard:
    """What a watch tells, in order."""

    def __init__(self, script: str, *, silence: float = 5.0, gone_after: float = 0.3) -> None:
        self.news: queue.Queue[News] = queue.Queue()
        command = [sys.executable, "-S", "-u", "-c", script]
        clock = SystemClock()
        self.unread: queue.Queue[None] = queue.Queue()
        self.watch = Watch(
            "tag",
            command,
            self.news.put,
            clock,
            gone_after,
            silence,
            lambda: self.unread.put(None),
        )

    def __enter__(self) -> Self:
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.stop()

    def next(self) -> News:
        return self.news.get(timeout=60)


def script(*lines: str, then: str = "time.sleep(60)") -> str:
    said = "\n".join(f"print({line!r})" for line in lines)
    return f"import time, sys\n{said}\n{then}"


def read_now(serial: str = "A1") -> str:
    """A script's line that says a read at this moment."""
    line = write_read(TagRead(By.NFC, f"https://id.example/01/{NAVY_38}/21/{serial}"), 0.0)
    return line.replace("0.0}", "%f}")


def test_garment_arrives_and_leaves() -> None:
    beat = f"print({write_alive()!r})"
    then = (
        f"print({read_now()!r} % time.clock_gettime(time.CLOCK_BOOTTIME))\n"
        f"while True: {beat}; time.sleep(0.1)"
    )
    with Heard(script(then=then)) as heard:
        first, arrived, left = heard.next(), heard.next(), heard.next()
    assert first == ReaderHealth("tag", "ok")
    assert isinstance(arrived, Arrived)
    assert isinstance(left, Left)
    assert (arrived.garment, left.tag, left.seconds) == (
        garment(NAVY_38),
        garment(NAVY_38).tag,
        0.0,
    )
    assert 0.3 <= left.at - arrived.at < 5


def test_who_comes_and_goes_is_told_once_at_the_readers_own_time() -> None:
    came, went = write_stir(Stir(True), 1.0), write_stir(Stir(False), 2.5)
    with Heard(script(came, came, went, went, then="time.sleep(60)")) as heard:
        news = [heard.next() for _ in range(3)]
    assert news == [ReaderHealth("tag", "ok"), Near(True, 1.0), Near(False, 2.5)]


def test_time_that_is_still_to_come_is_now() -> None:
    with Heard(script(write_stir(Stir(True), 1e12), then="time.sleep(60)")) as heard:
        heard.next()
        came = heard.next()
    assert isinstance(came, Near)
    assert came.at <= SystemClock().monotonic()


@pytest.mark.parametrize(
    ("then", "state"), [("sys.exit(3)", "missing"), ("time.sleep(60)", "silent")]
)
def test_reader_that_fails_leaves_nobody_there(then: str, state: str) -> None:
    came = write_stir(Stir(True), 1.0)
    with Heard(script(came, then=then), silence=0.5) as heard:
        first, arrived, gone, down, again, anew = (heard.next() for _ in range(6))
    assert (first, again) == (ReaderHealth("tag", "ok"), ReaderHealth("tag", "ok"))
    assert (arrived, anew) == (Near(True, 1.0), Near(True, 1.0))
    assert isinstance(gone, Near)
    assert (gone.near, down) == (False, ReaderHealth("tag", state))


def test_dead_reader_is_started_again() -> None:
    with Heard(script(write_alive(), then="sys.exit(3)")) as heard:
        states = [heard.next() for _ in range(3)]
    assert states == [
        ReaderHealth("tag", "ok"),
        ReaderHealth("tag", "missing"),
        ReaderHealth("tag", "ok"),
    ]


def test_silent_reader_is_started_again() -> None:
    with Heard(script(write_alive()), silence=0.5) as heard:
        states = [heard.next() for _ in range(3)]
    assert states == [
        ReaderHealth("tag", "ok"),
        ReaderHealth("tag", "silent"),
        ReaderHealth("tag", "ok"),
    ]


def test_nonsense_is_passed_over() -> None:
    then = f"print('segfault?', flush=True)\nprint({read_now()!r} % 1.0)\ntime.sleep(60)"
    with Heard(script(then=then)) as heard:
        news = [heard.next(), heard.next()]
    assert (news[0], isinstance(news[1], Arrived)) == (ReaderHealth("tag", "ok"), True)


def test_what_names_no_garment_is_counted() -> None:
    foreign = write_read(TagRead(By.UHF, "E280116020001234"), 1.0)
    then = f"print('segfault?')\nprint({foreign!r})\nprint({read_now()!r} % 1.0)\ntime.sleep(60)"
    with Heard(script(write_alive(), then=then)) as heard:
        kinds = [type(heard.next()).__name__ for _ in range(3)]
        counted = heard.unread.qsize()
    assert (kinds, counted) == (["ReaderHealth", "UnknownRead", "Arrived"], 2)


def test_reader_that_complains_a_lot_goes_on_reading() -> None:
    complain = "sys.stderr.write('buffer underrun\\n' * 70_000)"
    tapped = [f"{complain}\nprint({read_now(serial)!r} % 1.0)" for serial in ("A1", "A2")]
    with Heard(script(write_alive(), then="\n".join([*tapped, "time.sleep(60)"]))) as heard:
        first, one, other = (heard.next() for _ in range(3))
    assert first == ReaderHealth("tag", "ok")
    assert isinstance(one, Arrived)
    assert isinstance(other, Arrived)
    assert (one.garment, other.garment) == (garment(NAVY_38, "A1"), garment(NAVY_38, "A2"))


def test_lines_that_waited_are_one_arrival() -> None:
    """A screen that stood still for seconds finds a pipe full of one garment that lies there."""
    then = (
        "now = time.clock_gettime(time.CLOCK_BOOTTIME)\n"
        f"for i in range(60): print({read_now()!r} % (now - 5.0 + i / 20))\n"
        f"for i in range(10): print({write_alive()!r}); time.sleep(0.1)\n"
        f"print({read_now('A2')!r} % time.clock_gettime(time.CLOCK_BOOTTIME))\n"
        "time.sleep(60)"
    )
    with Heard(script(then=then)) as heard:
        first, arrived, left, other = (heard.next() for _ in range(4))
    assert first == ReaderHealth("tag", "ok")
    assert isinstance(arrived, Arrived)
    assert isinstance(left, Left)
    assert isinstance(other, Arrived)
    assert (left.tag, round(left.seconds, 2)) == (garment(NAVY_38).tag, 2.95)
    assert other.garment == garment(NAVY_38, "A2")


def test_complaints_are_no_sign_of_life() -> None:
    then = "while True: sys.stderr.write('busy\\n'); time.sleep(0.01)"
    with Heard(script(write_alive(), then=then), silence=0.5) as heard:
        states = [heard.next() for _ in range(2)]
    assert states == [ReaderHealth("tag", "ok"), ReaderHealth("tag", "silent")]


@pytest.mark.parametrize(
    ("then", "state"), [("sys.exit(3)", "missing"), ("time.sleep(60)", "silent")]
)
def test_last_words_of_a_reader_are_logged(then: str, state: str) -> None:
    words = "sys.stderr.write('x' * 100_000 + '\\nNo such device\\n')"
    with (
        capture_logs() as lines,
        Heard(script(write_alive(), then=f"{words}\n{then}"), silence=0.5) as heard,
    ):
        heard.next(), heard.next()
    down = [line for line in lines if line["event"] == "reader.down"]
    assert [(line["state"], line["said"].splitlines()[-1]) for line in down] == [
        (state, "No such device")
    ]


def test_reader_that_leaves_a_child_behind_is_started_again(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    then = (
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '30'], stdout=subprocess.DEVNULL)\n"
        f"open({str(pids)!r}, 'a').write(f'{{child.pid}}\\n')"
    )
    with Heard(script(write_alive(), then=then)) as heard:
        states = [heard.next() for _ in range(3)]
        for pid in pids.read_text().split():
            os.kill(int(pid), signal.SIGTERM)
    assert states == [
        ReaderHealth("tag", "ok"),
        ReaderHealth("tag", "missing"),
        ReaderHealth("tag", "ok"),
    ]


def test_reader_that_never_starts_is_missing() -> None:
    with Heard("import no_such_module") as heard:
        assert heard.next() == ReaderHealth("tag", "missing")


def test_reader_whose_device_is_gone_is_missing_and_keeps_its_process() -> None:
    pid = 'print(\'{"down": "pid %d"}\' % os.getpid()); time.sleep(0.1)'
    then = f"import os\n{pid}\n{pid}\nprint({write_alive()!r})\n{pid}\n{pid}\ntime.sleep(60)"
    with capture_logs() as logged, Heard(script(write_alive(), then=then)) as heard:
        states = [heard.next() for _ in range(4)]
        pids = {line["said"] for line in logged if line["event"] == "reader.down"}
    downs = [line["state"] for line in logged if line["event"] == "reader.down"]
    assert states == [ReaderHealth("tag", state) for state in ("ok", "missing", "ok", "missing")]
    assert (downs, len(pids)) == (["missing"] * 2, 1)


def test_what_lies_there_stays_while_its_reader_is_gone() -> None:
    """Nothing left, however long: a reader that hears nothing proves nothing."""
    down = f"print({write_down('unplugged')!r}); time.sleep(0.1)"
    then = (
        f"print({read_now()!r} % time.clock_gettime(time.CLOCK_BOOTTIME))\n"
        f"for i in range(10): {down}\n"
        f"print({read_now()!r} % time.clock_gettime(time.CLOCK_BOOTTIME))\n"
        f"for i in range(10): print({write_alive()!r}); time.sleep(0.1)\n"
        "time.sleep(60)"
    )
    with Heard(script(then=then)) as heard:
        news = [heard.next() for _ in range(5)]
    assert [type(it) for it in news] == [
        ReaderHealth,
        Arrived,
        ReaderHealth,
        ReaderHealth,
        Left,
    ]


def test_reader_that_tries_again_may_be_silent_for_as_long_as_one_that_starts() -> None:
    then = f"time.sleep(2)\nprint({write_alive()!r})\ntime.sleep(60)"
    with Heard(script(write_down("opening"), then=then), silence=0.5) as heard:
        states = [heard.next() for _ in range(3)]
    assert states == [ReaderHealth("tag", state) for state in ("missing", "ok", "silent")]


def test_garbage_is_no_sign_of_life_and_fills_no_log() -> None:
    then = "while True: print('segfault?' * 100); time.sleep(0.001)"
    with capture_logs() as logged, Heard(script(write_alive(), then=then), silence=0.5) as heard:
        states = [heard.next() for _ in range(2)]
    nonsense = [line for line in logged if line["event"] == "reader.nonsense"]
    assert states == [ReaderHealth("tag", "ok"), ReaderHealth("tag", "silent")]
    assert len(nonsense) == 1


def test_reader_that_is_gone_is_reported_and_said_to_a_shopper(tmp_path: Path) -> None:
    down = f"print({write_down('unplugged')!r})"
    then = f"{down}\ntime.sleep(1)\n{down}\ntime.sleep(60)"
    health, known = Health(new_id(), "1", tmp_path, SystemClock()), Known()
    with Heard(script(write_alive(), then=then)) as heard:
        for news in (heard.next(), heard.next()):
            assert isinstance(news, ReaderHealth)
            health.reader(news)
            known = known.learn(news, at(0))
    speech = load_words(["en"]).speech("en")
    assert health.report().readers == {"tag": "missing"}
    assert [words.notice(speech, known, at(s), unknown=False) for s in (4.9, 5.0)] == [
        "",
        "Our reader is resting. Please ask an associate.",
    ]


def test_simulated_reader_runs_as_its_own_process(tmp_path: Path) -> None:
    news: queue.Queue[News] = queue.Queue()
    socket = tmp_path / "tag.sock"
    watch = Watch("tag", command_of("simulated", {"socket": str(socket)}), news.put, SystemClock())
    watch.start()
    first = news.get(timeout=60)
    there = socket.exists()
    watch.stop()
    assert (first, there, socket.exists()) == (ReaderHealth("tag", "ok"), True, False)
