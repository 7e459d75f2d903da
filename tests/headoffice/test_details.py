"""What a store's hub counts of its day and what head office keeps of it are the same."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import (
    GarmentDisowned,
    GarmentJudged,
    LookbookOpened,
    OpinionGiven,
    StockShown,
    VideoPlayed,
)
from contract.figures import Asked as OfRequests
from contract.figures import Day, Life, StoreDay, by_hour, store_day
from contract.tags import By
from headoffice.batches import check_batch
from headoffice.ingest import Writer
from headoffice.journey_map import Asked, Period
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from headoffice.waits import Service, service
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
DAYS = [date(2026, 11, 20), date(2026, 3, 29), date(2026, 10, 25)]
REASONS = ("price", "too_small", "colour")


def lived(day: Day, chance: Random) -> list[Event]:
    """Visits and requests around *day*, with all that shoppers say and look at in them."""
    story = Story()
    hours = (day.end - day.start) / timedelta(hours=1)
    for _ in range(70):
        at = day.start + timedelta(hours=chance.uniform(-3, hours + 3))
        room = chance.choice(("cabin-1", "cabin-2", "kiosk-1"))
        tried = [gtin(chance.randrange(5)) for _ in range(chance.randrange(4))]
        visit = story.visit(at, room, *tried, seconds=chance.uniform(1, 900))
        for _ in range(chance.randrange(6)):
            later = at + timedelta(seconds=chance.uniform(0, 7200))
            _say(story, later, room, chance.choice((visit, visit, None)), chance)
        end = chance.choice(("done", "unavailable", "expired", "too_late", "cancelled"))
        accepted = chance.uniform(1, 200) if end in {"done", "unavailable"} else None
        wanted = chance.choice((None, gtin(1), gtin(2)))
        story.ask(
            at, accepted=accepted, done=chance.uniform(200, 20000), end=end, wanted=wanted,
            escalated=chance.randrange(3),
        )  # fmt: skip
    return story.events


def _say(story: Story, at: datetime, room: str, visit: str | None, chance: Random) -> None:
    code = gtin(chance.randrange(5))
    match chance.randrange(6):
        case 0:
            verdict = chance.choice(("taken", "declined", "declined"))
            reasons = chance.sample(REASONS, chance.randrange(3)) if verdict == "declined" else ()
            said = {"gtin": code, "verdict": verdict, "reasons": [*reasons, *reasons]}
            story.tell(GarmentJudged.model_validate(said), at, room, visit)
        case 1:
            gone = GarmentDisowned(gtin=code, tag=f"t-{code}", by=By.UHF)
            story.tell(gone, at, room, visit)
        case 2:
            request = chance.choice((None, "01" * 4 + "-0101" * 3 + "-" + "01" * 6))
            score = OpinionGiven(score=chance.randint(1, 5), about="visit", request=request)
            story.tell(score, at, room, visit)
        case 3:
            story.tell(LookbookOpened(lookbook=chance.choice("ab")), at, room, visit)
        case 4:
            film = VideoPlayed(
                video=chance.choice("ab"), seconds=9, completed=chance.random() < 0.5
            )
            story.tell(film, at, room, visit)
        case _:
            shown = {
                "gtin": code,
                "available": chance.choice((None, 0, 3)),
                "confidence": "counted",
            }
            story.tell(StockShown.model_validate(shown), at, room, visit)


def keep(writer: Writer, events: Sequence[Event]) -> None:
    documents = [json.loads(write_event(event)) for event in events]
    batch = check_batch(documents, "lyon", datetime.now(UTC))
    assert batch.refused == ()
    writer.submit(batch).result(timeout=60)


def kept(store: ClickHouseStore, table: str) -> list[Mapping[str, Any]]:
    """The rows of *table* that count."""
    rows = store.query(
        f"SELECT t.* FROM {table} AS t FINAL GLOBAL INNER JOIN"
        " (SELECT store, day, max(version) AS counts FROM rolls GROUP BY store, day) AS makings"
        " USING (store, day) WHERE version >= counts",
        {},
        timeout=60,
    )
    return list(rows)


def life_of(life: Life) -> tuple[Any, ...]:
    gtin_ = int(life.gtin or 0)
    waits = (life.seen, life.accepted, life.brought)
    return (
        life.request,
        life.made,
        life.kind,
        gtin_,
        waits,
        life.outcome,
        life.too_late,
        life.escalations,
    )


def life_in(row: Mapping[str, Any]) -> tuple[Any, ...]:
    waits = (row["seen"], row["accepted"], row["brought"])
    return (
        str(row["request"]), row["made"], row["kind"], row["gtin"], waits, row["outcome"],
        row["too_late"], row["escalations"],
    )  # fmt: skip


@pytest.mark.parametrize("date_", DAYS, ids=str)
def test_rows_of_a_day_hold_what_its_store_counts(
    store: ClickHouseStore, writer: Writer, date_: date
) -> None:
    day, chance = Day(date_, ZONE), Random(date_.toordinal())
    events = lived(day, chance)
    here = store_day(events, day)
    chance.shuffle(events)
    maker = Maker(store, PHASES, ZONE)
    # In three parts, one of them twice: rows are made anew with each.
    for version, some in enumerate((events[:300], events[300:], events[:200]), start=1):
        keep(writer, some)
        maker.make(date_, ["lyon"], version)

    garments = kept(store, "garments")
    pieces = {(str(row["visit"]), f"{row['gtin']:014d}"): row for row in garments}
    assert len(pieces) == len(garments)

    def which(*fields: str) -> set[tuple[str, str]]:
        return {key for key, row in pieces.items() if all(row[it] for it in fields)}

    nobody = "00000000-0000-0000-0000-000000000000"
    assert which("recognised") == {(visit or nobody, code) for visit, code in here.recognised}
    assert which("tried") == {(visit or nobody, code) for visit, code in here.tried}
    judged = [row for row in garments if row["verdict"]]
    declined = [row for row in judged if row["verdict"] == "declined"]
    assert (len(declined), len(judged)) == (here.judged.declined.of, here.judged.declined.n)
    reasons = Counter(reason for row in declined for reason in row["reasons"])
    assert dict(reasons) == dict(here.judged.reasons)

    shown = kept(store, "shown")
    films = [row for row in shown if row["kind"] == "film"]
    assert len(shown) - len(films) == here.looked.lookbooks
    assert (sum(row["whole"] for row in films), len(films)) == (
        here.looked.films.of,
        here.looked.films.n,
    )
    scores = Counter(row["score"] for row in kept(store, "opinions"))
    assert {score: scores[score] for score in range(1, 6)} == here.opinions.counts
    lives = {life_in(row) for row in kept(store, "requests")}
    assert lives == {life_of(life) for life in here.lives}
    assert min(len(declined), len(films), here.opinions.n, len(here.lives)) > 3
    counted(store, date_, day, here)


def counted(store: ClickHouseStore, date_: date, day: Day, here: StoreDay) -> None:
    """The service page counts the day's requests as its store does, whole and by hour."""

    def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    found = service(ask, Asked(Period(date_, date_, ZONE)))
    hours = by_hour(here.lives, day)
    told = {int(it.name): sums(it) for it in found.hours if it.requests}
    assert told == {hour: expected(it) for hour, it in hours.items()}
    assert sums(found.whole) == expected(here.requests)
    (thought, _) = found.opinions
    both = {n: thought.visits.counts[n] + thought.requests.counts[n] for n in range(1, 6)}
    assert both == here.opinions.counts


def sums(it: Service) -> tuple[Any, ...]:
    waits = tuple((one.n, one.p50, one.p95) for one in (it.seen, it.accepted, it.finished))
    shares = tuple((one.of, one.n) for one in (it.answered, it.unanswered))
    ends = (it.brought, it.unavailable, it.expired, it.cancelled, it.open)
    return it.requests, it.passed_on, ends, shares, waits


def expected(it: OfRequests) -> tuple[Any, ...]:
    waits = tuple(
        (one.n, *(None if value is None else pytest.approx(value) for value in (one.p50, one.p95)))
        for one in (it.seen, it.accepted, it.finished)
    )
    shares = tuple((one.of, one.n) for one in (it.answered, it.unanswered))
    ends = (it.done, it.unavailable, it.expired, it.cancelled, it.open)
    return it.n, it.escalations, ends, shares, waits
