"""What a kiosk that runs as a program is told, and how a test waits for it."""

import time
from collections.abc import Callable

import requests

SETTINGS = """
store = "lyon"
touchpoint = "kiosk-1"
state_dir = "{folder}/state"
[broker]
host = "127.0.0.1"
port = 9
secret_file = "{folder}/secret"
[hub]
url = "http://127.0.0.1:9"
[window]
width = 360
height = 640
[readers.tag]
kind = "simulated"
[remote]
port = {port}
"""


def until(what: Callable[[], bool], seconds: float = 90.0) -> bool:
    """Whether *what* came true in time; a program that does not answer yet has not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if what():
                return True
        except requests.ConnectionError:
            pass
        time.sleep(0.05)
    return False
