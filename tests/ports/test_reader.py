"""What every reader must do: open, read what comes, answer nothing in time, close."""

import json
import os
import pty
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from contract.tags import By
from simulation.pn532 import Ntag, Port
from tests.touchpoint.film import RATE, film, shots
from tests.touchpoint.uhf import EPC, order, simulator
from touchpoint.readers import READERS, Reader, make_reader
from touchpoint.readers.records import message_of

LINK = "https://id.example/01/00614141100019/21/A1"


@dataclass(frozen=True)
class Stand:
    """A reader of each kind, and how a garment is held to it."""

    reader: Reader
    hold: Callable[[], None]
    by: By = By.QR
    value: str = LINK


def simulated(folder: Path) -> Iterator[Stand]:
    path = folder / "tag.sock"

    def hold() -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            line.sendall(json.dumps({"tap": LINK, "by": "qr"}).encode() + b"\n")
            line.recv(100)

    yield Stand(make_reader("simulated", {"socket": str(path)}), hold)


def keyboard(_: Path) -> Iterator[Stand]:
    master, slave = pty.openpty()
    reader = make_reader("keyboard", {"device": os.ttyname(slave)})
    yield Stand(reader, lambda: os.write(master, LINK.encode() + b"\r") and None)
    os.close(slave)
    os.close(master)


def llrp(folder: Path) -> Iterator[Stand]:
    with simulator(folder) as made:
        reader = make_reader("llrp", {"host": "127.0.0.1", "port": str(made.port)})
        yield Stand(reader, lambda: order(made, put=EPC), By.UHF, EPC)


def camera(folder: Path) -> Iterator[Stand]:
    # The film itself holds it there: after a second with nobody.
    pictures = [*shots(None, "", RATE), *shots("QR", LINK, 10)]
    yield Stand(
        make_reader("camera", {"device": film(folder / "film.avi", pictures)}), lambda: None
    )


def pn532(_: Path) -> Iterator[Stand]:
    port = Port()
    tag = Ntag(bytes.fromhex("04A1B2C3D4E5F6"), message_of(LINK))
    yield Stand(make_reader("pn532", {"device": port.path}), lambda: port.put(tag), By.NFC)
    port.close()


STANDS = {
    "camera": camera,
    "keyboard": keyboard,
    "llrp": llrp,
    "pn532": pn532,
    "simulated": simulated,
}


@pytest.fixture(params=sorted(STANDS))
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    yield from STANDS[request.param](tmp_path)


def test_every_reader_of_the_table_is_tried() -> None:
    assert set(STANDS) == set(READERS)


def test_garment_is_read_exactly_as_its_tag_says(stand: Stand) -> None:
    stand.reader.open()
    holder = threading.Thread(target=stand.hold)
    holder.start()
    read = stand.reader.read(5.0)
    stand.reader.read(0.1)
    holder.join()
    stand.reader.close()
    assert read
    assert (read.by, read.value) == (stand.by, stand.value)


def test_reader_is_opened_again_after_it_was_closed(stand: Stand) -> None:
    for _ in range(2):
        stand.reader.open()
        stand.reader.close()
        stand.reader.close()
    stand.reader.open()
    holder = threading.Thread(target=stand.hold)
    holder.start()
    read = stand.reader.read(5.0)
    stand.reader.read(0.1)
    holder.join()
    stand.reader.close()
    assert read
    assert (read.by, read.value) == (stand.by, stand.value)


def test_nothing_there_is_answered_in_time(stand: Stand) -> None:
    stand.reader.open()
    began = time.monotonic()
    read = stand.reader.read(0.2)
    waited = time.monotonic() - began
    stand.reader.close()
    assert (read, 0.2 <= waited < 2.0) == (None, True)
