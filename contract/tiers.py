"""Which features each store has: its tier's, what it has otherwise, and switches by the day; pure.

A day is one of the store's own calendar: it begins at midnight where the store stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from contract.features import FEATURES, Feature
from contract.hours import Hours, read_spans
from contract.ids import Name
from contract.model import Open, Strict
from contract.settings import did_you_mean
from contract.zones import Zone

#: How a document is read that came over the wire: its maker may be of a newer version than we.
_WIRE: Mapping[str, bool] = {"wire": True}
#: A year before or after is a slip of the finger.
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def _known_feature(name: str, info: ValidationInfo) -> str:
    if name in FEATURES or info.context == _WIRE:
        return name
    hint = did_you_mean(name, sorted(FEATURES))
    raise ValueError(f"no feature is called so; there are: {', '.join(sorted(FEATURES))}{hint}")


def _whole_day(value: object) -> object:
    """Refuses what pydantic would read as a day and nobody means as one."""
    if isinstance(value, bool | int | float | datetime):
        raise ValueError(  # noqa: TRY004
            "a day of the store's calendar is right, as in 2026-11-27, without a time"
        )
    return value


def _likely_day(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year {day.year} was found; {_FIRST_YEAR} to {_LAST_YEAR} are right")
    return day


FeatureName = Annotated[str, AfterValidator(_known_feature)]
Day = Annotated[date, BeforeValidator(_whole_day), AfterValidator(_likely_day)]


class Store(Strict):
    """One store: its tier, and features that it has, or has not, otherwise than its tier."""

    tier: Name | None = None
    features: Mapping[FeatureName, bool] = Field(default_factory=dict)


class DatedSwitch(Strict):
    """A feature switched on or off from its first day to its last one, both included.

    For the *tiers* or for the *stores* that are named; for everybody without either.
    """

    feature: FeatureName
    on: bool
    since: Day | None = None
    until: Day | None = None
    tiers: tuple[Name, ...] = ()
    stores: tuple[Name, ...] = ()


class Tiers(Strict):
    """What config/tiers.toml may say, and what head office sends in its place."""

    #: The tier of every store that is not named below.
    default: Name
    #: The features of each tier.
    tiers: Mapping[Name, tuple[FeatureName, ...]]
    stores: Mapping[Name, Store] = Field(default_factory=dict)
    #: Of two that speak of the same, the one further down wins.
    switches: tuple[DatedSwitch, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if mistakes := list(_mistakes(self)):
            raise ValueError("\n".join(mistakes))
        return self

    def tier_of(self, store: str) -> str:
        named = self.stores.get(store)
        return (named.tier if named else None) or self.default


def _mistakes(tiers: Tiers) -> Iterator[str]:
    """What each value alone cannot show."""
    named = [("default", tiers.default)]
    named += [(f"stores.{name}.tier", s.tier) for name, s in tiers.stores.items() if s.tier]
    for number, switch in enumerate(tiers.switches):
        key = f"switches.{number}"
        named += [(f"{key}.tiers", tier) for tier in switch.tiers]
        if switch.since is None and switch.until is None:
            yield f"{key}: neither since nor until was found; a switch has a day"
        if switch.since and switch.until and switch.until < switch.since:
            yield f"{key}: it ends on {switch.until}, before it begins on {switch.since}"
        if switch.tiers and switch.stores:
            yield f"{key}: tiers and stores were found; one of them is right"
    known = sorted(tiers.tiers)
    for key, tier in named:
        if tier not in tiers.tiers:
            hint = did_you_mean(tier, known)
            yield f"{key}: no tier is called {tier!r}; there are: {', '.join(known)}{hint}"


class Switch(Open):
    """A feature on or off, from its first day to its last one; always, where there is neither."""

    feature: str
    on: bool
    since: Day | None = None
    until: Day | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class StoreHours(Open):
    """When a store is open, in words of `contract.hours`: its *week* from Monday on, and *days*
    that are otherwise.
    """

    week: tuple[str, str, str, str, str, str, str]
    days: Mapping[Day, str] = Field(default_factory=dict)

    def hours(self, timezone: str) -> Hours:
        """Raises ValueError for what is no time of day."""
        week = tuple(read_spans(text) for text in self.week)
        days = {day: read_spans(text) for day, text in self.days.items()}
        return Hours(ZoneInfo(timezone), week, days)


class StoreFeatures(Open):
    """What one store has: a screen knows from it what is on today and on any day to come.

    *features* is its tier's; the *switches* that hold on a day change it, the later one last.
    """

    timezone: Zone
    tier: str = ""
    features: tuple[str, ...]
    switches: tuple[Switch, ...] = ()
    #: Always open, without them.
    hours: StoreHours | None = None


class StoreSettings(StoreFeatures):
    """What a touchpoint fetches of its hub: *version* is that of all of it."""

    version: str


def read_wire(document: Any) -> Tiers:
    """The tiers that head office sent. Raises ValidationError, which is a ValueError.

    Keys and features of a newer version are let pass: nothing here can show them.
    """
    return Tiers.model_validate(document, extra="ignore", context=dict(_WIRE))


def of_store(tiers: Tiers, store: str, timezone: str) -> StoreFeatures:
    """What *tiers* mean for *store*.

    What is said of the store goes over what is said of its tier; what is dated, over what is not.
    """
    tier, own = tiers.tier_of(store), tiers.stores.get(store, Store())
    for_tier = [s for s in tiers.switches if not s.stores and (not s.tiers or tier in s.tiers)]
    for_store = [s for s in tiers.switches if store in s.stores]
    always = [Switch(feature=feature, on=on) for feature, on in own.features.items()]
    return StoreFeatures(
        timezone=timezone,
        tier=tier,
        features=tuple(sorted(tiers.tiers[tier])),
        switches=(*_plain(for_tier), *always, *_plain(for_store)),
    )


def _plain(switches: Sequence[DatedSwitch]) -> Iterator[Switch]:
    for s in switches:
        yield Switch(feature=s.feature, on=s.on, since=s.since, until=s.until)


def features_at(store: StoreFeatures, now: datetime) -> frozenset[Feature]:
    """What is on in *store* at *now*, of all that this version knows."""
    return features_on(store, now.astimezone(ZoneInfo(store.timezone)).date())


def features_on(store: StoreFeatures, day: date) -> frozenset[Feature]:
    on = set(store.features)
    for switch in store.switches:
        if switch.holds(day):
            (on.add if switch.on else on.discard)(switch.feature)
    return frozenset(feature for feature in FEATURES if feature in on)


def next_change(store: StoreFeatures, now: datetime) -> datetime | None:
    """When something is on next that is off at *now*, or off that is on; in UTC."""
    zone = ZoneInfo(store.timezone)
    today, on = now.astimezone(zone).date(), features_at(store, now)
    after = timedelta(days=1)
    days = {s.since for s in store.switches} | {s.until + after for s in store.switches if s.until}
    coming = sorted(day for day in days if day and day > today)
    changed = next((day for day in coming if features_on(store, day) != on), None)
    return datetime.combine(changed, time(), zone).astimezone(UTC) if changed else None
