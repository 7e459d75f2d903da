"""A head office on a disk without room for a batch, then with it; a program of its own."""

import json
import random
import resource
import sys
from pathlib import Path
from typing import Any

import requests
import structlog

from tests.headoffice.office import Office, engine, event, served

#: No file may grow further: enough for the engine's own small ones, too little for the batch.
ROOM = 64 * 1024


def no_room() -> None:
    """Writes past ROOM fail, as on a full disk; Python ignores the signal that goes along."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))


def room() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def batch() -> list[dict[str, Any]]:
    """A hundred events that no compression makes small."""
    noise = random.Random(7)
    return [event(n, extension=noise.randbytes(2000).hex()) for n in range(1, 101)]


def said(answer: requests.Response) -> list[object]:
    return [answer.status_code, answer.headers.get("Retry-After"), answer.json()]


def kept(office: Office) -> int:
    bearer = {"Authorization": f"Bearer {office.bearer}"}
    return len(office.get("/v1/events", headers=bearer).text.splitlines())


def main(folder: Path) -> list[object]:
    with engine(folder) as store, served(store, folder) as office:
        events = batch()
        no_room()
        full = said(office.post(*events))
        room()
        before = kept(office)
        return [full, before, said(office.post(*events)), kept(office)]


if __name__ == "__main__":
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
