"""Which features a screen has: fetched from the hub, kept, and changed on their day without it."""

import queue
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from contract.features import FEATURES
from contract.tiers import StoreFeatures, StoreSettings
from messaging.clock import ManualClock
from tests.touchpoint.sample import CATALOGUE
from touchpoint.fetcher import Fetcher
from touchpoint.hearing import SettingsPointer
from touchpoint.inputs import CatalogueKnown, FeaturesKnown, SoldKnown
from touchpoint.larder import Larder
from touchpoint.tier import Tier


def settings(version: str, *features: str) -> StoreSettings:
    return StoreSettings(version=version, timezone="Europe/Paris", tier="t", features=features)


#: Search is on in Paris on the 22nd only.
DATED = StoreSettings.model_validate(
    {
        "version": "9",
        "timezone": "Europe/Paris",
        "features": ["browse", "hologram"],
        "switches": [
            {"feature": "search", "on": True, "since": "2026-11-22", "until": "2026-11-22"}
        ],
        "requests": {"patience_seconds": 120},
    }
)
MIDNIGHT = datetime(2026, 11, 21, 23, tzinfo=UTC)


class Fetching:
    """A fetcher at a hub, and what a screen is told of."""

    def __init__(self, folder: Path, hub: str) -> None:
        self.larder, self.clock = Larder(folder), ManualClock()
        self.told: queue.Queue[CatalogueKnown | SoldKnown | FeaturesKnown] = queue.Queue()
        self.tier = Tier(self.clock, self.told.put)
        auth = ("kiosk-1", "secret")
        self.fetcher = Fetcher(
            self.larder, hub, auth, None, self.told.put, lambda _: None, learn=self.tier.learn
        )

    def next(self) -> frozenset[str]:
        told = self.told.get(timeout=60)
        assert isinstance(told, FeaturesKnown)
        return told.features


@pytest.fixture
def fetching(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Fetching]:
    made = Fetching(tmp_path, httpserver.url_for("/"))
    yield made
    made.fetcher.stop()


def to(version: str) -> SettingsPointer:
    return SettingsPointer(version=version, url="/v1/settings")


def serve(hub: HTTPServer, *answers: StoreSettings | str) -> None:
    """Each answer once, in this order."""
    for answer in answers:
        body = answer if isinstance(answer, str) else answer.model_dump_json()
        hub.expect_ordered_request("/v1/settings").respond_with_data(body)


def without_sold(hub: HTTPServer) -> None:
    hub.expect_ordered_request("/v1/sold").respond_with_data(status=503)


def test_settings_are_told_and_kept(fetching: Fetching, httpserver: HTTPServer) -> None:
    without_sold(httpserver)
    serve(httpserver, settings("1", "search"), settings("2", "search", "browse"))
    fetching.fetcher.start()
    for version in ("1", "1", "2"):
        fetching.fetcher.fetch(to(version))
    assert [fetching.next(), fetching.next()] == [{"search"}, {"search", "browse"}]
    fetching.fetcher.stop()
    assert fetching.larder.settings() == settings("2", "search", "browse")


def test_kept_copy_is_told_with_the_hub_away_and_before_the_catalogue(tmp_path: Path) -> None:
    larder = Larder(tmp_path)
    larder.keep_settings(settings("1", "search"))
    larder.keep(CATALOGUE)
    fetching = Fetching(tmp_path, "http://127.0.0.1:9")
    fetching.fetcher.start()
    fetching.fetcher.fetch(to("2"))
    assert fetching.next() == {"search"}
    assert isinstance(fetching.told.get(timeout=60), CatalogueKnown)
    fetching.fetcher.stop()
    assert fetching.larder.settings() == settings("1", "search")


@pytest.mark.parametrize(
    "broken",
    ['{"version": "2"', '{"version": "2", "timezone": "Europe/Paris"}'],
    ids=["cut-off", "of-an-older-hub"],
)
def test_broken_answer_leaves_the_good_copy(
    fetching: Fetching, httpserver: HTTPServer, broken: str
) -> None:
    fetching.larder.keep_settings(settings("1", "search"))
    without_sold(httpserver)
    serve(httpserver, broken, settings("3", "browse"))
    fetching.fetcher.start()
    for version in ("2", "3"):
        fetching.fetcher.fetch(to(version))
    assert [fetching.next(), fetching.next()] == [{"search"}, {"browse"}]


def test_broken_copy_is_none(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    assert Larder(tmp_path).settings() is None


def test_day_comes_and_goes_without_the_hub() -> None:
    clock, told = ManualClock(MIDNIGHT - timedelta(seconds=2)), list[frozenset[str]]()
    tier = Tier(clock, lambda news: told.append(news.features))
    tier.beat()
    tier.learn(DATED)
    seen = []
    for seconds in (0, 1, 1, 1, 86398, 1, 1):
        clock.advance(seconds)
        tier.beat()
        seen.append(len(told))
    assert seen == [1, 1, 2, 2, 2, 3, 3]
    assert told == [{"browse"}, {"browse", "search"}, {"browse"}]


def test_clock_that_is_put_right_is_believed() -> None:
    clock, told = ManualClock(datetime(2020, 1, 1, tzinfo=UTC)), list[frozenset[str]]()
    tier = Tier(clock, lambda news: told.append(news.features))
    tier.learn(DATED)
    clock.moment = MIDNIGHT
    tier.beat()
    assert told == [{"browse"}, {"browse", "search"}]


def test_everything_is_on_that_the_tier_has() -> None:
    told = list[frozenset[str]]()
    everything = StoreFeatures(timezone="Europe/Paris", features=tuple(FEATURES))
    Tier(ManualClock(), lambda news: told.append(news.features)).learn(everything)
    assert told == [FEATURES]


def test_only_open_time_counts_once_the_hours_are_known(clock: ManualClock) -> None:
    tier = Tier(clock, lambda _: None)
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert tier.opened(noon, 3600) == 3600
    hours = {"week": ["10:00-12:30", *["closed"] * 6], "days": {"2026-11-30": "closed"}}
    document = {"version": "1", "timezone": "Europe/Paris", "features": [], "hours": hours}
    tier.learn(StoreSettings.model_validate(document))
    # Noon in UTC is one in Paris: of the last hour half an hour was open.
    assert tier.opened(noon, 3600) == 1800
    assert tier.opened(noon + timedelta(days=7), 3600) == 0


def test_hours_that_only_a_newer_hub_could_mean_let_every_second_count(clock: ManualClock) -> None:
    tier = Tier(clock, lambda _: None)
    hours = {"week": ["sunrise-sunset"] * 7}
    document = {"version": "1", "timezone": "Europe/Paris", "features": [], "hours": hours}
    tier.learn(StoreSettings.model_validate(document))
    assert tier.opened(datetime(2026, 11, 23, 3, tzinfo=UTC), 60) == 60
