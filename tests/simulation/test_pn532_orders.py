"""The emulated PN532 as a program: it prints its line, and obeys orders over its socket."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.tags import By, TagRead
from simulation.pn532.orders import Desk
from simulation.pn532.port import Port
from touchpoint.readers.pn532 import Pn532Reader
from touchpoint.readers.simulated import read_order

LINK = "https://id.example/01/00614141100019/21/A1"


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
    while reader.read(0.1):
        pass


def obey(desk: Desk, **order: object) -> None:
    desk.obey(read_order(json.dumps(order).encode()))


def test_garment_is_put_and_taken(port: Port, reader: Pn532Reader) -> None:
    desk = Desk(port)
    obey(desk, put=LINK)
    first = reader.read(5.0)
    obey(desk, take=LINK)
    until_gone(reader)
    assert first == TagRead(By.NFC, LINK)


def test_tapped_garment_goes_by_itself(port: Port, reader: Pn532Reader) -> None:
    obey(Desk(port), tap=LINK, ms=2000)
    first = reader.read(5.0)
    until_gone(reader)
    assert first == TagRead(By.NFC, LINK)


def test_garment_put_while_its_tap_lasts_stays(port: Port, reader: Pn532Reader) -> None:
    desk = Desk(port)
    obey(desk, tap=LINK, ms=100)
    obey(desk, put=LINK)
    first = reader.read(5.0)
    assert [first, reader.read(0.3)] == [TagRead(By.NFC, LINK)] * 2


def test_plain_uid_is_an_empty_tag(port: Port, reader: Pn532Reader) -> None:
    obey(Desk(port), put="uid:04A1B2C3D4E5F6")
    assert reader.read(5.0) == TagRead(By.NFC, "uid:04A1B2C3D4E5F6")


@pytest.mark.parametrize(
    ("value", "said"), [("uid:04A1B2C3", "has 7"), (f"{LINK}?{'x' * 999}", "do not fit")]
)
def test_tag_that_cannot_be_is_refused(port: Port, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        obey(Desk(port), put=value)


def ask(path: Path, text: str) -> object:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        line.sendall(text.encode() + b"\n")
        with line.makefile() as answers:
            return json.loads(answers.readline())


def test_program_serves_a_line_until_it_is_ended(tmp_path: Path) -> None:
    path, line = tmp_path / "pn532.sock", tmp_path / "pn532"
    command = [sys.executable, "-m", "simulation.pn532", "--socket", path, "--line", line]
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == f"{line}\n"
        reader = Pn532Reader(str(line))
        reader.open()
        answers = [ask(path, json.dumps({"put": LINK})), ask(path, '{"lay": 7}')]
        found = reader.read(5.0)
        reader.close()
        program.terminate()
    assert answers == [
        {"ok": True},
        {"error": '{"put": CODE}, {"take": CODE} or {"tap": CODE} is right'},
    ]
    assert found == TagRead(By.NFC, LINK)
    assert (program.returncode, path.exists(), line.exists()) == (0, False, False)
