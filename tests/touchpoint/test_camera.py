"""The camera reader at work on films: pictures come through OpenCV from a file drawn here."""

import queue
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from contract.tags import By, TagRead, identify
from messaging.clock import SystemClock
from simulation.bench.frames import Frame, Lens
from tests.touchpoint.film import LINK, RATE, film, numbered, people, shots
from touchpoint.inputs import Arrived, ReaderHealth
from touchpoint.readers import ReaderError, Stir, make_reader
from touchpoint.readers.camera import CameraReader
from touchpoint.supervisor import command_of
from touchpoint.watch import News, Watch

GTIN = "00614141100019"


def reads_of(device: str) -> list[TagRead]:
    """All that is read in a whole film."""
    reader = CameraReader(device)
    reader.open()
    said = []
    while not reader._over:
        said.append(reader.read(0.1))
    reader.close()
    return [one for one in said if isinstance(one, TagRead)]


@pytest.mark.parametrize(
    ("symbol", "content", "read", "serial"),
    [
        ("QR", LINK, TagRead(By.QR, LINK, None, momentary=True), "A1"),
        ("Data Matrix", LINK, TagRead(By.QR, LINK, None, momentary=True), "A1"),
        (
            "GS1 DataMatrix",
            f"(01){GTIN}(10)LOT7(21)A1",
            TagRead(By.QR, f"]d201{GTIN}10LOT7\x1d21A1", None, momentary=True),
            "A1",
        ),
        ("EAN-13", GTIN[1:], TagRead(By.BARCODE, GTIN[1:], None, momentary=True), None),
        ("UPC-A", GTIN[2:], TagRead(By.BARCODE, GTIN[1:], None, momentary=True), None),
    ],
)
def test_code_held_up_is_read_once(
    tmp_path: Path, symbol: str, content: str, read: TagRead, serial: str | None
) -> None:
    device = film(tmp_path / "film.avi", shots(symbol, content, 20))
    assert reads_of(device) == [read]
    garment = identify(read)
    assert (garment.gtin, garment.serial) == (GTIN, serial)


def test_camera_that_is_opened_again_begins_anew(tmp_path: Path) -> None:
    """What was read a moment before it was unplugged is read again."""
    device = film(tmp_path / "film.avi", [*shots(None, "", 5), *shots("QR", LINK, 5)])
    reader, found = CameraReader(device), []
    for _ in range(2):
        reader.open()
        said = []
        while not reader._over:
            said.append(reader.read(0.1))
        reader.close()
        found.append([one for one in said if one is not None])
    assert found == [[TagRead(By.QR, LINK, None, momentary=True)]] * 2


def test_code_in_one_picture_is_not_read(tmp_path: Path) -> None:
    pictures = [*shots(None, "", 5), *shots("QR", LINK, 1), *shots(None, "", 5)]
    assert reads_of(film(tmp_path / "film.avi", pictures)) == []


def test_bars_upside_down_and_aslant_are_read_by_the_other_decoder(tmp_path: Path) -> None:
    slanted = shots("EAN-13", GTIN[1:], 30, Lens(module=3.5, turn=180, blur=1, noise=5))
    found = reads_of(numbered(tmp_path, slanted))
    assert found == [TagRead(By.BARCODE, GTIN[1:], None, momentary=True)]


def test_two_labels_are_both_read(tmp_path: Path) -> None:
    left, right = shots("QR", LINK, 10), shots("QR", LINK.replace("A1", "A2"), 10, seed=2)
    for one, other in zip(left, right, strict=True):
        one[:, 640:] = other[:, 320:960]
        one[:, :640] = shots("QR", LINK, 1)[0][:, 320:960]
    values = [read.value for read in reads_of(film(tmp_path / "film.avi", left))]
    assert sorted(values) == [LINK, LINK.replace("A1", "A2")]


def stirs_of(pictures: Sequence[Frame]) -> list[Stir]:
    """What is said of people while *pictures* are taken, however long looking at them takes."""
    reader = CameraReader()
    for number, picture in enumerate(pictures):
        reader._look(picture, number / RATE)
    return [one for one in reader._found if isinstance(one, Stir)]


def test_somebody_comes_and_goes() -> None:
    nobody = shots(None, "", 4 * RATE)
    assert stirs_of([*nobody, *people(2 * RATE), *nobody]) == [Stir(True), Stir(False)]


def test_who_walks_past_is_left_alone() -> None:
    nobody = shots(None, "", 4 * RATE)
    assert stirs_of([*nobody, *people(RATE // 2), *nobody]) == []


def test_who_was_there_before_the_camera_is_furniture() -> None:
    assert stirs_of(people(5 * RATE)) == []


def test_film_that_is_over_brings_nothing_more(tmp_path: Path) -> None:
    reader = make_reader("camera", {"device": film(tmp_path / "film.avi", shots(None, "", 2))})
    reader.open()
    began = time.monotonic()
    read = reader.read(0.5)
    waited = time.monotonic() - began
    reader.close()
    assert (read, waited >= 0.5) == (None, True)


def test_code_before_a_running_camera_arrives(tmp_path: Path) -> None:
    device = film(tmp_path / "film.avi", [*shots("QR", LINK, 20), *shots(None, "", 10)])
    news: queue.Queue[News] = queue.Queue()
    watch = Watch("eye", command_of("camera", {"device": device}), news.put, SystemClock())
    watch.start()
    first, arrived = news.get(timeout=60), news.get(timeout=60)
    watch.stop()
    assert first == ReaderHealth("eye", "ok")
    assert isinstance(arrived, Arrived)
    assert (arrived.garment.gtin, arrived.garment.serial, arrived.momentary) == (GTIN, "A1", True)


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("/dev/video63", "camera /dev/video63 cannot be opened; `ls /dev/video"),
        ("63", "camera 63 cannot be opened"),
        ("no/such/film.avi", "device is 'no/such/film.avi'; a number, /dev/video… or the path"),
        ("film.avi", "camera film.avi cannot be opened"),
        ("rtsp://10.0.0.7/live", "device is 'rtsp://10.0.0.7/live'; a number"),
    ],
)
def test_camera_that_is_not_there_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReaderError, match=words):
        make_reader("camera", {"device": device}).open()


@pytest.mark.parametrize("width", ["wide", "100", "-1"])
def test_wrong_size_is_told(width: str) -> None:
    with pytest.raises(ReaderError, match=f"width is '{width}'; 160 to 7680 pixels are right"):
        make_reader("camera", {"width": width})
