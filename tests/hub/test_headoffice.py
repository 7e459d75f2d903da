"""What an answer of head office means."""

from datetime import UTC, datetime

import pytest

from hub.headoffice import Verdict, judge, seconds_to

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (302, Verdict.BARRED),
        (400, Verdict.ROTTEN),
        (401, Verdict.BARRED),
        (403, Verdict.BARRED),
        (408, Verdict.RETRY),
        (413, Verdict.ROTTEN),
        (422, Verdict.ROTTEN),
        (425, Verdict.RETRY),
        (429, Verdict.RETRY),
        (500, Verdict.RETRY),
        (504, Verdict.RETRY),
    ],
)
def test_status_has_its_verdict(status: int, verdict: Verdict) -> None:
    assert judge(status, b"").verdict is verdict


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("12", 12.0),
        ("999999", 3600.0),
        ("Sat, 21 Nov 2026 10:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert seconds_to(header, NOW) == seconds
