"""The line to the hub's pages, on which this touchpoint says who it is."""

from pathlib import Path

import requests


def session_to(credentials: tuple[str, str], ca: Path | None) -> requests.Session:
    """For one thread. *credentials* are name and secret; *ca* signed the hub's certificate."""
    session = requests.Session()
    session.auth = credentials
    # The hub is in the store; no proxy of the environment stands between.
    session.trust_env = False
    session.verify = str(ca) if ca else True
    return session
