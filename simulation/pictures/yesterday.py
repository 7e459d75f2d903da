"""Yesterday of the photographed store, put into its hub's database as if it had been lived."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from contract.envelope import fingerprint, write_event
from contract.events import GarmentJudged, LookbookOpened, OpinionGiven, VideoPlayed, WishAdded
from contract.figures import Day
from contract.ids import new_id
from hub import journal
from hub.store import Database
from simulation.pictures.studio import CABINS, Studio
from simulation.plan import STAFF, STORE
from simulation.story import Story

_WEEK = 7
_FIRST, _LAST = 10, 19
_SCORES = (5, 5, 4, 5, 3, 5, 4, 5, 5, 2, 5, 4, 5, 5)
_REASONS = ("too_small", "price", "too_small", "colour")


def tell_yesterday(studio: Studio) -> None:
    """Four weeks of requests, and the visits of yesterday and of the same weekday before it."""
    chance, story = Random(9), Story(STORE)
    yesterday = Day.of(datetime.now(UTC), ZoneInfo(studio.zone)).back(1)
    gtins = sorted(studio.gtins.values())[:60]
    for back in range(28):
        _requests(story, chance, yesterday.back(back), gtins)
    for day, visits in ((yesterday, 96), (yesterday.back(_WEEK), 83)):
        for _ in range(visits):
            room = chance.choice((*CABINS, *CABINS, "kiosk-1"))
            tried = chance.sample(gtins[:24], chance.randint(1, 3))
            story.visit(
                _moment(chance, day), room, *tried, seconds=chance.uniform(60, 900),
                touched=chance.random() < 0.7,
            )  # fmt: skip
    _words(story, yesterday, gtins)
    db = Database(studio.plan.state("hub") / "hub.db")
    with db.transaction() as tx:
        for event in story.events:
            body = write_event(event)
            journal.keep(tx, event, body, fingerprint(body), event.time)
    db.close()


def _moment(chance: Random, day: Day) -> datetime:
    return day.start + timedelta(hours=chance.triangular(_FIRST, _LAST, 17))


def _requests(story: Story, chance: Random, day: Day, gtins: list[str]) -> None:
    for _ in range(chance.randint(24, 40)):
        accepted = chance.lognormvariate(3.2, 0.6)
        end = chance.choices(("done", "unavailable", "expired"), (40, 4, 1))[0]
        story.ask(
            _moment(chance, day),
            accepted=None if end == "expired" else accepted,
            done=900 if end == "expired" else accepted + chance.uniform(40, 200),
            end=end,
            who=chance.choice(STAFF).associate,
            place=chance.choice(CABINS),
            wanted=chance.choice(gtins[:12]),
            escalated=2 if end == "expired" else int(accepted > 60),
        )


def _words(story: Story, day: Day, gtins: list[str]) -> None:
    noon = day.start + timedelta(hours=12)
    for number, score in enumerate(_SCORES):
        visit, at = new_id(), noon + timedelta(minutes=number)
        story.tell(OpinionGiven(score=score, about="visit"), at, "cabin-2", visit)
        left = number % 3 == 0
        judged = {
            "gtin": gtins[number % 4],
            "verdict": "declined" if left else "taken",
            "reasons": (_REASONS[number % 4],) if left else (),
        }
        story.tell(GarmentJudged.model_validate(judged), at, "cabin-2", visit)
        story.tell(LookbookOpened(lookbook="winter"), at, "kiosk-1", visit)
        story.tell(WishAdded(gtin=gtins[number]), at, "kiosk-1", visit)
    played = VideoPlayed(video="lapel", seconds=40, completed=True)
    story.tell(played, noon, "kiosk-1", new_id())
