"""What a document of tiers comes to, store by store, for who is about to send it (pure)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from contract.features import FEATURES
from contract.settings import did_you_mean
from contract.tiers import StoreFeatures, Tiers, features_at, next_change, of_store


def strangers(tiers: Tiers, known: Sequence[str]) -> Iterator[str]:
    """A line for each store that is named and that nobody has enrolled: it may be a slip."""
    named = dict.fromkeys([*tiers.stores, *(s for x in tiers.switches for s in x.stores)])
    for name in named:
        if name not in known:
            hint = did_you_mean(name, known)
            yield f"{name}: no store is enrolled under this name{hint}"


def summary(tiers: Tiers, known: Sequence[str], now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """A line for each store: its tier, what it has today, and its next change.

    Each store has a calendar of its own; here it is read by that of *zone*.
    """
    for name in known:
        store = of_store(tiers, name, zone.key)
        on = features_at(store, now)
        yield f"{name}: {store.tier}, {len(on)} of {len(FEATURES)} features{_next(store, now)}"


def _next(store: StoreFeatures, now: datetime) -> str:
    at = next_change(store, now)
    if at is None:
        return ""
    before, after = features_at(store, now), features_at(store, at)
    changes = [f"+{name}" for name in sorted(after - before)]
    changes += [f"-{name}" for name in sorted(before - after)]
    return f"; from {at.astimezone(ZoneInfo(store.timezone)).date()}: {' '.join(changes)}"
