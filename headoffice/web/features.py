"""What a store's screens may have, as a person reads it: each feature by its name."""

from collections.abc import Mapping
from typing import Final

from contract.features import Feature

FEATURE_WORDS: Final[Mapping[Feature, str]] = {
    "lookbooks": "Lookbooks",
    "videos": "Films",
    "browse": "Categories",
    "search": "Search",
    "size_filter": "Here in my size",
    "goes_with": "Goes with it",
    "similar": "Similar garments",
    "stock_elsewhere": "Stock of other stores",
    "whereabouts": "Where it hangs",
    "wish_list": "Wish list",
    "notice": "Back-in-stock notices",
    "gift": "Gifts",
    "collectors": "Collectors’ alerts",
    "guest_wifi": "Guest Wi-Fi",
    "waiting": "Pastime for who waits",
    "loyalty": "Loyalty card",
    "editorial": "Stories of garments",
    "worn": "Pictures of it worn",
    "ratings": "Ratings",
    "delivery": "Delivery",
    "reserve": "Reservations",
    "styling": "Styling sessions",
}
