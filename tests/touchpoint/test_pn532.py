"""The PN532 reader through nfcpy's own driver, on a pseudo-terminal with an emulated chip."""

import os
import pty
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.tags import By, TagRead
from simulation.pn532.memory import MODELS, NTAG213, NTAG216, Model, Ntag
from simulation.pn532.port import Port
from touchpoint.readers.pn532 import Pn532Reader
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import message_of

LINK = "https://id.example/01/00614141100019/21/A1"
UID = bytes.fromhex("04A1B2C3D4E5F6")
OTHER = bytes.fromhex("04A1B2C3D4E5F7")


@pytest.fixture
def port() -> Iterator[Port]:
    made = Port()
    yield made
    made.close()


@pytest.fixture
def reader(port: Port) -> Iterator[Pn532Reader]:
    made = Pn532Reader(port.path)
    made.open()
    yield made
    made.close()


def until_gone(reader: Pn532Reader) -> None:
    """Read until a whole sense has found nothing."""
    while reader.read(0.1):
        pass


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_link_is_read_from_each_ntag(port: Port, reader: Pn532Reader, model: Model) -> None:
    port.put(Ntag(UID, message_of(LINK), model))
    assert reader.read(5.0) == TagRead(By.NFC, LINK)


def test_long_message_is_read_whole(port: Port, reader: Pn532Reader) -> None:
    link = f"{LINK}?{'x' * 800}"
    port.put(Ntag(UID, message_of(link), NTAG216))
    assert reader.read(5.0) == TagRead(By.NFC, link)


def test_driver_negotiates_the_fastest_line_and_leaves_it_slow(port: Port) -> None:
    reader = Pn532Reader(port.path)
    reader.open()
    fast = port.baudrate
    reader.close()
    assert (fast, port.baudrate) == (921600, 115200)


def test_tag_that_lies_there_is_said_again_and_not_read_again(
    port: Port, reader: Pn532Reader
) -> None:
    tag = Ntag(UID, message_of(LINK))
    port.put(tag)
    first = reader.read(5.0)
    tag.memory[16:] = bytes(len(tag.memory) - 16)
    assert [first, *(reader.read(5.0) for _ in range(5))] == [TagRead(By.NFC, LINK)] * 6
    port.take(tag)
    until_gone(reader)
    port.put(tag)
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


def test_other_tag_in_its_place_is_read(port: Port, reader: Pn532Reader) -> None:
    one, other = Ntag(UID, message_of(LINK)), Ntag(OTHER, message_of(f"{LINK}2"))
    port.put(one)
    first = reader.read(5.0)
    port.put(other)
    port.take(one)
    assert (first, reader.read(5.0)) == (TagRead(By.NFC, LINK), TagRead(By.NFC, f"{LINK}2"))


def test_tag_taken_away_is_no_longer_said(port: Port, reader: Pn532Reader) -> None:
    tag = Ntag(UID, message_of(LINK))
    port.put(tag)
    reader.read(5.0)
    port.take(tag)
    assert reader.read(0.2) is None


@pytest.mark.parametrize(
    ("uid", "message", "value"),
    [
        (UID, None, "uid:04A1B2C3D4E5F6"),
        (UID, b"", "uid:04A1B2C3D4E5F6"),
        (UID, message_of("javascript:alert(1)"), "uid:04A1B2C3D4E5F6"),
        (UID, b"\xd1\x01\xff\x55\x04", "uid:04A1B2C3D4E5F6"),
    ],
)
def test_tag_without_use_is_its_uid(
    port: Port, reader: Pn532Reader, uid: bytes, message: bytes | None, value: str
) -> None:
    port.put(Ntag(uid, message))
    assert reader.read(5.0) == TagRead(By.NFC, value)


@pytest.mark.parametrize(
    "memory",
    [
        "03ffffff",  # a message longer than any tag
        "03fe0000",  # one longer than this tag
        "0103a0",  # a lock control block cut short
        "01030000ff0103ff00ff03",
        "0203ffffff0203ffffff",
        "fdff7fff",
        "00" * 40,
    ],
)
def test_tag_with_nonsense_in_it_is_its_uid(port: Port, reader: Pn532Reader, memory: str) -> None:
    tag = Ntag(UID, None, NTAG213)
    tag.memory[16 : 16 + len(memory) // 2] = bytes.fromhex(memory)
    port.put(tag)
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


def test_tag_without_a_capability_container_is_its_uid(port: Port, reader: Pn532Reader) -> None:
    tag = Ntag(UID, message_of(LINK))
    tag.memory[12:16] = bytes(4)
    port.put(tag)
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


def test_bound_uid_names_its_garment(port: Port, tmp_path: Path) -> None:
    path = tmp_path / "bindings.toml"
    path.write_text(f'04A1B2C3D4E5F6 = "{LINK}"\n')
    reader = Pn532Reader(port.path, bindings=str(path))
    reader.open()
    port.put(Ntag(UID))
    found = reader.read(5.0)
    reader.close()
    assert found == TagRead(By.NFC, LINK)


def test_chip_is_started_anew_while_a_tag_lies_there(port: Port) -> None:
    reader = Pn532Reader(port.path, reopen="0.0001")
    reader.open()
    port.put(Ntag(UID, message_of(LINK)))
    found = [reader.read(5.0) for _ in range(3)]
    reader.close()
    assert found == [TagRead(By.NFC, LINK)] * 3


def test_chip_that_a_killed_reader_left_fast_is_opened(port: Port) -> None:
    killed = Pn532Reader(port.path)
    killed.open()
    chip = killed._chip
    os.close(chip._claim)
    chip._claim, line = -1, chip._frontend.device.chipset.transport
    line.tty.close()
    reader = Pn532Reader(port.path)
    left_at = port.baudrate
    reader.open()
    port.put(Ntag(UID, message_of(LINK)))
    found = reader.read(5.0)
    reader.close()
    assert (left_at, found) == (921600, TagRead(By.NFC, LINK))


def test_second_reader_on_a_line_is_refused(port: Port, reader: Pn532Reader) -> None:
    with pytest.raises(ReaderError, match="in use by another program"):
        Pn532Reader(port.path).open()
    port.put(Ntag(UID, message_of(LINK)))
    assert reader.read(5.0) == TagRead(By.NFC, LINK)


def test_unplugged_reader_says_so_and_closes() -> None:
    port = Port()
    reader = Pn532Reader(port.path)
    reader.open()
    port.close()
    with pytest.raises(ReaderError, match="does not answer any more"):
        reader.read(1.0)
    reader.close()
    reader.close()


@pytest.mark.parametrize("answer", [b"", b"\x00", b"\x00\x00\xff\x00\xff\x00", b"hello" * 9])
def test_chip_that_goes_mad_is_one_clear_error(
    port: Port, reader: Pn532Reader, answer: bytes
) -> None:
    port.disturb = lambda _: answer
    with pytest.raises(ReaderError, match=r"^PN532 /dev/pts/\d+ does not answer any more: "):
        reader.read(5.0)
    port.disturb = lambda frame: frame


def test_line_with_no_chip_says_what_is_right() -> None:
    master, slave = pty.openpty()
    with pytest.raises(ReaderError, match=r"no PN532 answers .* set to HSU"):
        Pn532Reader(os.ttyname(slave)).open()
    os.close(slave)
    os.close(master)


def test_line_that_speaks_another_protocol_says_so() -> None:
    master, slave = pty.openpty()
    echo = threading.Thread(target=lambda: os.write(master, b"\x02LLRP?\r\n" * 100))
    echo.start()
    with pytest.raises(ReaderError, match="no PN532 answers"):
        Pn532Reader(os.ttyname(slave)).open()
    echo.join()
    os.close(slave)
    os.close(master)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/dev/ttyUSB999", "by-id"),
        ("/dev/null", "no serial line"),
        ("usb", "no path of a serial line"),
        ("/dev/ttyUSB0; reboot", "no path of a serial line"),
    ],
)
def test_wrong_device_is_refused(path: str, said: str) -> None:
    with pytest.raises(ReaderError, match=said):
        Pn532Reader(path).open()


@pytest.mark.parametrize("option", [{"period": "0"}, {"reopen": "nan"}, {"period": "inf"}])
def test_option_out_of_range_is_refused(option: dict[str, str]) -> None:
    with pytest.raises(ReaderError, match="seconds above 0 are right"):
        Pn532Reader("/dev/ttyUSB0", **option)
