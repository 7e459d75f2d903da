"""What a touchpoint knows of its store: the shelf, the stock, and whether the hub is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from contract.states import StockState
from touchpoint.inputs import CatalogueKnown, HubKnown, Input, NameContested, StockKnown
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Known:
    """*online* is nothing until it is known; *last_online* is when the hub was last heard of."""

    shelf: Shelf = field(default_factory=Shelf)
    stock: Mapping[str, StockState] = field(default_factory=dict)
    online: bool | None = None
    last_online: datetime | None = None
    away_since: float | None = None
    contested: bool = False

    @property
    def away(self) -> bool:
        return self.online is False

    def learn(self, news: Input, now: Moment) -> "Known":
        match news:
            case StockKnown(stock):
                return replace(self, stock={**self.stock, stock.gtin: stock})
            case HubKnown(online=True):
                return replace(self, online=True, last_online=now.wall, away_since=None)
            case HubKnown(online=False) if not self.away:
                seen = now.wall if self.online else self.last_online
                return replace(self, online=False, last_online=seen, away_since=now.seconds)
            case CatalogueKnown(shelf):
                return replace(self, shelf=shelf)
            case NameContested(contested):
                return replace(self, contested=contested)
        return self
