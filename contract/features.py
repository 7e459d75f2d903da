"""What a store's tier may switch on and off at its screens; the names of `config/tiers.toml`."""

from typing import Literal, get_args

Feature = Literal[
    "lookbooks", "videos", "browse", "search", "size_filter", "goes_with", "similar",
    "stock_elsewhere", "whereabouts", "wish_list", "notice", "gift", "collectors", "guest_wifi",
    "waiting", "loyalty", "editorial", "worn", "ratings", "delivery", "reserve", "styling",
]  # fmt: skip

#: What is told as `feature.used`: it tells of itself in no other event.
Used = Literal[
    "guest_wifi", "waiting", "language", "photos", "compare", "lighting",
    "about", "fabric", "fit", "where", "with", "similar", "worn", "delivery",
    "large", "contrast", "seated", "spoken", "calm",
]  # fmt: skip

FEATURES: frozenset[Feature] = frozenset(get_args(Feature))
