"""Events of what a shopper was shown: products, lookbooks, videos and stock."""

from typing import Literal

from pydantic import Field

from contract.events.base import EventData
from contract.features import Used
from contract.ids import Gtin
from contract.states import Confidence


class ProductViewed(EventData, event="product.viewed"):
    """A garment's page was shown."""

    gtin: Gtin
    #: What led to it.
    source: Literal[
        "tag", "look", "search", "browse", "recommended", "similar", "code", "wish_list", "waiting"
    ] = Field(alias="from")


class LookbookOpened(EventData, event="lookbook.opened"):
    """A lookbook was opened."""

    lookbook: str


class LookViewed(EventData, event="look.viewed"):
    """One page of a lookbook was shown."""

    lookbook: str
    look: str | None = None


class VideoPlayed(EventData, event="video.played"):
    """A video was played."""

    video: str
    seconds: float
    completed: bool


class StockShown(EventData, event="stock.shown"):
    """A figure of this store's stock was shown, and how much it was worth."""

    gtin: Gtin
    #: Pieces that could be had; nothing when it is unknown, which is not zero.
    available: int | None = None
    age_seconds: float | None = None
    confidence: Confidence


class FeatureUsed(EventData, event="feature.used"):
    """Something that tells of itself in no other event was used, for the first time in its visit.

    `about` to `delivery` are the parts of a garment's page. `large` to `calm` are told as the
    visit ends, and not at all when it was ever linked to a customer.
    """

    feature: Used
