"""Why nobody was let in through the identity provider."""

from typing import Literal

Why = Literal[
    "away", "denied", "error", "begun", "code", "client", "answer",
    "expired", "early", "issuer", "audience", "nonce", "signature", "unsigned", "missing",
    "no groups", "groups", "local", "none",
]  # fmt: skip


class NotLetIn(Exception):
    """*found* is what came in place of what would be right; never a token."""

    def __init__(self, why: Why, found: str = "") -> None:
        super().__init__(f"{why}: {found}" if found else why)
        self.why: Why = why
        self.found = found
