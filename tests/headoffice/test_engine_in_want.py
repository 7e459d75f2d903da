"""The engine's process and who watches it, when the machine has no descriptor or process left."""

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from headoffice.store import StoreError, engine, supervised
from headoffice.store.supervisor import EngineStore

Listener = Any


class Door:
    """Listens, as a listener would: gives or raises one after the other."""

    def __init__(self, *callers: Any) -> None:
        self._callers = iter(callers)

    def accept(self) -> Any:
        caller = next(self._callers)
        if isinstance(caller, OSError):
            raise caller
        return caller


def test_engine_without_a_descriptor_lets_the_next_in_and_one_without_a_door_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(engine, "_PAUSE", 0)
    here, there = Pipe()
    door: Listener = Door(
        OSError(errno.EMFILE, "Too many open files"), there, OSError(errno.EBADF, "gone")
    )
    engine._accept(door, {"query": lambda: 7})
    here.send(("query", (), {}))
    assert (here.recv(), ended) == (7, [1])
    here.close()
    assert capsys.readouterr().err.splitlines()[-1] == "OSError: [Errno 9] gone"


def test_watch_goes_on_when_no_process_can_be_had_and_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start: Callable[..., Any] = subprocess.Popen
    wants = [OSError(errno.ENOMEM, "Cannot allocate memory"), OSError(errno.EAGAIN, "again")]

    def in_want(*words: Any, **options: Any) -> Any:
        if wants:
            raise wants.pop()
        return start(*words, **options)

    with capture_logs() as said, closing(supervised(f"chdb://{tmp_path}/journeys")) as store:
        assert isinstance(store, EngineStore)
        before = store.pid
        monkeypatch.setattr(subprocess, "Popen", in_want)
        os.kill(before, signal.SIGKILL)
        until = time.monotonic() + 90
        while store.pid == before:
            assert time.monotonic() < until
            time.sleep(0.02)
        assert list(store.query("SELECT 1 AS one", {}, timeout=60)) == [{"one": 1}]
    tried = [it["detail"] for it in said if it["event"].endswith("does not start")]
    assert tried == [
        "no process for the journey store's engine: [Errno 11] again",
        "no process for the journey store's engine: [Errno 12] Cannot allocate memory",
    ]


def test_first_start_without_a_process_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_want(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", in_want)
    with pytest.raises(StoreError, match="no process for the journey store's engine"):
        supervised(f"chdb://{tmp_path}/journeys")
