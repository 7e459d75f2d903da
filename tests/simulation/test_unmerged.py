"""What head office was given twice is counted twice, whatever its engine would make of it."""

import json
import sys
from contextlib import closing
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from contract.ids import new_id
from headoffice.store import open_store
from simulation.evidence import office_rows
from simulation.tally import Evidence, report

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
_GROUPS = 30
_SCREEN = "/stores/lyon/touchpoints/cabin-3"


def row(id_: str) -> dict[str, Any]:
    at = "2026-11-21T10:15:02.120Z"
    return {
        "store": "lyon",
        "source": _SCREEN,
        "id": id_,
        "type": "parcours.wish.added.v1",
        "ts": at,
        "received_at": at,
        "body": json.dumps({"data": {"gtin": "00614141100019"}}),
    }


@pytest.mark.parametrize("apart", [True, False], ids=["in two groups", "in one group"])
def test_row_given_twice_is_a_double(tmp_path: Path, *, apart: bool) -> None:
    dsn = f"chdb://{tmp_path}/journeys"
    run([sys.executable, "-m", "simulation.unmerged", dsn], check=True, timeout=60)
    with closing(open_store(dsn)) as store:
        for number in range(_GROUPS):
            line = json.dumps(row(new_id())).encode()
            for token in (f"{number}", f"{number} again") if apart else (f"{number}",):
                store.insert(line if apart else line + b"\n" + line, token)
    office = office_rows(dsn)
    evidence = Evidence([], [], office, 0, [], {}, {}, {})
    assert (len(office), report(evidence, "/stores/lyon/hub")["doubled"]) == (2 * _GROUPS, _GROUPS)
