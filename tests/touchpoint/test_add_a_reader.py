"""The guide to a reader of one's own shows one that works, in as few lines as it says."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from contract.tags import By, TagRead
from tests.processes import ROOT
from tests.touchpoint.serial_scanner import SerialScanner
from touchpoint.readers import ReaderError, make_reader

KIND = "tests.touchpoint.serial_scanner:SerialScanner"
SOURCE = ROOT / "tests/touchpoint/serial_scanner.py"
GUIDE = ROOT / "docs/add_a_reader.md"


def test_guide_shows_the_reader_that_is_tried() -> None:
    assert f"```python\n{SOURCE.read_text()}```\n" in GUIDE.read_text()


def test_reader_of_the_guide_takes_under_60_lines() -> None:
    assert len(SOURCE.read_text().splitlines()) < 60


def test_reader_of_the_guide_reads_code_after_code() -> None:
    master, slave = pty.openpty()
    reader = make_reader(KIND, {"device": os.ttyname(slave)})
    reader.open()
    os.write(master, b"0614141100019\rhttps://id.example/01/00614141100019\r061")
    found = [reader.read(5.0), reader.read(5.0), reader.read(0.0)]
    reader.close()
    os.close(master)
    os.close(slave)
    link = "https://id.example/01/00614141100019"
    assert found == [
        TagRead(By.BARCODE, "0614141100019", momentary=True),
        TagRead(By.QR, link, momentary=True),
        None,
    ]


def test_reader_of_the_guide_runs_as_a_process_that_says_what_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "touchpoint.readers", KIND]
    command += ["--option", f"device={tmp_path}/none"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        process.terminate()
    why = f"scanner {tmp_path}/none cannot be read: No such file or directory; is it plugged in?"
    assert said == {"down": why}


def test_reader_of_the_guide_runs_as_a_process_that_says_what_it_reads() -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "touchpoint.readers", KIND]
    command += ["--option", f"device={os.ttyname(slave)}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        alive = json.loads(process.stdout.readline())
        os.write(master, b"0614141100019\r")
        lines = iter(process.stdout.readline, "")
        said = next(line for line in map(json.loads, lines) if "read" in line)
        process.terminate()
    os.close(master)
    os.close(slave)
    read = {"by": "barcode", "value": "0614141100019", "momentary": True}
    assert (alive["alive"], said["read"]) == (True, read)


def test_reader_of_the_guide_notices_that_it_was_unplugged() -> None:
    """A serial line that was hung up reads as the end of a file."""
    reader = SerialScanner("/dev/null")
    reader._file = os.open(os.devnull, os.O_RDONLY)
    with pytest.raises(ReaderError, match="is gone: it was unplugged"):
        reader.read(1.0)
    reader.close()


def test_reader_of_the_guide_is_opened_again_and_begins_anew() -> None:
    reads = []
    reader: SerialScanner | None = None
    for _ in range(3):
        master, slave = pty.openpty()
        reader = reader or SerialScanner("")
        reader._device = os.ttyname(slave)
        reader.open()
        os.write(master, b"0614141100019\r0614")
        reads.append(reader.read(5.0))
        os.close(slave)
        os.close(master)
        with pytest.raises(ReaderError):
            reader.read(1.0)
        reader.close()
        reader.close()
    assert reads == [TagRead(By.BARCODE, "0614141100019", momentary=True)] * 3


def test_reader_of_the_guide_comes_back_from_noise_in_time() -> None:
    reader = SerialScanner("/dev/zero")
    reader._file = os.open("/dev/zero", os.O_RDONLY)
    found = reader.read(0.2)
    reader.close()
    assert found is None
