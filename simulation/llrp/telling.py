"""Tells a simulated reader what to do, over its local socket."""

import json
import socket
from pathlib import Path
from typing import Any


def tell(orders: Path, **words: Any) -> None:
    """One order, as in `tell(path, put=EPC, antenna=2)`. Raises ValueError with the answer."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5.0)
        line.connect(str(orders))
        line.sendall(json.dumps(words).encode() + b"\n")
        with line.makefile() as answers:
            answer = json.loads(answers.readline() or '{"error": "no answer came"}')
    if "error" in answer:
        raise ValueError(answer["error"])
