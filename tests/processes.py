"""Processes of a test's own: whatever they start ends with them, however the test ends."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    out: Any = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """*command* at work in the repository's root; its words go to *out*.

    At the end of the block it is killed with its whole group.
    """
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=out, stderr=out, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children() -> set[str]:
    """The processes that this one has started and that live, or that nobody waited for."""
    found = Path("/proc/self/task").glob("*/children")
    return {pid for path in found for pid in path.read_text().split()}
