"""A whole day of the small store, for pages and sheets that tell of it."""

from datetime import UTC, datetime, timedelta

from contract.events import (
    GarmentJudged,
    LookbookOpened,
    OpinionGiven,
    StockCorrected,
    VideoPlayed,
    WishAdded,
)
from contract.ids import new_id
from simulation.story import Story
from tests.hub.garments import tell_many
from tests.hub.kept import keep
from tests.hub.web.shop import COAT, SCARF, Shop

#: Noon of the day before the small store's clock says it is the 21st of November.
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


def busy(shop: Shop, noon: datetime = NOON) -> None:
    """Visits, requests and words of one day, and fewer of them a week earlier."""
    story = Story()
    _visits(story, noon)
    _requests(story, noon)
    _words(story, noon)
    for number in range(20):
        story.visit(noon - WEEK + number * MINUTE, "cabin-1", COAT["Ivory", "38"])
    for number in range(12):
        story.ask(noon - WEEK + number * MINUTE, accepted=31)
    keep(shop.desk.db, story.events)
    tell_many(shop.desk.db, noon - timedelta(days=2), "cabin-2", 50, 6)


def _visits(story: Story, noon: datetime) -> None:
    for number in range(14):
        room = f"cabin-{1 + number % 4}"
        story.visit(noon + number * MINUTE, room, COAT["Ivory", "38"], COAT["Ink", "40"])
    for number in range(9):
        at = noon + number * MINUTE
        story.visit(at, "kiosk-1", SCARF, touched=number % 2 == 0, seconds=90)
    story.visit(noon, "cabin-1", SCARF, touched=False)


def _requests(story: Story, noon: datetime) -> None:
    for number in range(40):
        at = noon - timedelta(hours=2) + number * 11 * MINUTE
        who = "malo" if number % 4 == 0 else "ines"
        story.ask(at, accepted=12.0 + number, done=90.0 + number, who=who, place="cabin-2")
    for number in range(3):
        at = noon + number * 25 * MINUTE
        story.ask(at, end="unavailable", done=120, wanted=COAT["Ivory", "40"])
    story.ask(noon + 5 * MINUTE, end="cancelled", accepted=None, done=6)
    story.ask(
        noon + 260 * MINUTE, end="expired", accepted=None, done=900, escalated=2,
        place="cabin-4", wanted=COAT["Ink", "36"],
    )  # fmt: skip


def _words(story: Story, noon: datetime) -> None:
    for number, score in enumerate((5, 5, 5, 4, 5, 4, 5, 5, 2, 5, 4, 5)):
        visit, at = new_id(), noon + number * MINUTE
        story.tell(OpinionGiven(score=score, about="visit"), at, "cabin-1", visit)
        verdict = "declined" if number % 3 == 0 else "taken"
        reasons = ("too_small",) if verdict == "declined" else ()
        said = {"gtin": COAT["Ivory", "38"], "verdict": verdict, "reasons": reasons}
        story.tell(GarmentJudged.model_validate(said), at, "cabin-1", visit)
    visit = new_id()
    story.tell(LookbookOpened(lookbook="winter"), noon, "kiosk-1", visit)
    story.tell(VideoPlayed(video="lapel", seconds=30, completed=True), noon, "kiosk-1", visit)
    for code in COAT.values():
        story.tell(WishAdded(gtin=code), noon, "kiosk-1", visit)
    corrected = {"gtin": COAT["Ivory", "40"], "was": 2, "is": 0}
    story.tell(StockCorrected.model_validate(corrected), noon, hub=True)
