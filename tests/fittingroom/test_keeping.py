"""A mirror's visit outlives a short restart and is ended after a long one."""

import json
from typing import Literal

import pytest

from contract.ids import new_id
from contract.tags import By
from fittingroom.keeping import Gauge, keep
from fittingroom.state import Mirror, Rules
from fittingroom.visit import step
from tests.fittingroom.room import resumed
from tests.touchpoint.sample import NAVY_38, NAVY_40, NOON, RED, SHELF, at, garment, sold
from touchpoint import inputs, touches
from touchpoint.moment import Moment

RULES = Rules(place="cabin-3", languages=("en", "fr"), rejoin=15)


def hung(gtin: str, seconds: float = 0.0, reader: str = "tag") -> inputs.Arrived:
    return inputs.Arrived(garment(gtin, by=By.UHF), 1000 + seconds, reader=reader)


def browsing() -> Mirror:
    """A coat and a scarf hang here, another size of the coat was asked for."""
    mirror = Mirror()
    for happened in (
        inputs.CatalogueKnown(SHELF),
        inputs.SoldKnown(sold()),
        hung(RED),
        hung(NAVY_38),
        inputs.Touched(touches.Begin()),
        inputs.Touched(touches.AskOther(NAVY_40)),
    ):
        mirror, _ = step(mirror, happened, at(0), RULES, new_id)
    return mirror


def test_visit_goes_on_after_a_short_restart() -> None:
    before = browsing()
    after, owed = resumed(keep(before, at(10), Gauge("boot-1")), at(130), "boot-1")
    assert (after.visit, [h.garment for h in after.room], owed) == (
        before.visit,
        [h.garment for h in before.room],
        (),
    )


def test_garment_taken_meanwhile_has_left() -> None:
    mirror, _ = resumed(keep(browsing(), at(10), Gauge("boot-1")), at(20), "boot-1")
    mirror, waiting = step(mirror, inputs.Tick(), at(80), RULES, new_id)
    mirror, _ = step(mirror, inputs.ReaderHealth("tag", "ok"), at(81), RULES, new_id)
    mirror, owed = step(mirror, hung(RED, 81), at(81), RULES, new_id)
    mirror, left = step(mirror, inputs.Tick(), at(96), RULES, new_id)
    assert (waiting + owed, [d.data.name for d in left], [h.garment.gtin for h in mirror.room]) == (
        (),
        ["garment.left"],
        [RED],
    )


def left_by(mirror: Mirror, *health: tuple[float, str, Literal["ok", "silent"]]) -> list[float]:
    """When what hung there before a restart is told to have left, within a minute."""
    mirror, _ = resumed(keep(mirror, at(10), Gauge("boot-1")), at(20), "boot-1")
    said, left = {when: inputs.ReaderHealth(name, state) for when, name, state in health}, []
    for second in range(21, 81):
        news = said.get(second, inputs.Tick())
        mirror, owed = step(mirror, news, at(second), RULES, new_id)
        left += [d.made_at - 1000 for d in owed if d.data.name == "garment.left"]
    return left


def test_reader_that_works_says_nothing_of_what_another_one_read() -> None:
    """A scanner is well at once; the zone was not heard at all."""
    mirror = Mirror()
    for happened in (
        inputs.CatalogueKnown(SHELF),
        inputs.SoldKnown(sold()),
        hung(RED, reader="zone-1"),
    ):
        mirror, _ = step(mirror, happened, at(0), RULES, new_id)
    scanner = (21, "scanner", "ok")
    assert left_by(mirror, scanner, (31, "zone-1", "silent")) == []
    assert left_by(mirror, scanner, (41, "zone-1", "ok")) == [56.0]


def test_garment_is_missed_by_the_reader_that_read_it_last() -> None:
    mirror, _ = step(browsing(), hung(RED, reader="zone-1"), at(1), RULES, new_id)
    assert left_by(mirror, (21, "zone-1", "ok")) == [36.0]


def test_reader_that_fell_silent_again_says_nothing_of_what_it_read() -> None:
    spoke = (21, "tag", "ok"), (23, "tag", "silent")
    assert left_by(browsing(), *spoke) == []
    assert left_by(browsing(), *spoke, (60, "tag", "ok")) == [75.0, 75.0]


def test_garment_sold_meanwhile_hangs_on_after_a_restart() -> None:
    mirror, _ = resumed(keep(browsing(), at(10), Gauge("boot-1")), at(20), "boot-1")
    for happened in (
        inputs.SoldKnown(sold((RED, "A1"))),
        inputs.ReaderHealth("tag", "ok"),
        hung(RED, 21),
        hung(NAVY_38, 21),
    ):
        mirror, _ = step(mirror, happened, at(21), RULES, new_id)
    mirror, left = step(mirror, inputs.Tick(), at(36), RULES, new_id)
    assert ([h.garment.gtin for h in mirror.room], left) == ([RED, NAVY_38], ())


def test_visit_is_over_after_a_long_restart() -> None:
    before = browsing()
    assert before.visit
    after, owed = resumed(keep(before, at(10), Gauge("boot-1")), at(131), "boot-1")
    said = [(d.data.name, d.visit, d.data.model_dump()["seconds"]) for d in owed]
    assert (after, said) == (
        Mirror(),
        [
            ("garment.left", before.visit.visit, 10.0),
            ("garment.left", before.visit.visit, 10.0),
            ("visit.ended", before.visit.visit, 10.0),
        ],
    )


def test_visit_is_over_after_another_boot() -> None:
    after, owed = resumed(keep(browsing(), at(10), Gauge("boot-1")), at(-900), "boot-2")
    assert (after, [d.data.name for d in owed][-1]) == (Mirror(), "visit.ended")


def test_nothing_kept_is_a_fresh_mirror() -> None:
    assert resumed(None, at(0), "boot-1") == (Mirror(), ())


def test_nonsense_kept_is_a_fresh_mirror() -> None:
    assert resumed(b'{"visit": 7}', at(0), "boot-1") == (Mirror(), ())


def rebooted(seconds: float) -> Moment:
    """*seconds* after noon, 5 seconds after the machine came up."""
    return Moment(at(seconds).wall, 5.0)


def test_visit_goes_on_after_a_reboot_that_both_clocks_call_short() -> None:
    before = browsing()
    assert before.visit
    kept = keep(before, at(10), Gauge("boot-1", trusted=True))
    after, owed = resumed(kept, rebooted(130), "boot-2", trusted=True)
    assert owed == ()
    assert after.visit
    # Its times are the new boot's: 130 seconds ago there is 125 before it came up.
    assert (after.visit.visit, after.visit.started_at, after.visit.active_at) == (
        before.visit.visit,
        -125.0,
        -125.0,
    )
    assert [(a.wanted, a.made_at) for a in after.visit.requests] == [(NAVY_40, -125.0)]
    assert [(h.garment.gtin, h.since, h.unconfirmed) for h in after.room] == [
        (RED, -125.0, True),
        (NAVY_38, -125.0, True),
    ]


def test_resumed_after_a_reboot_it_ends_when_it_would_have_ended() -> None:
    mirror, _ = step(browsing(), inputs.Left(garment(RED).tag, 1.0, 1000), at(0), RULES, new_id)
    mirror, _ = step(mirror, inputs.Left(garment(NAVY_38).tag, 1.0, 1000), at(0), RULES, new_id)
    mirror, _ = resumed(
        keep(mirror, at(10), Gauge("boot-1", trusted=True)), rebooted(20), "boot-2", trusted=True
    )
    ended = {}
    for seconds in (14.9, 15.0):
        _, owed = step(mirror, inputs.Tick(), Moment(NOON, seconds), RULES, new_id)
        ended[seconds] = [d.data.name for d in owed]
    # 30 seconds after the last garment left, of which 15 are of this boot.
    assert ended == {14.9: [], 15.0: ["visit.ended"]}


@pytest.mark.parametrize(
    ("seconds", "before", "after"),
    [
        (131, True, True),
        # The clock went backwards: nobody knows for how long it was away.
        (9, True, True),
        (20, False, True),
        (20, True, False),
    ],
)
def test_visit_is_over_after_a_reboot_that_was_long_or_cannot_be_measured(
    seconds: float, before: bool, after: bool
) -> None:
    visit = browsing().visit
    kept = keep(browsing(), at(10), Gauge("boot-1", trusted=before))
    mirror, owed = resumed(kept, rebooted(seconds), "boot-2", trusted=after)
    assert visit
    assert (mirror, [(d.data.name, d.made_at) for d in owed]) == (
        Mirror(),
        [("garment.left", 5.0), ("garment.left", 5.0), ("visit.ended", 5.0)],
    )


def test_what_an_older_program_kept_is_read() -> None:
    kept = json.loads(keep(browsing(), at(10), Gauge("boot-1")))
    for name in ("off_since", "trusted"):
        del kept[name]
    for name in ("sheet", "undisturbed", "scene", "comparing", "parting", "parted"):
        del kept["visit"][name]
    mirror, owed = resumed(json.dumps(kept).encode(), at(20), "boot-1")
    assert (mirror.visit is not None, owed) == (True, ())
