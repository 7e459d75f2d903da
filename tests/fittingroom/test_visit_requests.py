"""What is asked for during a mirror's visit: made once, followed to its end, never forgotten."""

from datetime import timedelta

from contract.ids import new_id
from contract.states import RequestState
from fittingroom.asking import Phase
from tests.fittingroom.room import Room
from tests.touchpoint.sample import ECRU_38, NAVY_38, NAVY_40, NAVY_42, NOON
from touchpoint import inputs, touches
from touchpoint.inputs import HubKnown, Tick


def test_size_of_the_same_colour_is_asked_for(asking: Room) -> None:
    made = asking.owed[-1]
    assert (made.data.name, made.urgent, asking.phases) == ("request.made", True, [Phase.SENDING])
    assert made.data.model_dump(exclude={"request"}) == {
        "kind": "size",
        "gtin": NAVY_38,
        "wanted_gtin": NAVY_40,
        "phrase": None,
        "language": "en",
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


def test_refused_request_is_told_at_once(asking: Room) -> None:
    assert asking.mirror.visit
    request = asking.mirror.visit.requests[0].request
    asking.feel(inputs.RequestRefused(new_id()))
    before = asking.phases
    asking.feel(inputs.RequestRefused(request))
    assert (before, asking.phases) == ([Phase.SENDING], [Phase.TOLD])
    assert asking.touch(touches.AskOther(NAVY_40)) == ["request.made"]


def test_refused_repeat_of_a_request_that_the_hub_speaks_of_changes_nothing(asking: Room) -> None:
    asking.hear("accepted", after=1)
    assert asking.mirror.visit
    asking.feel(inputs.RequestRefused(asking.mirror.visit.requests[0].request))
    assert asking.phases == [Phase.ACCEPTED]


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
