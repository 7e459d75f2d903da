"""The mirror's visit: what each input makes of it, and which events it owes."""

from datetime import timedelta

import pytest

from contract.ids import new_id
from contract.states import RequestState
from contract.tags import By
from fittingroom.asking import Phase
from fittingroom.state import Mirror, Rules
from fittingroom.view import screen_of
from fittingroom.visit import garments_on_screen, step
from messaging.draft import Draft
from tests.touchpoint.sample import (
    ECRU_38,
    NAVY_38,
    NAVY_40,
    NAVY_42,
    NOON,
    RED,
    SHELF,
    at,
    garment,
    stock,
)
from touchpoint import inputs, touches
from touchpoint.inputs import Arrived, CatalogueKnown, HubKnown, Left, Tick, Touched
from touchpoint.sheet import Choice

RULES = Rules(place="cabin-3", languages=("en", "fr"), idle=300, empty=30, patience=120)


class Room:
    """A mirror and everything it has owed so far."""

    def __init__(self) -> None:
        self.mirror, self.owed = Mirror(), list[Draft]()
        self.seconds = 0.0
        self.feel(CatalogueKnown(SHELF), HubKnown(online=True))

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> list[str]:
        """The names of the events that these inputs owe."""
        self.seconds += after
        before = len(self.owed)
        for one in happened:
            self.mirror, drafts = step(self.mirror, one, at(self.seconds), RULES, new_id)
            self.owed += drafts
        return [draft.data.name for draft in self.owed[before:]]

    def touch(self, *meant: touches.Touch, after: float = 0.0) -> list[str]:
        return self.feel(*(Touched(one) for one in meant), after=after)

    def hang(self, gtin: str, serial: str = "A1", by: By = By.UHF) -> list[str]:
        return self.feel(Arrived(garment(gtin, serial, by), 1000 + self.seconds))

    def take(self, gtin: str, serial: str = "A1") -> list[str]:
        tag = garment(gtin, serial).tag
        return self.feel(Left(tag, 1.0, 1000 + self.seconds))

    @property
    def phases(self) -> list[Phase]:
        assert self.mirror.visit
        return [asked.phase for asked in self.mirror.visit.requests]

    def hear(
        self, state: str, *, by: str | None = None, after: float = 0.0, **more: object
    ) -> None:
        """The hub speaks of the latest request."""
        assert self.mirror.visit
        self.seconds += after
        news = {
            "request": self.mirror.visit.requests[-1].request,
            "kind": "size",
            "state": state,
            "by": by,
            "updated": NOON + timedelta(seconds=self.seconds),
            **more,
        }
        self.feel(inputs.RequestKnown(RequestState.model_validate(news)))


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def asking(room: Room) -> Room:
    """Somebody has asked for the coat in 40."""
    room.hang(NAVY_38)
    room.touch(touches.Begin(), touches.ChooseSize(NAVY_40), touches.AskOther(NAVY_40))
    return room


def test_first_garment_opens_a_visit_and_shows_nothing(room: Room) -> None:
    assert room.hang(NAVY_38) == ["visit.started", "garment.arrived"]
    assert (screen_of(room.mirror), room.mirror.visit and room.mirror.visit.choice) == (
        "invite",
        None,
    )


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


def test_size_of_the_same_colour_is_asked_for(asking: Room) -> None:
    made = asking.owed[-1]
    assert (made.data.name, made.urgent, asking.phases) == ("request.made", True, [Phase.SENDING])
    assert made.data.model_dump(exclude={"request"}) == {
        "kind": "size",
        "gtin": NAVY_38,
        "wanted_gtin": NAVY_40,
        "phrase": None,
        "place": "cabin-3",
    }


def test_other_colour_is_a_colour_request(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(touches.Begin(), touches.ChooseColour("ecru"), touches.AskOther(ECRU_38))
    assert room.owed[-1].data.model_dump()["kind"] == "colour"


def test_same_request_twice_is_made_once(asking: Room) -> None:
    assert asking.touch(touches.AskOther(NAVY_40)) == []


def test_request_follows_the_hub(asking: Room) -> None:
    seen = [asking.phases]
    for state in ("made", "seen", "accepted", "on_the_way", "done"):
        asking.hear(state, by="Inès", after=1)
        seen.append(asking.phases)
    assert seen == [
        [Phase.SENDING],
        [Phase.SENT],
        [Phase.SEEN],
        [Phase.ACCEPTED],
        [Phase.ON_THE_WAY],
        [Phase.DONE],
    ]


def test_older_news_changes_nothing(asking: Room) -> None:
    asking.hear("accepted", after=5)
    asking.hear("made", after=-3)
    assert asking.phases == [Phase.ACCEPTED]


def test_nothing_follows_the_end(asking: Room) -> None:
    asking.hear("unavailable", after=1)
    asking.hear("accepted", after=1)
    assert asking.phases == [Phase.UNAVAILABLE]


def test_settled_event_counts_as_sent(asking: Room) -> None:
    assert asking.mirror.visit
    asking.feel(inputs.RequestSettled(asking.mirror.visit.requests[0].request))
    assert asking.phases == [Phase.SENT]


def test_unheard_request_is_told_at_the_end_of_patience(asking: Room) -> None:
    asking.feel(Tick(), after=119)
    before = asking.phases
    asking.feel(Tick(), after=1)
    assert (before, asking.phases) == ([Phase.SENDING], [Phase.TOLD])


def test_lost_hub_is_told_at_the_end_of_patience(asking: Room) -> None:
    asking.hear("accepted", after=1)
    asking.feel(HubKnown(online=False), after=10)
    asking.feel(Tick(), after=119)
    before = asking.phases
    asking.feel(Tick(), after=1)
    asking.feel(HubKnown(online=True))
    asking.hear("on_the_way", after=1)
    assert (before, asking.phases) == ([Phase.ACCEPTED], [Phase.ON_THE_WAY])


def test_told_request_may_still_be_good_news(asking: Room) -> None:
    asking.feel(Tick(), after=121)
    asking.hear("expired", after=1)
    assert asking.phases == [Phase.TOLD]
    asking.hear("accepted", after=1)
    assert asking.phases == [Phase.ACCEPTED]


def test_cancel_is_said_once(asking: Room) -> None:
    assert asking.mirror.visit
    request = asking.mirror.visit.requests[0].request
    assert asking.touch(touches.CancelRequest(request)) == ["request.cancelled"]
    assert asking.touch(touches.CancelRequest(request)) == []
    assert asking.phases == [Phase.CANCELLED]


def test_cancel_that_came_too_late_gives_way_to_the_truth(asking: Room) -> None:
    assert asking.mirror.visit
    asking.touch(touches.CancelRequest(asking.mirror.visit.requests[0].request))
    asking.hear("accepted", after=1)
    assert asking.phases == [Phase.CANCELLED]
    asking.hear("done", after=1)
    assert asking.phases == [Phase.DONE]


def test_alternative_is_a_new_request_of_its_cause(asking: Room) -> None:
    asking.hear("unavailable", after=1, alternative=NAVY_42)
    assert asking.mirror.visit
    first = asking.mirror.visit.requests[0].request
    assert asking.touch(touches.AskOther(NAVY_42, after=first)) == ["request.made"]
    assert asking.owed[-1].causation == first
    assert [a.dismissed for a in asking.mirror.visit.requests] == [True, False]


def test_waiting_shopper_is_not_idle(asking: Room) -> None:
    asking.hear("accepted", after=1)
    assert asking.feel(Tick(), after=1000) == []
    asking.hear("done", after=1)
    assert asking.feel(Tick(), after=299) == []
    assert asking.feel(Tick(), after=1) == ["visit.ended"]


def test_request_of_another_visit_is_passed_over(room: Room) -> None:
    news = RequestState(
        request=new_id(), kind="size", state="made", updated=NOON + timedelta(seconds=1)
    )
    assert room.feel(inputs.RequestKnown(news)) == []


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
    assert room.mirror.visit
    assert room.mirror.visit.choice == Choice(NAVY_38)
