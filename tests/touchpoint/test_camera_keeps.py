"""Pictures never leave the camera's process: it reads codes where the kernel forbids all else."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.touchpoint.film import LINK, RATE, film, people, shots

FENCE = [sys.executable, str(Path(__file__).with_name("fence.py"))]
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def fenced(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [*FENCE, sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    "deed",
    [
        "open('left.png', 'wb')",
        "open('left.png', 'ab')",
        "import os; os.open('left.png', os.O_RDWR | os.O_CREAT)",
        "import os; os.mkdir('left')",
        "import os; os.rename('README.md', 'left.md')",
        "import os; os.write(os.pipe()[1], b'picture')",
        "import os; os.writev(os.pipe()[1], [b'picture'])",
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socketpair()",
        "import os, sys; os.execv(sys.executable, ['python', '-c', 'open(\"left.png\", \"w\")'])",
    ],
)
def test_fence_holds(deed: str) -> None:
    with fenced("-c", f"print('here', flush=True); {deed}") as process:
        out, _ = process.communicate(timeout=60)
    assert (out, process.returncode != 0) == (b"here\n", True)
    assert not (ROOT / "left").exists()
    assert not (ROOT / "left.png").exists()


def test_fence_lets_a_program_read_and_speak() -> None:
    with fenced("-c", "print(open('README.md').read(0) + 'here')") as process:
        out, _ = process.communicate(timeout=60)
    assert (out, process.returncode) == (b"here\n", 0)


@pytest.mark.parametrize("symbol", ["QR", "EAN-13"])
def test_camera_reads_codes_where_nothing_can_be_written_or_sent(
    tmp_path: Path, symbol: str
) -> None:
    content = {"QR": LINK, "EAN-13": "0614141100019"}[symbol]
    # Nobody, a code, nobody: every way of looking at a picture is gone.
    pictures = [*shots(None, "", 10), *shots(symbol, content, 15), *shots(None, "", 10)]
    device = film(tmp_path / "film.avi", pictures)
    before = sorted(tmp_path.rglob("*"))
    reader = ("-m", "touchpoint.readers", "camera", "--option", f"device={device}")
    with fenced(*reader) as process:
        assert process.stdout
        assert process.stderr
        lines = [json.loads(line) for line in _until_over(process)]
        process.send_signal(signal.SIGTERM)
        ended = process.wait(60)
        complaints = process.stderr.read()
    assert (ended, complaints) == (0, b"")
    assert [line["read"]["value"] for line in lines if "read" in line] == [content]
    assert sorted(tmp_path.rglob("*")) == before


def test_camera_says_of_a_person_that_somebody_is_there_and_no_more(tmp_path: Path) -> None:
    nobody = shots(None, "", 4 * RATE)
    # For longer than a busy machine may stand still.
    pictures = [*nobody, *people(5 * RATE), *nobody, *nobody[:RATE]]
    device = film(tmp_path / "film.avi", pictures)
    before = sorted(tmp_path.rglob("*"))
    reader = ("-m", "touchpoint.readers", "camera", "--option", f"device={device}")
    with fenced(*reader) as process:
        assert process.stdout
        found = [line for line in _until_gone(process.stdout) if b"alive" not in line]
        process.send_signal(signal.SIGTERM)
        ended = process.wait(60)
    told = [json.loads(line) for line in found]
    assert [sorted(line) for line in told] == [["at", "near"]] * 2
    assert ([line["near"] for line in told], ended) == ([True, False], 0)
    assert sorted(tmp_path.rglob("*")) == before


def _until_gone(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        if b"false" in line:
            return


def _until_over(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Its lines up to the third heartbeat after a read: what would be read again is seen, too."""
    heartbeats, read = 0, False
    for line in process.stdout or ():
        yield line
        read = read or b'"read"' in line
        heartbeats += read and b"alive" in line
        if heartbeats == 3:
            return
