"""A mirror's visit outlives a short restart and is ended after a long one."""

from contract.ids import new_id
from contract.tags import By
from fittingroom.keeping import keep, resume
from fittingroom.state import Mirror, Rules
from fittingroom.visit import step
from tests.touchpoint.sample import NAVY_38, NAVY_40, RED, SHELF, at, garment, sold
from touchpoint import inputs, touches

RULES = Rules(place="cabin-3", languages=("en", "fr"), rejoin=15)


def browsing() -> Mirror:
    """A coat and a scarf hang here, another size of the coat was asked for."""
    mirror = Mirror()
    for happened in (
        inputs.CatalogueKnown(SHELF),
        inputs.Arrived(garment(RED, by=By.UHF), 1000),
        inputs.Arrived(garment(NAVY_38, by=By.UHF), 1000),
        inputs.Touched(touches.Begin()),
        inputs.Touched(touches.AskOther(NAVY_40)),
    ):
        mirror, _ = step(mirror, happened, at(0), RULES, new_id)
    return mirror


def test_visit_goes_on_after_a_short_restart() -> None:
    before = browsing()
    after, owed = resume(keep(before, at(10), "boot-1"), at(130), "boot-1")
    assert (after.visit, [h.garment for h in after.room], owed) == (
        before.visit,
        [h.garment for h in before.room],
        (),
    )


def test_garment_taken_meanwhile_has_left() -> None:
    mirror, _ = resume(keep(browsing(), at(10), "boot-1"), at(20), "boot-1")
    mirror, waiting = step(mirror, inputs.Tick(), at(80), RULES, new_id)
    mirror, _ = step(mirror, inputs.ReaderHealth("tag", "ok"), at(81), RULES, new_id)
    back = inputs.Arrived(garment(RED, by=By.UHF), 1081)
    mirror, owed = step(mirror, back, at(81), RULES, new_id)
    mirror, left = step(mirror, inputs.Tick(), at(96), RULES, new_id)
    assert (waiting + owed, [d.data.name for d in left], [h.garment.gtin for h in mirror.room]) == (
        (),
        ["garment.left"],
        [RED],
    )


def test_garment_sold_meanwhile_hangs_on_after_a_restart() -> None:
    mirror, _ = resume(keep(browsing(), at(10), "boot-1"), at(20), "boot-1")
    for happened in (
        inputs.SoldKnown(sold((RED, "A1"))),
        inputs.ReaderHealth("tag", "ok"),
        inputs.Arrived(garment(RED, by=By.UHF), 1021),
        inputs.Arrived(garment(NAVY_38, by=By.UHF), 1021),
    ):
        mirror, _ = step(mirror, happened, at(21), RULES, new_id)
    mirror, left = step(mirror, inputs.Tick(), at(36), RULES, new_id)
    assert ([h.garment.gtin for h in mirror.room], left) == ([RED, NAVY_38], ())


def test_visit_is_over_after_a_long_restart() -> None:
    before = browsing()
    assert before.visit
    after, owed = resume(keep(before, at(10), "boot-1"), at(131), "boot-1")
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
    after, owed = resume(keep(browsing(), at(10), "boot-1"), at(-900), "boot-2")
    assert (after, [d.data.name for d in owed][-1]) == (Mirror(), "visit.ended")


def test_nothing_kept_is_a_fresh_mirror() -> None:
    assert resume(None, at(0), "boot-1") == (Mirror(), ())


def test_nonsense_kept_is_a_fresh_mirror() -> None:
    assert resume(b'{"visit": 7}', at(0), "boot-1") == (Mirror(), ())
