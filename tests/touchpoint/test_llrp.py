"""The LLRP reader at work with a simulated one over TCP, and each way in which that can fail."""

import queue
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.tags import By, TagRead
from messaging.clock import SystemClock
from simulation.llrp.orders import Fault
from simulation.llrp.server import Simulator
from tests.processes import children
from tests.touchpoint.sample import NAVY_38
from tests.touchpoint.uhf import EPC, OTHER, order, simulator
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.readers.llrp import reader as reader_module
from touchpoint.readers.llrp.reader import LlrpReader
from touchpoint.readers.port import ReaderError
from touchpoint.supervisor import command_of
from touchpoint.watch import News, Watch


@pytest.fixture
def uhf(tmp_path: Path) -> Iterator[Simulator]:
    with simulator(tmp_path) as made:
        yield made


def connected(uhf: Simulator, **options: str) -> LlrpReader:
    return LlrpReader("127.0.0.1", str(uhf.port), **options)


def failure(reader: LlrpReader) -> str:
    """What it says when it breaks, which it must."""
    try:
        while True:
            reader.read(5.0)
    except ReaderError as error:
        return str(error)


def test_tag_is_read_with_its_antenna_and_its_strength(uhf: Simulator) -> None:
    order(uhf, put=EPC, antenna=3)
    reader = connected(uhf)
    reader.open()
    reads = [reader.read(5.0) for _ in range(3)]
    reader.close()
    assert reads == [TagRead(By.UHF, EPC, -48.0, antenna=3)] * 3


def test_long_code_is_read_whole(uhf: Simulator) -> None:
    code = "36" + "AB" * 25
    order(uhf, put=code)
    reader = connected(uhf)
    reader.open()
    read = reader.read(5.0)
    reader.close()
    assert read == TagRead(By.UHF, code, -48.0, antenna=1)


def test_only_the_antennas_of_the_options_are_read(uhf: Simulator) -> None:
    order(uhf, put=EPC, antenna=1)
    order(uhf, put=OTHER, antenna=2)
    reader = connected(uhf, antennas="2")
    reader.open()
    values = {read.value for read in (reader.read(5.0) for _ in range(20)) if read}
    reader.close()
    assert values == {OTHER}


def test_reader_stays_awake_with_nothing_to_read(uhf: Simulator) -> None:
    reader = connected(uhf, keepalive="0.8")
    reader.open()
    # Longer than two silences: only the keep-alives say that it lives.
    assert reader.read(4.2) is None
    reader.close()


def test_reader_is_free_for_the_next_at_once(uhf: Simulator) -> None:
    for _ in range(5):
        reader = connected(uhf)
        reader.open()
        reader.close()
    order(uhf, put=EPC)
    reader.open()
    assert reader.read(5.0) == TagRead(By.UHF, EPC, -48.0, antenna=1)
    reader.close()


def test_reader_that_serves_another_refuses(uhf: Simulator) -> None:
    first, second = connected(uhf), connected(uhf)
    first.open()
    with pytest.raises(ReaderError, match="another client is connected; a reader serves one"):
        second.open()
    order(uhf, put=EPC)
    assert first.read(5.0) == TagRead(By.UHF, EPC, -48.0, antenna=1)
    first.close()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.SILENT, "s; a KEEPALIVE every 0.2 s is right"),
        (Fault.CUT, "is gone: it closed the connection"),
        (Fault.GARBAGE, "is no LLRP"),
        (Fault.OVERSIZED, "RO_ACCESS_REPORT says it is 2147483647 bytes long"),
        (Fault.TRUNCATED, "ends 1 bytes too late"),
        (Fault.DISORDER, "ADD_ROSPEC_RESPONSE 4711 came; a report, an event or a KEEPALIVE"),
    ],
)
def test_fault_while_reading_is_told(uhf: Simulator, fault: Fault, why: str) -> None:
    reader = connected(uhf, **({"keepalive": "0.2"} if fault is Fault.SILENT else {}))
    reader.open()
    order(uhf, fault=fault)
    said = failure(reader)
    reader.close()
    assert (f"LLRP reader 127.0.0.1:{uhf.port}" in said, why in said) == (True, True), said


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.REFUSE, r"refused ADD_ROSPEC: code 401 \(device error\), 'no antenna is connected"),
        (Fault.FOREIGN, "b'HTTP/1.1 400 Bad' is no LLRP; is this the reader's LLRP port"),
    ],
)
def test_fault_while_connecting_is_told(uhf: Simulator, fault: Fault, why: str) -> None:
    order(uhf, fault=fault)
    reader = connected(uhf)
    with pytest.raises(ReaderError, match=why):
        reader.open()
    order(uhf, fault=Fault.WELL)
    reader.open()
    reader.close()


def test_reader_that_never_greets_is_given_up(
    uhf: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_GREET", 0.3)
    order(uhf, fault=Fault.SILENT)
    with pytest.raises(ReaderError, match=r"did not begin to read within 0.3 s"):
        connected(uhf).open()


def test_reader_that_is_not_there_says_so(free_port: int) -> None:
    with pytest.raises(ReaderError, match=r"cannot be reached: .*refused; is it on"):
        LlrpReader("127.0.0.1", str(free_port)).open()


def test_byte_now_and_then_is_no_sign_of_life(uhf: Simulator) -> None:
    """A reader that dribbles a message for ever is as stuck as a silent one."""
    ours, theirs = socket.socketpair()
    reader = connected(uhf, keepalive="0.2")
    reader.open()
    assert reader._line
    reader._line.close()
    reader._line = ours
    done = threading.Event()

    def dribble() -> None:
        theirs.sendall(b"\x04\x3d\x00\x0f\xff\xff")
        while not done.wait(0.02):
            theirs.sendall(b"\0")

    dribbler = threading.Thread(target=dribble)
    dribbler.start()
    said = failure(reader)
    done.set()
    dribbler.join()
    theirs.close()
    reader.close()
    assert "a KEEPALIVE every 0.2 s is right" in said


def watched(uhf: Simulator, **options: str) -> tuple[Watch, "queue.Queue[News]"]:
    news: queue.Queue[News] = queue.Queue()
    given = {"host": "127.0.0.1", "port": str(uhf.port), **options}
    return Watch("uhf", command_of("llrp", given), news.put, SystemClock()), news


def test_mirror_sees_the_garments_of_its_own_antenna(uhf: Simulator) -> None:
    order(uhf, put=EPC, antenna=1)
    order(uhf, put=OTHER, antenna=2)
    watch, news = watched(uhf, antennas="2")
    watch.start()
    first, arrived = news.get(timeout=60), news.get(timeout=60)
    watch.stop()
    assert first == ReaderHealth("uhf", "ok")
    assert isinstance(arrived, Arrived)
    assert (arrived.garment.gtin, arrived.garment.serial, news.empty()) == (NAVY_38, "6790", True)


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.SILENT])
def test_reader_that_breaks_is_connected_again(uhf: Simulator, fault: Fault) -> None:
    watch, news = watched(uhf, keepalive="0.5")
    watch.start()
    states = [news.get(timeout=60)]
    order(uhf, fault=fault)
    states.append(news.get(timeout=60))
    order(uhf, fault=Fault.WELL)
    states.append(news.get(timeout=60))
    watch.stop()
    assert states == [ReaderHealth("uhf", state) for state in ("ok", "missing", "ok")]


def test_device_that_is_silent_for_a_moment_empties_no_room(uhf: Simulator) -> None:
    """Its process lives and says so; what hangs there is not gone before the device spoke again."""
    watch, news = watched(uhf, keepalive="1")
    order(uhf, put=EPC)
    watch.start()
    kinds = [type(news.get(timeout=60)) for _ in range(2)]
    order(uhf, fault=Fault.SILENT)
    # Longer than a tag may be unread, and shorter than the silence that ends the line.
    with pytest.raises(queue.Empty):
        news.get(timeout=1.8)
    order(uhf, fault=Fault.WELL)
    order(uhf, take=EPC)
    kinds.append(type(news.get(timeout=60)))
    watch.stop()
    assert kinds == [ReaderHealth, Arrived, Left]


def test_reader_that_is_switched_off_and_on_again_is_heard_by_the_same_process(
    tmp_path: Path,
) -> None:
    news: queue.Queue[News] = queue.Queue()
    before = children()
    with simulator(tmp_path) as first:
        port = first.port
        command = command_of("llrp", {"host": "127.0.0.1", "port": str(port)})
        watch = Watch("uhf", command, news.put, SystemClock(), 0.3)
        watch.start()
        heard, processes = [news.get(timeout=60)], [children() - before]
    for _ in range(2):
        heard.append(news.get(timeout=60))
        with simulator(tmp_path, port=port) as again:
            heard.append(news.get(timeout=60))
            order(again, put=EPC)
            heard.append(news.get(timeout=60))
            order(again, take=EPC)
            heard.append(news.get(timeout=60))
            processes.append(children() - before)
    watch.stop()
    told = [it.state if isinstance(it, ReaderHealth) else type(it).__name__ for it in heard]
    assert told == ["ok", *["missing", "ok", "Arrived", "Left"] * 2]
    assert processes == [processes[0]] * 3
    assert len(processes[0]) == 1


def test_read_is_answered_in_time_however_much_comes(uhf: Simulator) -> None:
    for number in range(50):
        order(uhf, put=f"30{number:022X}")
    reader = connected(uhf)
    reader.open()
    seen = {read.value for read in (reader.read(1.0) for _ in range(500)) if read}
    reader.close()
    assert len(seen) == 50


def test_several_readers_work_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with simulator(tmp_path / "a") as one, simulator(tmp_path / "b") as other:
        order(one, put=EPC)
        order(other, put=OTHER)
        pairs = [watched(one), watched(other)]
        for watch, _ in pairs:
            watch.start()
        news = [[told.get(timeout=60) for _ in range(2)] for _, told in pairs]
        for watch, _ in pairs:
            watch.stop()
    arrived = [it.garment.serial for _, it in news if isinstance(it, Arrived)]
    assert arrived == ["6789", "6790"]
