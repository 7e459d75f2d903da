"""What a calibration learns, and how well something heard fits it."""

from touchpoint.beams import Beam, assumed


def test_calibration_learns_rate_mean_and_spread_of_spots() -> None:
    learned = Beam.learned([[-50.0, -52.0], [-60.0, -62.0], []], seconds=2.0)
    assert learned == Beam(rate=4 / 6, mean=-56.0, spread=5.0)


def test_antenna_that_heard_nothing_is_believed_to_hear_next_to_nothing() -> None:
    learned = Beam.learned([[], []], seconds=2.0)
    assert learned == Beam(rate=0.1, mean=-75.0, spread=6.0)


def test_loud_reads_fit_a_near_room_better_and_silence_a_far_one() -> None:
    near, far = Beam(4.0, -52.0, 6.0), Beam(0.6, -64.0, 7.0)
    heard = [-51.0, -50.0, -53.0]
    assert near.score(heard, 1.0) > far.score(heard, 1.0)
    assert near.score([], 1.0) < far.score([], 1.0)


def test_every_assumed_room_names_every_antenna() -> None:
    beams = assumed({"cabin-1": 1, "cabin-2": 2})
    assert {room: list(seen) for room, seen in beams.items()} == {
        "cabin-1": [1, 2],
        "cabin-2": [1, 2],
    }
