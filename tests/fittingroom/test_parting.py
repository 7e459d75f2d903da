"""Who leaves is asked once about what stays here: no answer is invented, and nobody is held up."""

from typing import get_args

import pytest

from contract.events.garments import JudgedFor
from fittingroom.keeping import Gauge, keep
from fittingroom.view import MirrorView, view
from fittingroom.views import Farewell
from tests.fittingroom.room import RULES, Room, resumed
from tests.touchpoint.sample import ECRU_38, ECRU_40, NAVY_38, NAVY_40, NAVY_42, RED, at, garment
from touchpoint import inputs
from touchpoint.cabin import Judge, Rate, SkipQuestion
from touchpoint.touches import Anywhere, Back, Begin, ChooseLanguage, Done, SetAid, ShowGarment
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
TOLD = {"garment.judged", "opinion.given"}


def shown(room: Room) -> MirrorView:
    return view(room.mirror, at(room.seconds), RULES, WORDS, 1080)


def asked(room: Room) -> Farewell:
    found = shown(room).farewell
    assert found
    return found


def answers(room: Room) -> list[tuple[str, dict[str, object]]]:
    return [(d.data.name, d.data.model_dump()) for d in room.owed if d.data.name in TOLD]


@pytest.fixture
def leaving(room: Room) -> Room:
    """A coat and a scarf stay here."""
    room.hang(NAVY_38)
    room.hang(RED)
    room.touch(Begin())
    assert room.touch(Done()) == []
    return room


def test_each_garment_is_asked_about_the_last_one_first_then_the_visit(leaving: Room) -> None:
    first = asked(leaving)
    assert (first.question, first.garment and first.garment.gtin) == ("Will you take it?", RED)
    assert [a.touch for a in first.reasons] == [Judge(RED, r) for r in get_args(JudgedFor)]
    assert first.take
    assert leaving.touch(first.take.touch) == ["garment.judged"]
    second = asked(leaving)
    assert second.garment
    assert second.garment.gtin == NAVY_38
    assert leaving.touch(second.reasons[0].touch) == ["garment.judged"]
    last = asked(leaving)
    assert (last.question, [a.touch for a in last.scores]) == (
        "How was it here today?",
        [Rate(n) for n in (1, 2, 3, 4, 5)],
    )
    assert leaving.touch(last.scores[3].touch) == ["opinion.given"]
    assert answers(leaving) == [
        ("garment.judged", {"gtin": RED, "verdict": "taken", "reasons": ()}),
        ("garment.judged", {"gtin": NAVY_38, "verdict": "declined", "reasons": ("too_small",)}),
        ("opinion.given", {"score": 4, "about": "visit", "request": None}),
    ]
    assert (asked(leaving).question, asked(leaving).skip) == ("Thank you", None)
    assert leaving.feel(inputs.Tick(), after=3.9) == []
    assert leaving.feel(inputs.Tick(), after=0.1) == ["visit.ended"]
    assert leaving.owed[-1].data.model_dump()["why"] == "done"
    assert shown(leaving).screen == "rest"


def test_all_of_it_can_be_skipped_and_then_nothing_is_told(leaving: Room) -> None:
    skipped = []
    for _ in range(3):
        skip = asked(leaving).skip
        assert skip
        skipped += leaving.touch(skip.touch)
    assert (skipped, answers(leaving), shown(leaving).screen) == (["visit.ended"], [], "rest")


def test_finished_is_finished(leaving: Room) -> None:
    assert (leaving.touch(Done()), answers(leaving)) == (["visit.ended"], [])


def test_who_says_nothing_is_gone_after_twenty_seconds(leaving: Room) -> None:
    assert leaving.feel(inputs.Tick(), after=19.9) == []
    assert leaving.feel(inputs.Tick(), after=0.1) == ["visit.ended"]
    assert (answers(leaving), shown(leaving).screen) == ([], "rest")


def test_each_touch_gives_the_question_its_time_anew(leaving: Room) -> None:
    for _ in range(3):
        assert leaving.touch(Anywhere(), after=19) == []
    assert shown(leaving).still_here is None
    assert leaving.feel(inputs.Tick(), after=20) == ["visit.ended"]


def test_who_reads_slowly_has_twice_as_long(leaving: Room) -> None:
    leaving.touch(SetAid("large", on=True))
    assert leaving.feel(inputs.Tick(), after=39) == []
    assert leaving.feel(inputs.Tick(), after=1) == ["feature.used", "visit.ended"]


def test_question_is_put_in_the_language_that_is_chosen(leaving: Room) -> None:
    assert leaving.touch(ChooseLanguage("fr")) == ["feature.used"]
    assert (
        asked(leaving).question
        == WORDS.speech("fr").say("Will you take it?")
        != "Will you take it?"
    )


def test_late_finger_on_another_question_is_no_answer(leaving: Room) -> None:
    leaving.touch(Judge(NAVY_38, "price"), Rate(5), SkipQuestion(NAVY_38), SkipQuestion(None))
    leaving.touch(ShowGarment(NAVY_38))
    assert (answers(leaving), shown(leaving).screen) == ([], "farewell")
    leaving.touch(Judge(RED), Judge(RED), Judge(RED, "other"))
    assert [name for name, _ in answers(leaving)] == ["garment.judged"]


def test_score_that_does_not_exist_is_none(leaving: Room) -> None:
    leaving.touch(SkipQuestion(RED), SkipQuestion(NAVY_38), Rate(0), Rate(6))
    assert answers(leaving) == []


def test_who_goes_back_is_not_asked_again(leaving: Room) -> None:
    assert (leaving.touch(Back()), shown(leaving).screen) == ([], "room")
    assert leaving.touch(Done()) == ["visit.ended"]


def test_at_most_four_are_asked_about_the_last_ones(room: Room) -> None:
    for gtin in (RED, NAVY_38, NAVY_40, NAVY_42, ECRU_38, ECRU_40):
        room.hang(gtin)
    room.touch(Begin(), Done())
    assert room.mirror.visit
    assert room.mirror.visit.parting
    assert room.mirror.visit.parting.gtins == (ECRU_40, ECRU_38, NAVY_42, NAVY_40)


def test_what_was_taken_along_is_not_asked_about(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin())
    room.take(NAVY_38)
    assert room.touch(Done()) == ["visit.ended"]


def test_what_another_shopper_left_is_not_asked_about(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin(), Done(), Done())
    assert room.touch(Begin()) == ["visit.started", "product.viewed"]
    assert room.touch(Done()) == ["visit.ended"]


def test_nobody_is_asked_who_is_not_there(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin())
    assert room.feel(inputs.Tick(), after=RULES.idle) == ["visit.ended"]
    room.hang(RED)
    assert room.touch(Done()) == ["visit.ended"]


def test_staff_end_a_farewell(leaving: Room) -> None:
    assert leaving.feel(inputs.EndVisit()) == ["visit.ended"]


def test_garment_taken_from_the_rail_while_it_is_asked_about_is_asked_about(leaving: Room) -> None:
    leaving.take(RED)
    assert leaving.touch(Judge(RED)) == ["garment.judged"]


def test_garment_that_comes_meanwhile_is_not_shown(leaving: Room) -> None:
    piece = inputs.Arrived(garment(NAVY_42), 1000 + leaving.seconds)
    assert leaving.feel(piece) == ["garment.arrived"]
    assert shown(leaving).screen == "farewell"


def test_farewell_outlives_a_short_restart_by_the_time_it_has_left(leaving: Room) -> None:
    kept = keep(leaving.mirror, at(0), Gauge("boot-1"))
    leaving.mirror, owed = resumed(kept, at(10), "boot-1")
    leaving.seconds = 10
    assert (owed, shown(leaving).screen) == ((), "farewell")
    assert leaving.feel(inputs.Tick(), after=10)[-1] == "visit.ended"
