"""FeliCa cards that hold NDEF: Type 3 tags, looked for only where a store says so."""

from collections.abc import Iterator

import pytest

from contract.tags import By, TagRead
from simulation.pn532.memory import Ntag
from simulation.pn532.port import Port
from simulation.pn532.type3 import Type3
from touchpoint.readers.pn532 import Pn532Reader
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import message_of
from touchpoint.readers.writing import write_tag

LINK = "https://id.example/01/00614141100019/21/A1"
IDM = bytes.fromhex("02FE010203040506")


@pytest.fixture
def port() -> Iterator[Port]:
    made = Port()
    yield made
    made.close()


@pytest.fixture
def reader(port: Port) -> Iterator[Pn532Reader]:
    made = Pn532Reader(port.path, technologies="AF")
    made.open()
    yield made
    made.close()


def test_link_is_read_and_said_again(port: Port, reader: Pn532Reader) -> None:
    card = Type3(IDM, message_of(f"{LINK}?{'x' * 300}"))
    port.put(card)
    assert [reader.read(5.0) for _ in range(3)] == [TagRead(By.NFC, f"{LINK}?{'x' * 300}")] * 3
    port.take(card)
    assert reader.read(0.2) is None


def test_card_without_a_link_is_its_idm(port: Port, reader: Pn532Reader) -> None:
    port.put(Type3(IDM))
    assert reader.read(5.0) == TagRead(By.NFC, "uid:02FE010203040506")


@pytest.mark.parametrize("head", ["10", "100000", "1004010040" + "00" * 6 + "ffffff0553", "20"])
def test_card_with_nonsense_in_it_is_its_idm(port: Port, reader: Pn532Reader, head: str) -> None:
    card = Type3(IDM)
    card.memory[:16] = bytes.fromhex(head).ljust(16, b"\0")
    port.put(card)
    assert reader.read(5.0) == TagRead(By.NFC, "uid:02FE010203040506")


def test_other_tags_are_read_as_well(port: Port, reader: Pn532Reader) -> None:
    port.put(Ntag(bytes.fromhex("04A1B2C3D4E5F6"), message_of(LINK)))
    assert reader.read(5.0) == TagRead(By.NFC, LINK)


def test_card_is_not_looked_for_unless_asked(port: Port) -> None:
    reader = Pn532Reader(port.path)
    reader.open()
    port.put(Type3(IDM, message_of(LINK)))
    found = reader.read(0.2)
    reader.close()
    assert found is None


def test_link_is_written(port: Port, reader: Pn532Reader) -> None:
    reader.close()
    port.put(Type3(IDM))
    written = write_tag(port.path, LINK, 1.0)
    reader.open()
    assert (written, reader.read(5.0)) == ("uid:02FE010203040506", TagRead(By.NFC, LINK))


def test_unknown_technology_is_refused() -> None:
    with pytest.raises(ReaderError, match="A and AF are right"):
        Pn532Reader("/dev/ttyUSB0", technologies="B")
