"""A garment that may as well hang next door: nothing is said of it before somebody is sure."""

import pytest

from contract.ids import new_id
from fittingroom.keeping import Gauge, keep
from fittingroom.state import Mirror
from fittingroom.view import MirrorView, screen_of, view
from fittingroom.visit import garments_on_screen, step
from tests.fittingroom.room import RULES, Room, resumed
from tests.touchpoint.sample import (
    CATALOGUE,
    ECRU_38,
    NAVY_38,
    NAVY_40,
    RED,
    SHELF,
    at,
    garment,
    sold,
)
from tests.touchpoint.sample import SCARF as SCARF_STYLE
from touchpoint import inputs, touches
from touchpoint.inputs import CatalogueKnown, SoldKnown, Tick
from touchpoint.sheet import Choice
from touchpoint.shelf import Shelf
from touchpoint.touches import Begin, Yours
from touchpoint.views import Answer
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
COAT, SCARF = garment(NAVY_38).tag, garment(RED).tag


def shown(room: Room) -> MirrorView:
    return view(room.mirror, at(room.seconds), RULES, WORDS, 1080)


def asked(room: Room) -> str | None:
    """The tag that the glass asks about."""
    doubt = shown(room).doubt
    return doubt.garment.tag if doubt else None


def told(room: Room) -> list[tuple[str, float]]:
    """Each event with its moment, in seconds after noon."""
    return [(draft.data.name, draft.made_at - 1000) for draft in room.owed]


def test_nothing_is_said_of_it_and_no_visit_begins(room: Room) -> None:
    assert room.hang(NAVY_38, sure=False) == []
    assert (room.mirror.visit, room.mirror.owned) == (None, ())
    assert garments_on_screen(room.mirror) == frozenset()
    assert (screen_of(room.mirror), asked(room)) == ("rest", None)


def test_room_in_which_it_alone_hangs_is_empty(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False, after=20)
    assert room.feel(Tick(), after=10) == ["visit.ended"]
    assert room.owed[-1].data.model_dump()["why"] == "left"


def test_it_is_not_asked_about_before_a_touch(room: Room) -> None:
    room.hang(RED)
    room.hang(NAVY_38, sure=False)
    before = screen_of(room.mirror), asked(room)
    room.touch(Begin())
    assert (before, asked(room)) == (("invite", None), COAT)


def test_yes_lets_it_arrive_when_it_came(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False, after=5)
    assert room.touch(Yours(COAT, yes=True), after=7) == ["garment.arrived", "product.viewed"]
    assert told(room) == [
        ("visit.started", 0.0),
        ("garment.arrived", 5.0),
        ("product.viewed", 12.0),
    ]
    assert (screen_of(room.mirror), asked(room)) == ("garment", None)


def test_yes_lets_it_arrive_when_the_visit_began_if_that_was_later(room: Room) -> None:
    room.hang(NAVY_38, sure=False)
    room.touch(Begin(), after=3)
    room.touch(Yours(COAT, yes=True), after=2)
    assert told(room)[1] == ("garment.arrived", 3.0)


def test_yes_moves_nothing_under_the_finger(room: Room) -> None:
    room.hang(RED)
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    assert room.touch(Yours(COAT, yes=True)) == ["garment.arrived"]
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(RED)
    assert [g.tag for g in shown(room).room] == [SCARF, COAT]


def test_garment_of_a_yes_leaves_as_any_other(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    room.touch(Yours(COAT, yes=True))
    assert room.take(NAVY_38) == ["garment.left"]


def test_no_disowns_it_and_is_final_while_it_hangs_there(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    assert room.touch(Yours(COAT, yes=False)) == ["garment.disowned"]
    assert room.hang(NAVY_38, sure=False) + room.hang(NAVY_38) == []
    assert asked(room) is None
    room.touch(touches.Done(), Begin())
    assert asked(room) is None
    assert room.touch(Yours(COAT, yes=True), Yours(COAT, yes=False)) == []
    assert room.take(NAVY_38) == []


def test_it_is_asked_about_anew_when_it_comes_back(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    room.touch(Yours(COAT, yes=False))
    room.take(NAVY_38)
    room.hang(NAVY_38, sure=False)
    assert asked(room) == COAT


def test_no_leaves_the_page_that_is_shown(room: Room) -> None:
    room.hang(NAVY_38, "B1")
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    room.touch(Yours(COAT, yes=False))
    assert (screen_of(room.mirror), [h.garment.gtin for h in room.mirror.owned]) == (
        "garment",
        [NAVY_38],
    )


def test_reader_that_becomes_sure_answers_the_question(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False, after=5)
    assert room.hang(NAVY_38, after=4) == ["garment.arrived", "product.viewed"]
    assert (told(room)[1], asked(room)) == (("garment.arrived", 5.0), None)


def test_reader_that_becomes_sure_in_an_empty_room_begins_a_visit_when_it_came(room: Room) -> None:
    room.hang(NAVY_38, sure=False)
    room.hang(NAVY_38, after=4)
    assert told(room) == [("visit.started", 0.0), ("garment.arrived", 0.0)]


def test_visits_do_not_overlap_for_what_was_doubtful_in_both(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False, after=5)
    room.touch(touches.Done(), after=5)
    room.hang(NAVY_38, after=5)
    assert told(room)[1:] == [
        ("visit.ended", 10.0),
        ("visit.started", 10.0),
        ("garment.arrived", 10.0),
    ]


def test_it_leaves_without_a_word(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    assert room.take(NAVY_38) == []
    assert (room.mirror.room, asked(room)) == ((), None)


def test_several_are_asked_about_one_after_the_other_oldest_first(room: Room) -> None:
    room.touch(Begin())
    room.hang(RED, sure=False)
    room.hang(NAVY_38, sure=False)
    order = [asked(room)]
    room.touch(Yours(SCARF, yes=False))
    order.append(asked(room))
    room.touch(Yours(COAT, yes=True))
    assert [*order, asked(room)] == [SCARF, COAT, None]


def test_answer_to_no_question_says_nothing(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin())
    assert room.touch(Yours(COAT, yes=False), Yours(SCARF, yes=True)) == []
    assert [h.garment.gtin for h in room.mirror.owned] == [NAVY_38]


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [
        ("en", ("Is this yours?", "Yes", "No"), "Wool coat"),
        ("fr", ("Est-ce à vous\u00a0?", "Oui", "Non"), "Manteau en laine"),
    ],
)
def test_question_in_words(
    room: Room, language: str, words: tuple[str, str, str], title: str
) -> None:
    room.touch(Begin(), touches.ChooseLanguage(language))
    room.hang(NAVY_38, sure=False)
    page = shown(room)
    assert page.doubt
    garment, question, yes, no = page.doubt.garment, *words
    assert (page.doubt.question, garment.title, garment.detail) == (question, title, "Navy · 38")
    assert page.doubt.yes == Answer(f"yours.{COAT}.yes", yes, Yours(COAT, yes=True))
    assert page.doubt.no == Answer(f"yours.{COAT}.no", no, Yours(COAT, yes=False))
    assert page.pictures == ("navy-1080.jpg",)


def test_question_stands_beside_what_is_asked_for(asking: Room) -> None:
    asking.hang(RED, sure=False)
    page = shown(asking)
    assert (page.screen, len(page.requests), asked(asking)) == ("garment", 1, SCARF)


def test_garment_that_no_catalogue_has_is_not_asked_about() -> None:
    room = Room()
    room.touch(Begin())
    room.hang(ECRU_38, sure=False)
    before = asked(room)
    room.feel(CatalogueKnown(Shelf(CATALOGUE.model_copy(update={"styles": (SCARF_STYLE,)}))))
    assert (before, asked(room)) == (garment(ECRU_38).tag, None)
    assert [h.garment.gtin for h in room.mirror.room] == [ECRU_38]


@pytest.mark.parametrize("sale", ["before the touch", "after the question"])
def test_doubtful_garment_that_was_sold_meanwhile_is_not_confirmed(room: Room, sale: str) -> None:
    """Nor asked about; and when it has come back to the shop it is asked about again."""
    room.hang(NAVY_38, sure=False)
    known = [touches.Begin(), None] if sale == "after the question" else [None, touches.Begin()]
    for touch in known:
        room.touch(touch) if touch else room.feel(SoldKnown(sold((NAVY_38, "A1"))))
    assert asked(room) is None
    assert room.touch(Yours(COAT, yes=True)) + room.hang(NAVY_38) == []
    room.feel(SoldKnown(sold(version="2")))
    assert (asked(room), room.mirror.owned) == (COAT, ())


def test_garment_is_not_taken_before_it_is_known_whether_it_was_sold() -> None:
    room = Room()
    room.mirror = Mirror()
    said = [room.hang(RED)]
    room.feel(CatalogueKnown(SHELF))
    said.append(room.hang(RED))
    hanging, screen = room.mirror.room, screen_of(room.mirror)
    room.feel(SoldKnown(sold((NAVY_38, "A1"))))
    said += [room.hang(NAVY_38), room.hang(RED)]
    assert (said, hanging, screen) == (
        [[], [], [], ["visit.started", "garment.arrived"]],
        (),
        "rest",
    )


def restarted(room: Room, seconds: float) -> list[str]:
    """What is owed when the program comes back so many seconds later."""
    kept = keep(room.mirror, at(room.seconds), Gauge("boot-1"))
    room.seconds += seconds
    known = room.mirror.known
    room.mirror, owed = resumed(kept, at(room.seconds), "boot-1")
    return [d.data.name for d in owed] + room.feel(CatalogueKnown(known.shelf), SoldKnown(sold()))


def test_short_restart_keeps_the_doubt_and_the_answer(room: Room) -> None:
    room.touch(Begin())
    room.hang(RED, sure=False)
    room.hang(NAVY_38, sure=False)
    room.touch(Yours(SCARF, yes=False))
    owed = restarted(room, 5)
    assert (owed, asked(room)) == ([], COAT)
    assert room.hang(RED, sure=False) + room.hang(RED) == []
    assert room.touch(Yours(COAT, yes=True)) == ["garment.arrived", "product.viewed"]


def test_long_restart_says_nothing_of_it(room: Room) -> None:
    room.touch(Begin())
    room.hang(NAVY_38, sure=False)
    assert (restarted(room, 500), room.mirror.room) == (["visit.ended"], ())


def test_it_may_have_left_during_a_short_restart(room: Room) -> None:
    room.hang(NAVY_38, sure=False)
    restarted(room, 5)
    room.feel(inputs.ReaderHealth("tag", "ok"))
    assert (room.feel(Tick(), after=RULES.rejoin), room.mirror.room) == ([], ())


def test_garment_next_door_is_not_owed_to_a_fresh_mirror() -> None:
    mirror, owed = Mirror(), []
    for sure in (False, False, True):
        arrived = inputs.Arrived(garment(NAVY_40), 1000, sure=sure)
        mirror, drafts = step(mirror, arrived, at(0), RULES, new_id)
        owed.append([d.data.name for d in drafts])
    assert owed == [[], [], ["visit.started", "garment.arrived"]]
