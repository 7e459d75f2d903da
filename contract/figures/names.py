"""The figures of a store's day by name: what each means, in one sentence, and its unit."""

from typing import Final

from contract.figures.base import Figure
from contract.figures.quality import READ_QUALITY, USABLE_MINUTES

REQUESTS: Final = Figure(
    "Requests", "Requests that shoppers made, counted where and when they made them.", "requests"
)
TO_ACCEPTED: Final = Figure(
    "Time to accepted",
    "Seconds from the request to the moment somebody took it on, in opening hours alone, by the "
    "hub’s clock: half waited less than the first number, nineteen in twenty less than the second.",
    "seconds",
)
UNANSWERED: Final = Figure(
    "Unanswered",
    "Of the requests that somebody should have taken on, all but those withdrawn before, those "
    "that came too late to be shown and those still open, the share that nobody did.",
    "share",
)

#: In the order in which a day is told.
FIGURES: Final[tuple[Figure, ...]] = (
    Figure("Visits", "Visits begun on the day, in fitting rooms and at kiosks.", "visits"),
    Figure(
        "Visits with a touch",
        "Of the visits begun on the day, the share in which somebody touched the screen, showed a "
        "code or laid a garment down at a kiosk.",
        "share",
    ),
    Figure(
        "Time of a visit",
        "Seconds from the beginning of a visit to its end, of which the middle one is told.",
        "seconds",
    ),
    Figure(
        "Garments recognised",
        "Sizes and colours recognised at any screen, each once a visit, without those that a "
        "shopper said were not theirs.",
        "pieces",
    ),
    Figure(
        "Garments tried",
        "Sizes and colours recognised in a fitting room, each once a visit, without those that a "
        "shopper said were not theirs.",
        "pieces",
    ),
    REQUESTS,
    Figure("Brought", "Requests of the day that were brought or helped with.", "requests"),
    Figure("Not there", "Requests of the day for which there was nothing to bring.", "requests"),
    Figure("Ran out", "Requests of the day that nobody answered in time.", "requests"),
    Figure(
        "Withdrawn",
        "Requests of the day that the shopper withdrew, or that ended with the visit.",
        "requests",
    ),
    Figure(
        "Time to seen",
        "Seconds from the request to the moment it first stood on somebody’s screen, in opening "
        "hours alone, by the hub’s clock.",
        "seconds",
    ),
    TO_ACCEPTED,
    Figure(
        "Time to brought",
        "Seconds from the request to the moment it was brought, in opening hours alone, by the "
        "hub’s clock.",
        "seconds",
    ),
    UNANSWERED,
    Figure(
        "Passed on",
        "How often somebody else was told because nobody had taken a request on.",
        "times",
    ),
    Figure(
        "Asked for and missing",
        "Sizes that shoppers asked for and that could not be brought, each once a request.",
        "requests",
    ),
    Figure("Most tried", "Styles by the number of visits in whose room they were.", "visits"),
    Figure(
        "Left behind",
        "Of the garments that shoppers judged, each once a visit by their last word, the share "
        "that they did not want.",
        "share",
    ),
    Figure(
        "Opinions",
        "What shoppers gave from 1 to 5, their last word each, as a mean and as how many gave "
        "what.",
        "score",
    ),
    Figure(
        "Stock corrected",
        "How often somebody found another number of pieces than was known.",
        "times",
    ),
    Figure("Lookbooks", "Lookbooks opened, each once a visit.", "times"),
    Figure("Films", "Films played, each once a visit, and how many of them to the end.", "times"),
    Figure("Wishes", "Garments put on a wish list, each once a visit.", "pieces"),
    READ_QUALITY,
    USABLE_MINUTES,
)
