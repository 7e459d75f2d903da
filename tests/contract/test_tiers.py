"""Which features a store has on which day: nearer goes over farther, later over earlier."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.features import FEATURES
from contract.settings import SettingsError, load
from contract.tiers import (
    DatedSwitch,
    Store,
    StoreFeatures,
    Tiers,
    features_at,
    features_on,
    next_change,
    of_store,
    read_wire,
)

ROOT = Path(__file__).resolve().parents[2]
HEAD = 'default = "small"\n[tiers]\nlarge = ["search", "browse"]\nsmall = ["browse"]\n'
NAMES = sorted(FEATURES)[:3]
ZONES = ("Europe/Paris", "America/New_York", "Africa/Cairo", "Pacific/Auckland", "Asia/Kathmandu")
FIRST = date(2026, 3, 20)

days = st.integers(0, 400).map(lambda n: FIRST + timedelta(days=n))
moments = st.integers(0, 420 * 24 * 60).map(
    lambda n: datetime(2026, 3, 10, tzinfo=UTC) + timedelta(minutes=n)
)


@st.composite
def switches(draw: st.DrawFn) -> DatedSwitch:
    since, until = sorted([draw(days), draw(days)])
    left_out = draw(st.sampled_from(["", "since", "until"]))
    whom = draw(st.sampled_from([{}, {"tiers": ("small",)}, {"stores": ("lyon",)}]))
    return DatedSwitch.model_validate(
        {
            "feature": draw(st.sampled_from(NAMES)),
            "on": draw(st.booleans()),
            "since": None if left_out == "since" else since,
            "until": None if left_out == "until" else until,
            **whom,
        }
    )


@st.composite
def documents(draw: st.DrawFn) -> Tiers:
    sets = st.sets(st.sampled_from(NAMES)).map(lambda found: tuple(sorted(found)))
    own = draw(st.dictionaries(st.sampled_from(NAMES), st.booleans()))
    tier = draw(st.sampled_from(["large", "small", None]))
    return Tiers(
        default="small",
        tiers={"large": draw(sets), "small": draw(sets)},
        stores={"lyon": Store(tier=tier, features=own)},
        switches=tuple(draw(st.lists(switches(), max_size=6))),
    )


def by_the_book(tiers: Tiers, store: str, feature: str, day: date) -> bool:
    """The first word that speaks of it, from the nearest to the farthest."""

    def dated(own: bool) -> list[bool]:
        return [
            s.on
            for s in tiers.switches
            if s.feature == feature
            and (store in s.stores if own else not s.stores)
            and (own or not s.tiers or tiers.tier_of(store) in s.tiers)
            and (s.since or day) <= day <= (s.until or day)
        ]

    if nearest := dated(own=True):
        return nearest[-1]
    own = tiers.stores.get(store, Store()).features
    if feature in own:
        return own[feature]
    if farther := dated(own=False):
        return farther[-1]
    return feature in tiers.tiers[tiers.tier_of(store)]


@given(documents(), st.sampled_from(["lyon", "nice"]), days)
def test_what_is_on_is_what_the_nearest_word_says(tiers: Tiers, store: str, day: date) -> None:
    found = features_on(of_store(tiers, store, "Europe/Paris"), day)
    assert found == {name for name in NAMES if by_the_book(tiers, store, name, day)}


@given(documents(), st.sampled_from(ZONES), moments)
def test_nothing_changes_before_the_next_change_and_something_does_then(
    tiers: Tiers, zone: str, now: datetime
) -> None:
    store = of_store(tiers, "lyon", zone)
    on, at = features_at(store, now), next_change(store, now)
    hours = range(1, 24 * 30) if at is None else range(0, int((at - now).total_seconds()), 3600)
    assert {features_at(store, now + timedelta(seconds=s)) for s in list(hours)[:20]} <= {on}
    if at is not None:
        assert at > now
        assert features_at(store, at - timedelta(milliseconds=1)) == on != features_at(store, at)


@given(documents(), st.sampled_from(ZONES), moments)
def test_it_is_the_same_after_the_wire(tiers: Tiers, zone: str, now: datetime) -> None:
    assert read_wire(json.loads(tiers.model_dump_json())) == tiers
    store = of_store(tiers, "lyon", zone)
    again = StoreFeatures.model_validate_json(store.model_dump_json(exclude_none=True))
    assert (again, features_at(again, now)) == (store, features_at(store, now))


def test_day_begins_at_midnight_where_the_store_stands() -> None:
    more = '[[switches]]\nfeature = "search"\non = true\nsince = 2026-11-27\nuntil = 2026-11-27\n'
    tiers = load(HEAD + more, "t.toml", Tiers)
    for zone in ZONES:
        begins = datetime(2026, 11, 27, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        store = of_store(tiers, "lyon", zone)
        assert next_change(store, begins - timedelta(days=9)) == begins
        assert next_change(store, begins) == begins + timedelta(days=1)
        assert next_change(store, begins + timedelta(days=1)) is None
        assert features_at(store, begins) == {"browse", "search"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEAD.replace('"search"', '"serch"'),
            (
                "t.toml: tiers.large.0: found 'serch'; no feature is called so; there are: "
                f"{', '.join(sorted(FEATURES))}; did you mean 'search'?"
            ),
        ),
        (
            HEAD.replace('"small"\n', '"smal"\n'),
            (
                "t.toml: default: no tier is called 'smal'; there are: large, small; "
                "did you mean 'small'?"
            ),
        ),
        (
            HEAD + '[stores.lyon]\ntier = "lrge"\n',
            (
                "t.toml: stores.lyon.tier: no tier is called 'lrge'; there are: large, small; "
                "did you mean 'large'?"
            ),
        ),
        (
            HEAD + '[[switches]]\nfeature = "search"\non = true\n',
            "t.toml: switches.0: neither since nor until was found; a switch has a day",
        ),
        (
            HEAD
            + '[[switches]]\nfeature = "search"\non = true\nsince = 2026-12-24\n'
            + 'until = 2026-12-01\ntiers = ["large"]\nstores = ["lyon"]\n',
            (
                "t.toml: switches.0: it ends on 2026-12-01, before it begins on 2026-12-24\n"
                "t.toml: switches.0: tiers and stores were found; one of them is right"
            ),
        ),
        (
            HEAD + '[[switches]]\nfeature = "search"\non = true\nsince = 0206-11-27\n',
            (
                "t.toml: switches.0.since: found datetime.date(206, 11, 27); "
                "the year 206 was found; 2000 to 2199 are right"
            ),
        ),
        (
            HEAD + "[stores.lyon]\nteir = 1\n",
            "t.toml: stores.lyon.teir: no such key; allowed: features, tier; did you mean 'tier'?",
        ),
    ],
)
def test_mistake_is_told_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as told:
        load(text, "t.toml", Tiers)
    assert str(told.value) == said


def test_moment_is_no_day() -> None:
    more = '[[switches]]\nfeature = "search"\non = true\nsince = 2026-11-27T00:00:00\n'
    with pytest.raises(SettingsError, match="a day of the store's calendar is right"):
        load(HEAD + more, "t.toml", Tiers)


def test_what_a_newer_head_office_says_more_is_let_pass_and_what_is_rotten_is_not() -> None:
    newer = {"default": "a", "tiers": {"a": ["search", "hologram"]}, "moods": 3}
    store = of_store(read_wire(newer), "lyon", "Europe/Paris")
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert (store.features, features_at(store, now)) == (("hologram", "search"), {"search"})
    with pytest.raises(ValueError, match="no tier is called 'b'"):
        read_wire({**newer, "default": "b"})


def test_shipped_flagship_has_everything_and_no_tier_has_less_than_the_essential() -> None:
    text = (ROOT / "config/tiers.toml").read_text(encoding="utf-8")
    found = load(text, "config/tiers.toml", Tiers).tiers
    sets = [set(found[name]) for name in ("essential", "standard", "flagship")]
    assert (sets[0] < sets[1] < sets[2], sets[2]) == (True, FEATURES)
