"""Visits, garments and what shoppers said: each thing once a visit, nothing that is not theirs."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contract.events import (
    FeatureUsed,
    GarmentArrived,
    GarmentDisowned,
    GarmentJudged,
    LookbookOpened,
    OpinionGiven,
    StockCorrected,
    VideoPlayed,
    VisitStarted,
    WishAdded,
)
from contract.figures import FIGURES, Day, Rate, is_room, most, store_day
from contract.ids import new_id
from contract.tags import By
from simulation.story import Story
from tests.hub.kept import gtin

DAY = Day(date(2026, 11, 21), ZoneInfo("Europe/Paris"))
TEN = datetime(2026, 11, 21, 9, tzinfo=UTC)
VISITS = [new_id() for _ in range(3)]


@pytest.fixture
def story() -> Story:
    return Story()


def test_rooms_are_known_by_their_names() -> None:
    names = ["cabin-3", "cabin-12", "kiosk-1", "floor", "cabinet-1", None]
    assert [is_room(name) for name in names] == [True, True, False, False, False, False]


def test_visits_by_where_they_began_and_whether_anybody_touched(story: Story) -> None:
    story.visit(TEN, "cabin-1", gtin(1))
    story.visit(TEN, "cabin-2", gtin(1), touched=False)
    story.visit(TEN, "cabin-2", touched=False, how="touch")
    story.visit(TEN, "kiosk-1", touched=False, how="presence")
    story.visit(DAY.start - timedelta(minutes=5), "cabin-1", gtin(1))
    found = store_day(story.events, DAY).visits
    assert (found.n, found.rooms, found.kiosks, found.touched) == (4, 3, 1, Rate(2, 4))


def test_what_a_hub_says_of_a_visit_is_no_touch(story: Story) -> None:
    visit = story.visit(TEN, "cabin-1", gtin(1), touched=False)
    story.tell(FeatureUsed(feature="large"), TEN, "cabin-1", visit, hub=True)
    assert store_day(story.events, DAY).visits.touched == Rate(0, 1)
    story.tell(FeatureUsed(feature="large"), TEN, "cabin-1", visit)
    assert store_day(story.events, DAY).visits.touched == Rate(1, 1)


def test_visit_that_ends_after_midnight_lasted_as_long_as_it_did(story: Story) -> None:
    story.visit(DAY.end - timedelta(minutes=1), "cabin-1", seconds=600)
    story.visit(TEN, "cabin-1", seconds=200)
    found = store_day(story.events, DAY).visits
    assert (found.n, found.dwell.n, found.dwell.p50) == (2, 2, 400.0)
    assert store_day(story.events, DAY.back(-1)).visits.n == 0


def test_visit_told_twice_is_one(story: Story) -> None:
    visit = story.visit(TEN)
    story.tell(VisitStarted(how="touch", language="it"), TEN, "cabin-1", visit)
    assert store_day(story.events, DAY).visits.n == 1


def test_garment_counts_once_a_visit_and_never_when_it_is_not_theirs(story: Story) -> None:
    def hang(room: str, visit: str, code: str, tag: str, *, mine: bool = True) -> None:
        story.tell(GarmentArrived(gtin=code, tag=tag, by=By.UHF), TEN, room, visit)
        if not mine:
            story.tell(GarmentDisowned(gtin=code, tag=tag, by=By.UHF), TEN, room, visit)

    hang("cabin-1", VISITS[0], gtin(1), "a")
    hang("cabin-1", VISITS[0], gtin(1), "a")
    hang("cabin-1", VISITS[0], gtin(1), "another piece of it", mine=False)
    hang("cabin-1", VISITS[0], gtin(2), "b", mine=False)
    hang("cabin-2", VISITS[1], gtin(1), "a")
    hang("kiosk-1", VISITS[2], gtin(3), "c")
    found = store_day(story.events, DAY)
    tried = {(VISITS[0], gtin(1)), (VISITS[1], gtin(1))}
    assert found.tried == tried
    assert found.recognised == {*tried, (VISITS[2], gtin(3))}


def test_most_counts_visits_and_not_sizes() -> None:
    pieces = [
        (VISITS[0], "coat-38"),
        (VISITS[0], "coat-40"),
        (VISITS[1], "scarf"),
        (VISITS[2], "?"),
    ]
    names = {"coat-38": "Coat", "coat-40": "Coat", "scarf": "Scarf"}
    assert most(pieces, names.get) == (("Coat", 1), ("Scarf", 1))
    assert most([*pieces, (VISITS[1], "coat-38")], names.get) == (("Coat", 2), ("Scarf", 1))


def test_last_word_about_a_garment_counts(story: Story) -> None:
    def judge(visit: str, code: str, verdict: str, *reasons: str) -> None:
        said = {"gtin": code, "verdict": verdict, "reasons": reasons}
        at = TEN + timedelta(seconds=len(story.events))
        story.tell(GarmentJudged.model_validate(said), at, "cabin-1", visit)

    judge(VISITS[0], gtin(1), "declined", "price")
    judge(VISITS[0], gtin(1), "taken")
    judge(VISITS[0], gtin(2), "declined", "too_small", "price")
    judge(VISITS[1], gtin(2), "declined", "too_small")
    found = store_day(story.events, DAY).judged
    assert found.declined == Rate(2, 3)
    assert found.reasons == (("too_small", 2), ("price", 1))
    assert found.left == {(VISITS[0], gtin(2)), (VISITS[1], gtin(2))}


def test_mean_of_opinions_needs_ten(story: Story) -> None:
    for number in range(9):
        story.tell(OpinionGiven(score=5, about="visit"), TEN, visit=new_id())
        assert store_day(story.events, DAY).opinions.mean is None, number
    visit = new_id()
    story.tell(OpinionGiven(score=1, about="visit"), TEN, visit=visit)
    story.tell(OpinionGiven(score=3, about="visit"), TEN + timedelta(minutes=1), visit=visit)
    found = store_day(story.events, DAY).opinions
    assert (found.n, found.counts, found.mean) == (10, {1: 0, 2: 0, 3: 1, 4: 0, 5: 9}, 4.8)


def test_what_was_looked_at_counts_once_a_visit(story: Story) -> None:
    for seconds, completed in ((3.0, False), (40.0, True)):
        played = VideoPlayed(video="lapel", seconds=seconds, completed=completed)
        story.tell(played, TEN, "kiosk-1", VISITS[0])
    story.tell(VideoPlayed(video="seam", seconds=2, completed=False), TEN, "kiosk-1", VISITS[0])
    for visit in (VISITS[0], VISITS[0], VISITS[1]):
        story.tell(LookbookOpened(lookbook="winter"), TEN, "kiosk-1", visit)
        story.tell(WishAdded(gtin=gtin(1)), TEN, "kiosk-1", visit)
    story.tell(StockCorrected.model_validate({"gtin": gtin(1), "was": 2, "is": 0}), TEN, hub=True)
    found = store_day(story.events, DAY)
    assert (found.looked.lookbooks, found.looked.films, found.looked.wishes) == (2, Rate(1, 2), 2)
    assert found.corrections == 1


def test_missing_is_what_was_wanted(story: Story) -> None:
    request = story.ask(TEN, end="unavailable", wanted=gtin(4))
    story.ask(TEN, wanted=gtin(5))
    assert store_day(story.events, DAY).missing == {(request, gtin(4))}


def test_day_of_which_nothing_is_told_is_quiet(story: Story) -> None:
    assert store_day([], DAY).quiet
    story.visit(TEN)
    assert not store_day(story.events, DAY).quiet


def test_figures_have_names_of_their_own_and_one_sentence_each() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    wrong = [
        figure.name
        for figure in FIGURES
        if figure.definition.count(".") != 1 or not figure.definition.endswith(".")
    ]
    assert wrong == []
