"""The list of pictures: what each is called and what it shows; pure."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from simulation.pictures.screens import SHOTS
from simulation.pictures.ways import (
    DESK,
    NORD,
    PHONE,
    PORTRAIT,
    TABLET,
    Hanging,
    Plate,
    Sheet,
)

#: Where every state is photographed; how it looks in every other way, `screens.py` has.
HANGINGS = (Hanging("portrait-en", "every state", PORTRAIT, ("en", "fr")),)
STAFF_SHEETS = (
    Sheet("phone", "phone", PHONE),
    Sheet("tablet", "tablet", TABLET),
)
STAFF_OTHERS = (
    Sheet("phone-fr", "phone, French", PHONE, language="fr"),
    Sheet("phone-nord", "phone, the brand Nord", PHONE, NORD),
)
#: What a picture's name ends in, by the language of the page.
OFFICE_TONGUES = {"en": "", "fr": "-fr"}
OFFICE_SHEETS = (
    Sheet("wide", "wide", DESK),
    Sheet("tablet", "tablet", TABLET),
    Sheet("phone", "phone", PHONE),
)

KIOSK = {
    "rest": "At rest",
    "welcome": "Somebody is here",
    "home": "Looking around",
    "category": "A category",
    "search": "A search",
    "garment": "A garment",
    "strike": "A lower price",
    "long": "A long title, many sizes",
    "none": "None of this size here",
    "colour": "Another colour chosen",
    "unknown": "A code nobody knows",
    "no-page": "A garment not in the catalogue",
    "still-here": "Before it rests",
    "away": "The hub is away",
}
MIRROR = {
    "rest": "At rest",
    "invite": "Something was hung here",
    "room-0": "Nothing hangs here",
    "room-1": "One garment",
    "room-3": "Three garments",
    "room-6": "Six garments",
    "garment": "A garment of three",
    "ask-size": "A size that is here",
    "ask-missing": "A size that is not here",
    "ask-colour": "Another colour",
    "sent": "Asked",
    "seen": "Seen",
    "accepted": "Somebody gets it",
    "on-the-way": "On the way",
    "room-waiting": "The room, while it is on the way",
    "done": "Brought",
    "not-found": "Not found, with an alternative",
    "cancelled": "Cancelled",
    "away": "The hub is away",
    "told": "Nobody can hear it",
    "expired": "Nobody was free",
    "still-here": "Before it rests",
}
STAFF = {
    "people": "Who are you?",
    "pin": "The PIN",
    "pin-wrong": "A PIN that is not right",
    "quiet": "Nobody waits",
    "one": "One request",
    "several": "Several, one of them late",
    "till": "The till's screen",
    "mine": "Mine and the others'",
    "floor": "The floor",
    "not-found": "Not found: what instead?",
    "hand-over": "Hand over",
    "counter": "The counter",
    "stock": "Stock",
    "style": "One style",
    "briefing": "The morning briefing",
    "figures": "Figures by hour, and one's own",
    "paper": "Paper for a day without the hub",
    "screens": "The screens",
    "screen-again": "Before one begins anew",
    "set-aside": "Operations",
    "devices": "The store's phones and tablets",
    "offline": "No line to the hub",
    "unknown-device": "A device nobody enrolled",
}
_FEW = (
    "people", "pin-wrong", "several", "mine", "floor", "not-found", "counter", "style", "briefing",
)  # fmt: skip
STAFF_FEW = {key: STAFF[key] for key in _FEW}
OFFICE = {
    "sign-in": "Sign in",
    "sign-in-wrong": "A password that is not right",
    "today": "Today, all stores",
    "store": "Today, one store",
    "definition": "What a figure means",
    "live": "Events as they come",
    "floor": "A store as it is",
    "journey": "The journey",
    "journey-spots": "The journey from place to place",
    "ended": "Visits that ended in a phase",
    "visit": "One of them",
    "funnel": "A funnel",
    "products": "Products",
    "style": "One style",
    "service": "Service",
    "stores": "Stores side by side",
    "stores-year": "One store, beside a year ago",
    "notes": "Writing a note",
    "pilots": "Before a pilot is chosen",
    "pilot": "A pilot against the others",
    "briefing": "The morning briefing, all stores",
    "briefing-store": "The morning briefing of a store",
    "operations": "Operations",
    "device": "Operations of one store",
    "refused": "Refused events",
    "problem": "A store that nobody knows",
}


def _plates() -> tuple[Plate, ...]:
    found: list[Plate] = []
    for hanging in HANGINGS:
        for place, shots in (("kiosk", KIOSK), ("mirror", MIRROR)):
            group = f"{place.capitalize()}, {hanging.title}"
            found += [Plate(f"{place}-{hanging.key}-{k}", t, group) for k, t in shots.items()]
    found += [shot.plate for shot in SHOTS]
    for sheets, pages in ((STAFF_SHEETS, STAFF), (STAFF_OTHERS, STAFF_FEW)):
        found += [
            Plate(f"staff-{s.key}-{k}", t, f"Staff, {s.title}")
            for s in sheets
            for k, t in pages.items()
        ]
    for sheet in OFFICE_SHEETS:
        found += [
            Plate(f"office-{sheet.key}-{k}{tongue}", t, f"Head office, {sheet.title}")
            for k, t in OFFICE.items()
            for tongue in OFFICE_TONGUES.values()
        ]
    return (*found, Plate("demo", "The store in one page", "The demo"))


PLATES = _plates()
_NAMES = frozenset(plate.name for plate in PLATES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pictures that are wanted: those with a name like one of *patterns*."""

    patterns: tuple[str, ...] = ("*",)

    def wants(self, name: str) -> bool:
        return name in _NAMES and any(fnmatchcase(name, pattern) for pattern in self.patterns)

    def any(self, kind: Literal["kiosk", "mirror", "staff", "office", "demo"], key: str) -> bool:
        """Whether a picture of *kind* and *key*, such as `phone`, is wanted."""
        start = f"{kind}-{key}-" if key else kind
        return any(self.wants(p.name) for p in PLATES if p.name.startswith(start))


def chosen(pattern: str | None) -> Chosen:
    """*pattern* as a shell writes it, several with commas; a bare word matches anywhere."""
    if not pattern:
        return Chosen()
    words = (word.strip() for word in pattern.split(","))
    return Chosen(tuple(w if set(w) & set("*?[") else f"*{w}*" for w in words if w))
