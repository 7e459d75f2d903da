"""Readers at work: the simulated one over its socket, the scanner on a terminal."""

import json
import os
import pty
import resource
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract.tags import By, TagRead
from tests.touchpoint.sample import NAVY_38
from touchpoint.readers.__main__ import main
from touchpoint.readers.keyboard import KeyboardReader
from touchpoint.readers.port import ReaderError
from touchpoint.readers.simulated import SimulatedReader

LINK = f"https://id.example/01/{NAVY_38}/21/A1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tag.sock"


@pytest.fixture
def reader(path: Path) -> Iterator[SimulatedReader]:
    made = SimulatedReader(str(path), rate="200")
    made.open()
    yield made
    made.close()


def order(
    path: Path, reader: SimulatedReader, text: str
) -> tuple[TagRead | None, dict[str, object]]:
    """What the reader reads first from when it is given an order, and what it answers."""
    answers: list[bytes] = []

    def speak() -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            line.sendall(text.encode() + b"\n")
            answers.append(line.makefile("rb").readline())

    speaker = threading.Thread(target=speak)
    speaker.start()
    reads = []
    while speaker.is_alive():
        reads.append(reader.read(0.01))
    speaker.join()
    return next((read for read in reads if read), None), json.loads(answers[0])


def test_garment_is_read_while_it_lies_there(path: Path, reader: SimulatedReader) -> None:
    first, answer = order(path, reader, json.dumps({"put": LINK, "by": "uhf"}))
    assert (first, answer, reader.read(0.3)) == (
        TagRead(By.UHF, LINK, -52.0),
        {"ok": True},
        TagRead(By.UHF, LINK, -52.0),
    )
    _, answer = order(path, reader, json.dumps({"take": LINK}))
    while reader.read(0.0):
        pass
    assert (answer, reader.read(0.05)) == ({"ok": True}, None)


def test_order_is_heard_while_a_garment_is_due_at_every_call(tmp_path: Path) -> None:
    reader = SimulatedReader(str(tmp_path / "tag.sock"), rate="1e9")
    reader.open()
    order(tmp_path / "tag.sock", reader, json.dumps({"put": LINK}))
    _, answer = order(tmp_path / "tag.sock", reader, json.dumps({"take": LINK}))
    assert (answer, reader.read(0.05)) == ({"ok": True}, None)
    reader.close()


def test_tapped_garment_goes_by_itself(path: Path, reader: SimulatedReader) -> None:
    read, _ = order(path, reader, json.dumps({"tap": LINK, "ms": 50}))
    assert read == TagRead(By.NFC, LINK)
    while reader.read(0.06):
        pass
    assert reader.read(0.02) is None


def test_scanned_code_is_read_once(path: Path, reader: SimulatedReader) -> None:
    read, _ = order(path, reader, json.dumps({"tap": NAVY_38}))
    assert (read, reader.read(0.05)) == (TagRead(By.BARCODE, NAVY_38, None, momentary=True), None)


def test_several_garments_are_read_in_turn(path: Path, reader: SimulatedReader) -> None:
    for serial in "ABC":
        order(path, reader, json.dumps({"put": LINK + serial}))
    values = [read.value[-1] for read in (reader.read(0.3) for _ in range(6)) if read]
    assert sorted(values[:3]) == ["A", "B", "C"]
    assert values[:3] == values[3:]


def test_nonsense_is_answered(path: Path, reader: SimulatedReader) -> None:
    _, answer = order(path, reader, '{"lay": 7}')
    assert answer == {"error": '{"put": CODE}, {"take": CODE} or {"tap": CODE} is right'}


def test_socket_of_a_killed_reader_is_taken_over(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    reader = SimulatedReader(str(path))
    reader.open()
    reader.close()
    assert not path.exists()


@pytest.mark.usefixtures("reader")
def test_socket_in_use_is_refused(path: Path) -> None:
    with pytest.raises(ReaderError, match="another reader listens"):
        SimulatedReader(str(path)).open()


def test_socket_path_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="107 bytes"):
        SimulatedReader(str(tmp_path / ("x" * 108))).open()


def test_scanner_types_codes() -> None:
    master, slave = pty.openpty()
    reader = KeyboardReader(os.ttyname(slave))
    reader.open()
    os.write(master, b"0614141100019\r" + LINK.encode() + b"\r")
    reads = [reader.read(1.0), reader.read(1.0), reader.read(0.01)]
    reader.close()
    os.close(slave)
    os.close(master)
    assert reads == [
        TagRead(By.BARCODE, "0614141100019", None, momentary=True),
        TagRead(By.QR, LINK, None, momentary=True),
        None,
    ]


@pytest.fixture
def crowded() -> Iterator[None]:
    """So many files are open that the next one's number is beyond what select() takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    files = [os.open(os.devnull, os.O_RDONLY)]
    while files[-1] < 1024:
        files.append(os.dup(files[0]))
    yield
    for file in files:
        os.close(file)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("crowded")
def test_scanner_types_codes_however_many_files_are_open() -> None:
    master, slave = pty.openpty()
    reader = KeyboardReader(os.ttyname(slave))
    reader.open()
    os.write(master, b"0614141100019\r")
    read = reader.read(1.0)
    reader.close()
    os.close(slave)
    os.close(master)
    assert read == TagRead(By.BARCODE, "0614141100019", None, momentary=True)


def test_scanner_unplugged_is_an_error() -> None:
    master, slave = pty.openpty()
    reader = KeyboardReader(os.ttyname(slave))
    reader.open()
    os.close(slave)
    os.close(master)
    with pytest.raises(ReaderError, match="is gone"):
        reader.read(1.0)
    reader.close()


def test_scanner_not_there_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="by-id"):
        KeyboardReader(str(tmp_path / "event7")).open()


def test_device_without_keys_says_where_to_look() -> None:
    with pytest.raises(ReaderError, match=r"scanner /dev/null cannot be read: .*by-id"):
        KeyboardReader(os.devnull).open()


def test_tap_without_a_screen_says_so(path: Path) -> None:
    result = CliRunner().invoke(main, ["tap", str(path), NAVY_38])
    assert (result.exit_code, "is its screen running?" in result.output) == (1, True)


def test_half_a_code_of_before_it_was_unplugged_begins_no_other() -> None:
    first, second = pty.openpty(), pty.openpty()
    reader = KeyboardReader(os.ttyname(first[1]))
    reader.open()
    os.write(first[0], b"06141")
    unfinished = reader.read(0.2)
    os.close(first[1])
    os.close(first[0])
    with pytest.raises(ReaderError, match="is gone"):
        reader.read(1.0)
    reader.close()
    reader._device = os.ttyname(second[1])
    reader.open()
    os.write(second[0], b"0614141100019\r")
    read = reader.read(5.0)
    reader.close()
    reader.close()
    for file in second:
        os.close(file)
    assert (unfinished, read) == (None, TagRead(By.BARCODE, "0614141100019", momentary=True))


def test_reader_that_was_refused_leaves_the_other_its_socket(
    path: Path, reader: SimulatedReader
) -> None:
    refused = SimulatedReader(str(path))
    with pytest.raises(ReaderError, match="another reader listens"):
        refused.open()
    refused.close()
    read, answer = order(path, reader, json.dumps({"put": LINK}))
    assert (read, answer) == (TagRead(By.NFC, LINK), {"ok": True})
