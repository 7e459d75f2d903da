"""The NFC reader as a screen runs it: a process of its own, watched, killed and unplugged."""

import queue
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.gs1 import write_link
from messaging.clock import SystemClock
from simulation.pn532.memory import Ntag
from simulation.pn532.port import Port
from tests.processes import children
from tests.touchpoint.sample import NAVY_38
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.readers.lines import AliveLine, DownLine, ReadLine, read_line
from touchpoint.readers.pn532 import Pn532Reader
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import message_of
from touchpoint.supervisor import command_of
from touchpoint.watch import News, Watch

LINK = f"https://id.example/01/{NAVY_38}/21/A1"
UID = bytes.fromhex("04A1B2C3D4E5F6")


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A name that stays alike while what is plugged in changes, as udev makes one."""
    return tmp_path / "pn532"


def plug(line: Path) -> Port:
    port = Port()
    line.unlink(missing_ok=True)
    line.symlink_to(port.path)
    return port


@pytest.fixture
def port(line: Path) -> Iterator[Port]:
    made = plug(line)
    yield made
    made.close()


def started(line: Path) -> subprocess.Popen[bytes]:
    command = command_of("pn532", {"device": str(line)})
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_unplugged_and_plugged_in_again_it_reads_on(line: Path) -> None:
    news: queue.Queue[News] = queue.Queue()
    port, tag = plug(line), Ntag(UID, message_of(LINK))
    watch = Watch("tag", command_of("pn532", {"device": str(line)}), news.put, SystemClock(), 0.3)
    watch.start()
    heard = [news.get(timeout=60)]
    port.put(tag)
    heard.append(news.get(timeout=60))
    port.take(tag)
    heard.append(news.get(timeout=60))
    port.close()
    heard.append(news.get(timeout=60))
    port = plug(line)
    heard.append(news.get(timeout=60))
    port.put(tag)
    heard.append(news.get(timeout=60))
    watch.stop()
    slow = port.baudrate
    port.close()
    kinds = [type(one) for one in heard]
    states = [one.state for one in heard if isinstance(one, ReaderHealth)]
    tags = [one.garment.tag for one in heard if isinstance(one, Arrived)]
    assert kinds == [ReaderHealth, Arrived, Left, ReaderHealth, ReaderHealth, Arrived]
    assert states == ["ok", "missing", "ok"]
    assert (tags, slow) == ([write_link(NAVY_38, "A1")] * 2, 115200)


def test_unplugged_again_and_again_it_reads_each_tap_once_and_keeps_its_process(
    line: Path,
) -> None:
    news: queue.Queue[News] = queue.Queue()
    port, before = plug(line), children()
    watch = Watch("tag", command_of("pn532", {"device": str(line)}), news.put, SystemClock(), 0.3)
    watch.start()
    heard = [news.get(timeout=60)]
    processes = [children() - before]
    for _ in range(4):
        port.close()
        line.unlink()
        heard.append(news.get(timeout=60))
        # Long enough for attempts that find no such path.
        assert wait_for_nothing(news, 0.6)
        port = plug(line)
        tag = Ntag(UID, message_of(LINK))
        heard.append(news.get(timeout=60))
        port.put(tag)
        heard.append(news.get(timeout=60))
        port.take(tag)
        heard.append(news.get(timeout=60))
        processes.append(children() - before)
    watch.stop()
    port.close()
    assert news.empty()
    told = [it.state if isinstance(it, ReaderHealth) else type(it).__name__ for it in heard]
    assert told == ["ok", *["missing", "ok", "Arrived", "Left"] * 4]
    assert processes == [processes[0]] * 5
    assert len(processes[0]) == 1


def wait_for_nothing(news: "queue.Queue[News]", seconds: float) -> bool:
    try:
        news.get(timeout=seconds)
    except queue.Empty:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_reader_that_is_ended_leaves_a_chip_to_be_opened(
    port: Port, line: Path, number: signal.Signals
) -> None:
    port.put(Ntag(UID, message_of(LINK)))
    with started(line) as process:
        assert process.stdout
        said = [read_line(process.stdout.readline()) for _ in range(20)]
        process.send_signal(number)
    left_at = port.baudrate
    reader = Pn532Reader(str(line))
    reader.open()
    read = reader.read(5.0)
    reader.close()
    assert {type(one) for one in said} <= {AliveLine, ReadLine}
    assert {one.read.value for one in said if isinstance(one, ReadLine)} == {LINK}
    assert left_at == (115200 if number == signal.SIGTERM else 921600)
    assert read
    assert read.value == LINK


def test_reader_without_a_chip_says_so_and_goes_on_trying(line: Path) -> None:
    with started(line) as process:
        assert process.stdout
        first = read_line(process.stdout.readline())
        port = plug(line)
        last = next(
            said
            for text in iter(process.stdout.readline, b"")
            if not isinstance(said := read_line(text), DownLine)
        )
        process.terminate()
    port.close()
    assert (first, type(last)) == (
        DownLine(
            f"PN532 {line} cannot be opened: No such file or directory; "
            "`ls /dev/serial/by-id` shows what is plugged in"
        ),
        AliveLine,
    )


def test_wrong_option_ends_the_process_with_one_line(line: Path) -> None:
    command = command_of("pn532", {"device": str(line), "period": "soon"})
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (
        1,
        b"",
        "Error: period is 'soon'; seconds above 0 are right\n",
    )


def test_nothing_stays_open_after_many_unpluggings(line: Path) -> None:
    counts = []
    for _ in range(10):
        port = plug(line)
        reader = Pn532Reader(str(line))
        reader.open()
        port.close()
        with pytest.raises(ReaderError):
            reader.read(1.0)
        reader.close()
        counts.append(sum(1 for _ in Path("/proc/self/fd").iterdir()))
    assert counts == counts[:1] * 10
