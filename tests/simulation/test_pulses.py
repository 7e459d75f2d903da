"""What screens tell of a made-up day is what a hub would hand over, the same for the same seed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from headoffice.batches import check_batch
from simulation.day import Store
from simulation.pulses import SCREENS, pulses

ZONE = ZoneInfo("Europe/Paris")
SHOP, DAY = Store("lyon", 1.0, 1.0), date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)


def test_every_pulse_is_an_event_that_head_office_takes() -> None:
    told = pulses(SHOP, DAY, ZONE, seed=1)
    batch = check_batch(told, "lyon", NOON)
    assert (len(batch.rows), batch.refused) == (len(told), ())
    assert {row["touchpointid"] for row in told} == set(SCREENS)
    assert pulses(SHOP, DAY, ZONE, seed=1) == told


def test_nothing_is_told_of_later() -> None:
    told = pulses(SHOP, DAY, ZONE, seed=1, until=NOON)
    assert max(datetime.fromisoformat(row["time"]) for row in told) <= NOON
