"""The tool that writes a garment's link to a tag, on the emulated chip."""

import threading
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from contract.tags import By, TagRead
from simulation.pn532.memory import MODELS, NTAG213, NTAG215, NTAG216, Model, Ntag
from simulation.pn532.port import Port
from simulation.pn532.timing import REALISTIC
from touchpoint.readers.__main__ import main
from touchpoint.readers.pn532 import Pn532Reader
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import message_of
from touchpoint.readers.writing import write_tag

LINK = "https://id.example/01/00614141100019/21/A1"
UID = bytes.fromhex("04A1B2C3D4E5F6")


@pytest.fixture
def port() -> Iterator[Port]:
    made = Port()
    yield made
    made.close()


def read_from(port: Port) -> TagRead | None:
    reader = Pn532Reader(port.path)
    reader.open()
    found = reader.read(5.0)
    reader.close()
    return found


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
@pytest.mark.parametrize("before", [None, message_of(f"{LINK}/old?and=longer")])
def test_written_link_is_read(port: Port, model: Model, before: bytes | None) -> None:
    port.put(Ntag(UID, before, model))
    written = write_tag(port.path, LINK, 1.0)
    assert (written, read_from(port)) == ("uid:04A1B2C3D4E5F6", TagRead(By.NFC, LINK))


def test_link_of_three_hundred_characters_is_written(port: Port) -> None:
    link = f"{LINK}?{'x' * 300}"
    port.put(Ntag(UID, None, NTAG215))
    write_tag(port.path, link, 1.0)
    assert read_from(port) == TagRead(By.NFC, link)


def test_large_tag_is_written_to_its_end_while_chip_and_air_take_their_time() -> None:
    port, link = Port(REALISTIC), f"{LINK}?{'x' * 800}"
    port.put(Ntag(UID, None, NTAG216))
    write_tag(port.path, link, 1.0)
    found = read_from(port)
    port.close()
    assert found == TagRead(By.NFC, link)


def test_sealed_tag_is_named(port: Port) -> None:
    tag = Ntag(UID)
    tag.lock()
    port.put(tag)
    with pytest.raises(ReaderError, match="read-only"):
        write_tag(port.path, LINK, 1.0)


def test_tag_with_locked_pages_is_named(port: Port) -> None:
    tag = Ntag(UID)
    tag.memory[10:12] = b"\xff\xff"
    port.put(tag)
    with pytest.raises(ReaderError, match="its pages are locked"):
        write_tag(port.path, LINK, 1.0)


def test_tag_too_small_says_what_fits(port: Port) -> None:
    port.put(Ntag(UID, None, NTAG213))
    with pytest.raises(ReaderError, match=r"needs \d+ bytes and 137 fit"):
        write_tag(port.path, f"{LINK}?{'x' * 200}", 1.0)


def test_unformatted_tag_is_named(port: Port) -> None:
    tag = Ntag(UID)
    tag.memory[12:16] = bytes(4)
    port.put(tag)
    with pytest.raises(ReaderError, match="no room for NDEF"):
        write_tag(port.path, LINK, 1.0)


def test_no_tag_in_time_is_said(port: Port) -> None:
    with pytest.raises(ReaderError, match=r"no tag came within 0\.05 s"):
        write_tag(port.path, LINK, 0.05)


def test_tag_that_comes_late_is_written(port: Port) -> None:
    tag = Ntag(UID)
    late = threading.Timer(0.2, port.put, [tag])
    late.start()
    assert write_tag(port.path, LINK, 10.0) == "uid:04A1B2C3D4E5F6"
    late.join()


class Forgetful(Ntag):
    """Its cells are worn out: a write is confirmed and lost."""

    def _write(self, page: int, data: bytes) -> bool:
        return page >= 4 and len(data) == 4


def test_tag_that_forgets_is_found_out(port: Port) -> None:
    port.put(Forgetful(UID))
    with pytest.raises(ReaderError, match="says None and not the link"):
        write_tag(port.path, LINK, 1.0)


class Fleeting(Ntag):
    """It is pulled away at the third write."""

    writes = 0

    def answer(self, frame: bytes) -> bytes | None:
        self.writes += frame[:1] == b"\xa2"
        return None if self.writes >= 3 else super().answer(frame)


def test_tag_pulled_away_is_said(port: Port) -> None:
    port.put(Fleeting(UID))
    with pytest.raises(ReaderError, match="it left too early"):
        write_tag(port.path, LINK, 1.0)


def test_no_link_is_refused_before_a_device_is_opened() -> None:
    with pytest.raises(ReaderError, match="begins with https"):
        write_tag("/dev/null", "javascript:alert(1)", 1.0)
    with pytest.raises(ReaderError, match="check digit 8"):
        write_tag("/dev/null", "https://id.example/01/00614141100018", 1.0)


def test_command_says_what_was_written(port: Port) -> None:
    port.put(Ntag(UID))
    result = CliRunner().invoke(main, ["write", "--device", port.path, LINK])
    assert (result.exit_code, result.output) == (
        0,
        f"Hold a tag to {port.path} …\nuid:04A1B2C3D4E5F6 says {LINK}\n",
    )


def test_command_says_what_was_wrong() -> None:
    result = CliRunner().invoke(main, ["write", "--device", "/dev/null", LINK])
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        "Error: /dev/null is no serial line; a tty is, such as /dev/ttyUSB0",
    )
