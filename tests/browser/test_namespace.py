"""A shift on a phone in another network namespace, over HTTPS by name, with the line cut."""

import os
import re
from pathlib import Path

import pytest

from tests.browser.namespace import NAME, everything, live_through

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(480),
    pytest.mark.skipif(os.geteuid() != 0, reason="a network namespace takes root"),
]
#: Seconds without a line here; `python -m tests.browser.namespace` takes a minute.
OUTAGE = 8.0
BACK_WITHIN = 3.0


@pytest.mark.parametrize(
    "silent", [False, True], ids=["out of the network", "nothing gets through"]
)
def test_shift_goes_on_after_a_dead_spot(tmp_path: Path, free_port: int, silent: bool) -> None:
    with everything(tmp_path, free_port) as (air, store, page):
        origin = page.evaluate("location.origin")
        secure = page.evaluate("[isSecureContext, navigator.serviceWorker.controller.scriptURL]")
        found = live_through(air, store, page, OUTAGE, silent=silent)
    assert origin == f"https://{NAME}:{free_port}"
    assert secure == [True, f"{origin}/worker.js"]
    assert sorted(found.shown) == sorted(found.asked)
    assert found.caught_up < BACK_WITHIN
    assert re.fullmatch(r"Away \d\d:\d\d–\d\d:\d\d, now up to date\.", found.said)
    assert re.fullmatch(r"No line to the hub; what you see is from \d\d:\d\d\.", found.kept)
