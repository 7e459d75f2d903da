"""Cards and phones: Type 4 tags through nfcpy's own classes, with short, long and random UIDs."""

import secrets
from collections.abc import Iterator

import pytest

from contract.tags import By, TagRead
from simulation.pn532.port import Port
from simulation.pn532.type4 import Type4
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


@pytest.fixture
def reader(port: Port) -> Iterator[Pn532Reader]:
    made = Pn532Reader(port.path)
    made.open()
    yield made
    made.close()


@pytest.mark.parametrize("uid", [UID, b"\x01\x02\x03\x04", bytes(range(10))])
def test_link_is_read_and_said_again(port: Port, reader: Pn532Reader, uid: bytes) -> None:
    port.put(Type4(uid, message_of(LINK)))
    assert [reader.read(5.0) for _ in range(3)] == [TagRead(By.NFC, LINK)] * 3


def test_link_of_many_blocks_is_read(port: Port, reader: Pn532Reader) -> None:
    link = f"{LINK}?{'x' * 1500}"
    port.put(Type4(UID, message_of(link)))
    assert reader.read(5.0) == TagRead(By.NFC, link)


def test_link_of_eight_kilobytes_is_as_good_as_none(port: Port, reader: Pn532Reader) -> None:
    port.put(Type4(UID, message_of(f"{LINK}?{'x' * 8192}"), size=9000))
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


class Phone(Type4):
    """It draws a random UID each time it is powered."""

    def power_off(self) -> None:
        super().power_off()
        self.uid = b"\x08" + secrets.token_bytes(3)


def test_phone_that_says_a_link_is_one_garment(port: Port, reader: Pn532Reader) -> None:
    port.put(Phone(b"\x08\x00\x00\x01", message_of(LINK)))
    assert [reader.read(5.0) for _ in range(5)] == [TagRead(By.NFC, LINK)] * 5


def test_phone_that_says_nothing_is_one_unknown_tag(port: Port, reader: Pn532Reader) -> None:
    port.put(Phone(b"\x08\x00\x00\x01"))
    assert [reader.read(5.0) for _ in range(5)] == [TagRead(By.NFC, "uid:08")] * 5


class Bottomless(Type4):
    """It promises 65,535 bytes, and answers each read of them with nothing, and well done."""

    def _read(self, start: int, count: int) -> bytes:
        if self._selected != b"\xe1\x04":
            return super()._read(start, count)
        return b"\xff\xff" if start == 0 else b""


def test_tag_without_an_end_is_its_uid_after_a_second(port: Port, reader: Pn532Reader) -> None:
    port.put(Bottomless(UID))
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


class Edge(Type4):
    """At the edge of the field: it is found, and never answers."""

    def select(self) -> None:
        self.power_off()


def test_tag_at_the_edge_is_its_uid_at_last(port: Port, reader: Pn532Reader) -> None:
    port.put(Edge(UID))
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


def test_link_is_written(port: Port, reader: Pn532Reader) -> None:
    reader.close()
    port.put(Type4(UID))
    written = write_tag(port.path, LINK, 1.0)
    reader.open()
    assert (written, reader.read(5.0)) == ("uid:04A1B2C3D4E5F6", TagRead(By.NFC, LINK))


def test_sealed_card_is_named(port: Port) -> None:
    port.put(Type4(UID, sealed=True))
    with pytest.raises(ReaderError, match="read-only"):
        write_tag(port.path, LINK, 1.0)
