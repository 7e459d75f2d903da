"""The simulated USB scanner: what it types comes out of the real keyboard reader, or is lost."""

import contextlib
import json
import queue
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.gs1 import SEPARATOR
from contract.tags import By, TagRead, identify
from messaging.clock import SystemClock
from simulation.scanner import Scanner
from simulation.strokes import events, strokes
from tests.processes import running
from touchpoint.inputs import Arrived, ReaderHealth
from touchpoint.readers import ReaderError
from touchpoint.readers.keyboard import KeyboardReader
from touchpoint.readers.layouts import LAYOUTS
from touchpoint.readers.simulated import Order, read_order
from touchpoint.readers.wedge import EVENT
from touchpoint.supervisor import command_of
from touchpoint.watch import News, Watch

#: The GS1 AI encodable character set 82, and what else a Digital Link may have.
PRINTABLE = digits + ascii_letters + "!\"%&'()*+,-./:;<=>?_" + "#$@[]~"
LINK = "https://id.example/01/00614141100019/21/A1"
GTIN = "0614141100019"


@pytest.fixture
def device(tmp_path: Path) -> Path:
    return tmp_path / "scanner"


@contextmanager
def reading(device: Path, **options: str) -> Iterator[KeyboardReader]:
    reader = KeyboardReader(str(device), **options)
    reader.open()
    try:
        yield reader
    finally:
        reader.close()


def held(scanner: Scanner, code: str, **more: str) -> None:
    scanner.obey(read_order(json.dumps({"tap": code, **more}).encode()))


def scanned(reader: KeyboardReader) -> TagRead | None:
    return reader.read(5.0)


def code(value: str, by: By = By.QR) -> TagRead:
    return TagRead(by, value, None, momentary=True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_printable_character_of_gs1_comes_out_of_the_reader(
    device: Path, layout: str
) -> None:
    with Scanner(device, layout) as scanner, reading(device, layout=layout) as reader:
        held(scanner, PRINTABLE)
        assert scanned(reader) == code(PRINTABLE, By.BARCODE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_garment_comes_out_as_what_was_held_there(device: Path, layout: str) -> None:
    message = f"]d2010061414110001910LOT7{SEPARATOR}21A1"
    with Scanner(device, layout) as scanner, reading(device, layout=layout) as reader:
        reads = []
        for value in (GTIN, LINK, message):
            held(scanner, value)
            reads.append(scanned(reader))
    assert reads == [code(GTIN, By.BARCODE), code(LINK), code(message)]
    assert [identify(read).serial for read in reads if read] == [None, "A1", "A1"]


def test_scanner_and_reader_that_are_set_differently_do_not_understand_each_other(
    device: Path,
) -> None:
    with Scanner(device, "fr") as scanner, reading(device, layout="us") as reader:
        held(scanner, "AZ-12")
        assert scanned(reader) == code("QW6!@", By.BARCODE)


def test_prefix_is_sent_and_taken_off(device: Path) -> None:
    with Scanner(device, "de", "#*") as scanner:
        with reading(device, layout="de", prefix="#*") as reader:
            held(scanner, GTIN)
            assert scanned(reader) == code(GTIN, By.BARCODE)
        with reading(device, layout="de") as reader:
            held(scanner, GTIN)
            assert scanned(reader) == code(f"#*{GTIN}", By.BARCODE)


def test_how_a_code_counts_is_what_a_scanner_can_know(device: Path) -> None:
    with Scanner(device) as scanner, reading(device) as reader:
        held(scanner, LINK, by="nfc")
        assert scanned(reader) == code(LINK)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order("take", GTIN, By.BARCODE), 'does not lie here; {"tap": CODE} is right'),
        (Order("tap", "Été", By.BARCODE), "'É' has no key in this layout"),
        (Order("tap", GTIN, By.BARCODE), "nobody has .* open; start the keyboard reader first"),
    ],
)
def test_what_cannot_be_typed_is_told(device: Path, order: Order, found: str) -> None:
    with Scanner(device) as scanner, pytest.raises(ValueError, match=found):
        scanner.obey(order)


def test_code_that_nobody_read_is_lost_with_its_reader(device: Path) -> None:
    with Scanner(device) as scanner:
        with reading(device):
            held(scanner, "1111")
        while scanner._pipe is not None:
            time.sleep(0.01)
        with reading(device) as reader:
            held(scanner, "2222")
            assert [scanned(reader), reader.read(0.0)] == [code("2222", By.BARCODE), None]


def test_reader_that_does_not_read_on_holds_nothing_up_and_gets_the_next_code_whole(
    device: Path,
) -> None:
    with Scanner(device) as scanner, reading(device) as reader:
        # More than a pipe holds.
        with pytest.raises(ValueError, match=r"the reader of .* does not read"):
            held(scanner, "1" * 1000)
        assert reader.read(0.0) is None
        held(scanner, "2222")
        assert scanned(reader) == code("2222", By.BARCODE)


def test_unplugged_scanner_is_gone(device: Path) -> None:
    with Scanner(device) as scanner:
        reader = KeyboardReader(str(device))
        reader.open()
        held(scanner, GTIN)
        scanned(reader)
    with pytest.raises(ReaderError, match="is gone: it was closed"):
        reader.read(5.0)
    reader.close()
    assert not device.exists()


def test_digits_are_struck_above_the_letters() -> None:
    assert strokes("1a", LAYOUTS["fr"]) == [
        (42, 1), (2, 1), (2, 0), (42, 0),
        (16, 1), (16, 0),
        (28, 1), (28, 0),
    ]  # fmt: skip


@given(st.text(PRINTABLE + SEPARATOR, max_size=30), st.sampled_from(sorted(LAYOUTS)))
def test_every_key_that_goes_down_comes_up(text: str, layout: str) -> None:
    down = set[int]()
    for key, value in strokes(text, LAYOUTS[layout]):
        assert (key in down) is (value == 0)
        (down.add if value else down.remove)(key)
    assert down == set()


def test_keys_are_stamped_one_after_the_other_and_each_is_reported() -> None:
    found = [EVENT.iter_unpack(report) for report in events([(2, 1), (2, 0)], 7.9995, 0.001)]
    assert [list(report) for report in found] == [
        [(7, 999500, 1, 2, 1), (7, 999500, 0, 0, 0)],
        [(8, 500, 1, 2, 0), (8, 500, 0, 0, 0)],
    ]


def ask(path: Path, order: dict[str, str]) -> dict[str, object]:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        line.sendall(json.dumps(order).encode() + b"\n")
        with line.makefile() as answers:
            answer: dict[str, object] = json.loads(answers.readline())
    return answer


def answered(path: Path, order: dict[str, str], wanted: str) -> None:
    """Give *order* until the answer has *wanted* in it."""
    end = time.monotonic() + 90
    while True:
        with contextlib.suppress(OSError):
            if wanted in ask(path, order):
                return
        assert time.monotonic() < end, f"{order} was never answered with {wanted}"
        time.sleep(0.02)


def test_scanner_that_is_killed_and_started_again_is_read_again(tmp_path: Path) -> None:
    path, device = tmp_path / "codes.sock", tmp_path / "scanner"
    program = [sys.executable, "-m", "simulation.scanner", str(path), "--device", str(device)]
    news: queue.Queue[News] = queue.Queue()
    watch = Watch("codes", command_of("keyboard", {"device": str(device)}), news.put, SystemClock())
    with running(program) as killed:
        answered(path, {"take": GTIN}, "error")
        watch.start()
        found = [news.get(timeout=60)]
        answered(path, {"tap": LINK}, "ok")
        found.append(news.get(timeout=60))
        killed.kill()
        found.append(news.get(timeout=60))
    with running(program) as ended:
        answered(path, {"tap": GTIN}, "ok")
        found += [news.get(timeout=60), news.get(timeout=60)]
        watch.stop()
        ended.terminate()
        assert ended.wait(60) == 0
    ok, missing = ReaderHealth("codes", "ok"), ReaderHealth("codes", "missing")
    by = [one.garment.by if isinstance(one, Arrived) else one for one in found]
    assert by == [ok, By.QR, missing, ok, By.BARCODE]
    assert (path.exists(), device.exists()) == (False, False)
