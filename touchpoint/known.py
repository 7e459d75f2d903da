"""What a touchpoint knows of its store: shelf, stock, what was sold, whether the hub is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from contract.advice import Advice
from contract.features import FEATURES, Feature
from contract.sold import Sold
from contract.states import Slot, StockState
from touchpoint.inputs import (
    AdviceKnown,
    CatalogueKnown,
    FeaturesKnown,
    HubKnown,
    Input,
    NameContested,
    ReaderHealth,
    SlotsKnown,
    SoldKnown,
    StockKnown,
)
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Known:
    """*sold*, *advice* and *online* are nothing until they are known.

    *last_online* is when the hub was last heard of. Only the stock of *watched* variants is
    followed. *outdated* has for every other figure the moment up to which it was current; a figure
    leaves it when the hub says it anew. *readers* has since when (monotonic seconds) each does not
    read; nothing for one that does. *features* is what the store's tier has today.
    """

    shelf: Shelf = field(default_factory=Shelf)
    sold: Sold | None = None
    stock: Mapping[str, StockState] = field(default_factory=dict)
    online: bool | None = None
    last_online: datetime | None = None
    away_since: float | None = None
    contested: bool = False
    watched: frozenset[str] = frozenset()
    outdated: Mapping[str, datetime] = field(default_factory=dict)
    readers: Mapping[str, float | None] = field(default_factory=dict)
    features: frozenset[Feature] = FEATURES
    advice: Advice | None = None
    #: When a styling session could be booked, as the hub said last.
    slots: tuple[Slot, ...] = ()

    @property
    def away(self) -> bool:
        return self.online is False

    def is_current(self, gtin: str) -> bool:
        """Whether the figure of *gtin* would change at once if the hub knew another one."""
        return not self.away and gtin not in self.outdated

    def current_until(self, gtin: str, now: datetime) -> datetime | None:
        """Up to when the figure of *gtin* was current; nothing when the hub was never heard."""
        return self.outdated.get(gtin) or (self.last_online if self.away else now)

    def watching(self, gtins: frozenset[str], now: Moment) -> "Known":
        """From now on the stock of *gtins* is followed and of nothing else."""
        if gtins == self.watched:
            return self
        left = (self.watched - gtins - self.outdated.keys()) & self.stock.keys()
        dates = {g: self.current_until(g, now.wall) or self.stock[g].as_of for g in left}
        outdated = {**self.outdated, **{g: at for g, at in dates.items() if at}}
        return replace(self, watched=gtins, outdated=outdated)

    def _stocked(self, stock: StockState, now: Moment) -> "Known":
        gtin = stock.gtin
        outdated = {g: at for g, at in self.outdated.items() if g != gtin}
        at = self.last_online if self.away else now.wall
        # Said while nobody asks any more: the next word on it will not come.
        if gtin not in self.watched and at:
            outdated[gtin] = at
        return replace(self, stock={**self.stock, gtin: stock}, outdated=outdated)

    def _told(
        self, news: CatalogueKnown | SoldKnown | AdviceKnown | FeaturesKnown | SlotsKnown
    ) -> "Known":
        if isinstance(news, SoldKnown):
            return replace(self, sold=news.sold)
        if isinstance(news, AdviceKnown):
            return replace(self, advice=news.advice)
        if isinstance(news, SlotsKnown):
            return replace(self, slots=news.slots)
        if isinstance(news, FeaturesKnown):
            return replace(self, features=news.features)
        return replace(self, shelf=news.shelf)

    def learn(self, news: Input, now: Moment) -> "Known":
        match news:
            case StockKnown(stock):
                return self._stocked(stock, now)
            case HubKnown(online=True):
                return replace(self, online=True, last_online=now.wall, away_since=None)
            case HubKnown(online=False) if not self.away:
                seen = now.wall if self.online else self.last_online
                return replace(self, online=False, last_online=seen, away_since=now.seconds)
            case CatalogueKnown() | SoldKnown() | AdviceKnown() | FeaturesKnown() | SlotsKnown():
                return self._told(news)
            case ReaderHealth(name, "ok"):
                return replace(self, readers={**self.readers, name: None})
            case ReaderHealth(name) if self.readers.get(name) is None:
                return replace(self, readers={**self.readers, name: now.seconds})
            case NameContested(contested):
                return replace(self, contested=contested)
        return self
