"""The mirror's visit: what each input makes of it, and which events it owes."""

from contract.tags import By
from fittingroom.view import MirrorView, screen_of
from fittingroom.view import view as view_of
from fittingroom.visit import garments_on_screen
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import NAVY_38, NAVY_40, RED, at, garment, sold, stock
from touchpoint import inputs, touches
from touchpoint.facts import UNKNOWN_SHOWN
from touchpoint.inputs import Arrived, Tick
from touchpoint.sheet import Choice
from touchpoint.words import load_words


def view(room: Room) -> MirrorView:
    """All that is on the glass."""
    return view_of(room.mirror, at(room.seconds), RULES, load_words(["en", "fr"]), 600)


def test_first_garment_opens_a_visit_and_shows_nothing(room: Room) -> None:
    assert room.hang(NAVY_38) == ["visit.started", "garment.arrived"]
    assert (screen_of(room.mirror), room.mirror.visit and room.mirror.visit.choice) == (
        "invite",
        None,
    )


def test_clothes_the_shopper_wears_are_not_shown_and_never_told(room: Room) -> None:
    assert (room.hang("00012345678905"), room.take("00012345678905")) == ([], [])
    assert (room.mirror.room, room.mirror.visit) == ((), None)


def test_piece_sold_earlier_is_not_shown_and_never_told(room: Room) -> None:
    room.feel(inputs.SoldKnown(sold((NAVY_38, "A1"))))
    before = view(room)
    assert (room.hang(NAVY_38, "A1"), room.take(NAVY_38, "A1")) == ([], [])
    assert (view(room), room.owed) == (before, [])
    assert room.hang(NAVY_38, "A2") == ["visit.started", "garment.arrived"]
    assert [h.garment.serial for h in room.mirror.room] == ["A2"]


def test_piece_that_came_back_is_shown(room: Room) -> None:
    room.feel(inputs.SoldKnown(sold((NAVY_38, "A1"))))
    room.hang(NAVY_38, "A1")
    room.take(NAVY_38, "A1")
    room.feel(inputs.SoldKnown(sold(version="2")))
    assert room.hang(NAVY_38, "A1") == ["visit.started", "garment.arrived"]


def test_piece_that_hangs_here_when_it_is_sold_stays(room: Room) -> None:
    room.hang(NAVY_38, "A1")
    assert room.feel(inputs.SoldKnown(sold((NAVY_38, "A1")))) == []
    assert room.touch(touches.Begin()) == ["product.viewed"]
    assert room.take(NAVY_38, "A1") == ["garment.left"]
    assert room.hang(NAVY_38, "A1") == []


def test_sold_code_held_before_the_scanner_is_shown(room: Room) -> None:
    room.feel(inputs.SoldKnown(sold((NAVY_38, "A1"))))
    assert room.hang(NAVY_38, "A1", By.QR) == ["visit.started", "garment.arrived"]


def test_touch_shows_the_latest_garment(room: Room) -> None:
    room.hang(RED)
    room.hang(NAVY_38)
    assert room.touch(touches.Begin()) == ["product.viewed"]
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(NAVY_38)


def test_touch_in_an_empty_room_waits_for_the_first_garment(room: Room) -> None:
    assert room.touch(touches.Begin()) == ["visit.started"]
    assert screen_of(room.mirror) == "room"
    assert room.hang(NAVY_38) == ["garment.arrived", "product.viewed"]


def test_second_garment_moves_nothing_under_the_finger(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(touches.Begin())
    assert room.hang(RED) == ["garment.arrived"]
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(NAVY_38)


def test_empty_room_ends_the_visit(room: Room) -> None:
    room.hang(NAVY_38)
    assert room.take(NAVY_38) == ["garment.left"]
    assert room.feel(Tick(), after=29.9) == []
    assert room.feel(Tick(), after=0.2) == ["visit.ended"]
    assert room.owed[-1].data.model_dump() == {"why": "left", "seconds": 30.1}


def test_touch_keeps_an_empty_room(room: Room) -> None:
    room.touch(touches.Begin())
    room.touch(touches.StillHere(), after=20)
    assert room.feel(Tick(), after=20) == []
    assert room.feel(Tick(), after=10) == ["visit.ended"]


def test_idle_ends_the_visit_and_keeps_the_room(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(touches.Begin())
    assert room.feel(Tick(), after=300) == ["visit.ended"]
    assert [h.garment.gtin for h in room.mirror.owned] == [NAVY_38]
    assert room.touch(touches.Begin()) == ["visit.started", "product.viewed"]


def test_garment_of_an_ended_visit_leaves_in_its_name(room: Room) -> None:
    room.hang(NAVY_38)
    first = room.owed[0].visit
    room.touch(touches.Done())
    room.hang(RED)
    room.take(NAVY_38)
    assert (room.owed[-1].data.name, room.owed[-1].visit) == ("garment.left", first)


def test_late_touch_begins_a_new_visit(room: Room) -> None:
    room.hang(NAVY_38)
    assert room.touch(touches.Begin(), after=400) == [
        "visit.ended",
        "visit.started",
        "product.viewed",
    ]


def test_done_wipes_scanned_garments(room: Room) -> None:
    scanned = Arrived(garment(NAVY_38, by=By.BARCODE), 1000, momentary=True)
    assert room.feel(scanned) == ["visit.started", "garment.arrived"]
    assert room.touch(touches.Done()) == ["visit.ended"]
    assert (room.mirror.room, room.mirror.visit) == ((), None)


def test_staff_ends_the_visit(room: Room) -> None:
    room.hang(NAVY_38)
    assert room.feel(inputs.EndVisit()) == ["visit.ended"]
    assert room.owed[-1].data.model_dump()["why"] == "staff"


def test_not_mine_takes_it_out_until_it_has_left(room: Room) -> None:
    room.hang(NAVY_38)
    assert room.touch(touches.Begin(), touches.NotMine(NAVY_38))[-1] == "garment.disowned"
    assert garments_on_screen(room.mirror) == frozenset()
    assert room.hang(NAVY_38) == []
    assert room.take(NAVY_38) == []
    assert room.hang(NAVY_38) == ["garment.arrived", "product.viewed"]


def test_stock_is_counted_when_shown_and_when_it_changes(room: Room) -> None:
    room.hang(NAVY_38)
    assert room.feel(inputs.StockKnown(stock(NAVY_40, 2))) == []
    assert room.touch(touches.Begin()) == ["product.viewed", "stock.shown"]
    assert room.feel(inputs.StockKnown(stock(NAVY_40, 2))) == []
    assert room.feel(inputs.StockKnown(stock(NAVY_40, 1))) == ["stock.shown"]
    assert room.feel(inputs.StockKnown(stock(RED, 1))) == []
    assert room.owed[-1].data.model_dump() == {
        "gtin": NAVY_40,
        "available": 1,
        "age_seconds": 10200.0,
        "confidence": "counted",
    }


def test_language_lasts_for_the_visit(room: Room) -> None:
    room.touch(touches.ChooseLanguage("fr"), touches.ChooseLanguage("xx"))
    assert room.mirror.visit
    assert room.mirror.visit.language == "fr"
    room.touch(touches.Done(), touches.Begin())
    assert room.mirror.visit.language == "en"


def test_choices_that_do_not_exist_change_nothing(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(touches.Begin())
    room.touch(touches.ChooseColour("pink"), touches.ChooseSize(RED), touches.ShowGarment(RED))
    room.touch(touches.ShowPhoto(1), touches.ShowPhoto(-1))
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(NAVY_38)


def test_open_part_is_the_focused_garment_s_and_told_once(room: Room) -> None:
    room.hang(NAVY_38)
    room.hang(RED)
    room.touch(touches.Begin(), touches.ShowGarment(NAVY_38))
    again = (touches.OpenPart("about"), touches.ClosePart(), touches.OpenPart("about"))
    assert room.touch(*again) == ["feature.used"]
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(NAVY_38, part="about")
    room.touch(touches.ShowGarment(RED))
    assert room.mirror.visit.choice == Choice(RED)


def test_code_that_nobody_knows_is_told_and_a_tag_that_is_worn_is_not(room: Room) -> None:
    room.feel(inputs.UnknownRead(By.UHF, 1000))
    assert room.mirror.unknown_until == 0.0
    room.feel(inputs.UnknownRead(By.QR, 1000))
    assert room.mirror.unknown_until == 1000 + UNKNOWN_SHOWN
