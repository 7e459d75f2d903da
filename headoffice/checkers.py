"""Checks hubs' large batches in processes of their own: a page waits for no Python but its own.

Each is `python -m headoffice.checkers` and answers pickled questions; both ends are this program.
"""

import gc
import pickle
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any, BinaryIO

import structlog

from headoffice.batches import BadBatch, Batch, Refused, checked
from headoffice.rows import Row

log = structlog.get_logger()
#: What comes of a process that ended, or whose line is out of step.
_ENDED = (OSError, EOFError, pickle.UnpicklingError, MemoryError, ValueError, TypeError)
#: Bytes of a body that are checked sooner than they are handed to another process.
SMALL = 4 * 1024


class Checkers:
    """At most *count* processes, each started when it is first needed and ended by `close`."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="checker")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: list[_Process] = []

    def submit(self, body: bytes, encoding: str, store: str, now: datetime) -> Future[Batch]:
        """What `checked` answers of these, or raises."""
        return self._threads.submit(self._check, body, encoding, store, now)

    def close(self) -> None:
        """What is under way is finished first."""
        self._threads.shutdown()
        for process in self._all:
            process.end()

    def _check(self, *question: Any) -> Batch:
        for _ in range(2):
            try:
                process = self._process()
            except OSError as error:
                log.warning("no checker can be started", why=repr(error))
                return checked(*question)
            try:
                return _whole(process.answer(question))
            except _ENDED as error:
                # Whatever ended it, the next one gets a new process.
                log.warning("a checker ended", why=repr(error))
                self._forget()
        # Not here: it would end the pages too. A hub that is told so sends halves.
        raise BadBatch(413, "checking this batch ended two processes; send fewer events")

    def _process(self) -> "_Process":
        process: _Process | None = getattr(self._own, "process", None)
        if process is None:
            process = self._own.process = _Process()
            with self._lock:
                self._all.append(process)
        return process

    def _forget(self) -> None:
        process: _Process | None = getattr(self._own, "process", None)
        self._own.process = None
        if process is not None:
            process.end()
            with self._lock:
                self._all.remove(process)


class _Process:
    """One checker, for one thread. It ends with its line, however this program ends."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def answer(self, question: tuple[Any, ...]) -> Any:
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - pipes, as asked for
        pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)  # noqa: S301 - of our own child

    def end(self) -> None:
        self._process.kill()
        # Also closes both pipes.
        self._process.communicate()


def _flat(batch: Batch) -> tuple[Any, ...]:
    """*batch* without its classes, which would be named with each of thousands of rows."""
    rows = [tuple(it) for it in batch.rows]
    refused = [(it.id, it.source, it.reason, it.detail, it.body) for it in batch.refused]
    return batch.store, rows, refused


def _whole(answer: Any) -> Batch:
    if isinstance(answer[0], int):
        raise BadBatch(*answer)
    store, rows, refused = answer
    return Batch(store, tuple(map(Row._make, rows)), tuple(Refused(*it) for it in refused))


def main(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    # systemd and Ctrl-C tell every process of a group; who asks ends this one by its line.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Half of a large batch's time would go into looking for garbage among what is all still in use.
    gc.disable()
    gc.freeze()
    while True:
        try:
            question = pickle.load(questions)  # noqa: S301 - of the program that started this one
        except EOFError:
            return
        try:
            answer = _flat(checked(*question))
        except BadBatch as error:
            answer = (error.status, error.detail)
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
        del question, answer
        gc.collect()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
