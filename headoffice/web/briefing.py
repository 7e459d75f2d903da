"""The morning briefing: a day of the network and of each store, as a page and on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, Response

from headoffice.briefing import Told, briefing, last_day
from headoffice.journey_map import FEWEST
from headoffice.notes import Note
from headoffice.web.access import ThePageAccount
from headoffice.web.asking import MOST_DAYS
from headoffice.web.look import page, words_for
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_DAY, NO_STORE, Refused, no_such
from headoffice.web.telling import lead, of_stores, saying, sections, speaker
from headoffice.web.together import at_once
from headoffice.web.words import Words, store_name
from telling.paper import Sheet
from telling.sections import Section

router = APIRouter(include_in_schema=False)
_FONTS: Final = Path(__file__).with_name("static") / "vendor/fonts"
Chosen = Annotated[date | None, Query(alias="day")]
Store = Annotated[str, InPath(max_length=32)]


@dataclass(frozen=True, slots=True)
class Briefing:
    """Every word of one; *store* is empty for the network, whose *stores* are told apart.

    *earlier* and *later* are days that can be told of.
    """

    store: str
    day: date
    title: str
    lead: str
    sections: tuple[Section, ...]
    made: str
    whole: Told
    stores: tuple[Told, ...]
    notes: tuple[Note, ...]
    earliest: date
    latest: date

    @property
    def earlier(self) -> date | None:
        return self.day - timedelta(days=1) if self.day > self.earliest else None

    @property
    def later(self) -> date | None:
        return self.day + timedelta(days=1) if self.day < self.latest else None

    @property
    def path(self) -> str:
        return f"/briefing/{self.store}" if self.store else "/briefing"


@router.get("/briefing", response_class=HTMLResponse)
def network(
    request: Request, parts: TheParts, account: ThePageAccount, day: Chosen = None
) -> Response:
    """Yesterday's, unless another *day* is asked for."""
    return _page(request, parts, account, day)


@router.get("/briefing.pdf")
def network_sheet(
    request: Request, parts: TheParts, account: ThePageAccount, day: Chosen = None
) -> Response:
    del account
    return _sheet(request, parts, day)


@router.get("/briefing/{store}.pdf")
def store_sheet(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store, day: Chosen = None
) -> Response:
    del account
    return _sheet(request, parts, day, store)


@router.get("/briefing/{store}", response_class=HTMLResponse)
def of_store(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store, day: Chosen = None
) -> Response:
    return _page(request, parts, account, day, store)


def _page(
    request: Request, parts: Parts, account: str, day: date | None, store: str = ""
) -> Response:
    found = told(parts, words_for(request), day, store)
    return page(
        request, parts, "briefing.html", account=account, briefing=found, fewest=FEWEST,
        known=parts.known(),
    )  # fmt: skip


def _sheet(request: Request, parts: Parts, day: date | None, store: str = "") -> Response:
    words = words_for(request)
    found = told(parts, words, day, store)
    paper = Sheet(parts.brand, words.language, found.title, parts.now(), _FONTS)
    heading = f"{words.say('Morning briefing')} · {_called(words, store)}"
    paper.head(parts.brand.name, heading, found.title, found.lead)
    paper.sections(found.sections + _noted(found, words))
    paper.foot(found.made)
    name = f"briefing-{store or 'all'}-{found.day.isoformat()}.pdf"
    # A browser's own viewer would want styles that our policy forbids.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(paper.done(), headers=headers, media_type="application/pdf")


def _noted(found: Briefing, words: Words) -> tuple[Section, ...]:
    lines = tuple(
        f"{_called(words, note.store)}: {note.words}" if not found.store else note.words
        for note in found.notes
    )
    return (Section("notes", words.say("Notes"), lines, apart=True),) if lines else ()


def _called(words: Words, store: str) -> str:
    return store_name(store) or words.say("All stores")


def told(parts: Parts, words: Words, day: date | None, store: str = "") -> Briefing:
    """Raises Refused for a store that nobody knows and a day that cannot be told of."""
    zones = _zones(parts, store)
    latest = last_day(parts.now(), zones)
    chosen, earliest = day or latest, latest - timedelta(days=MOST_DAYS)
    if not earliest <= chosen <= latest:
        raise Refused(404, NO_DAY, found=chosen, first=earliest, last=latest)
    every = briefing(parts.ask, chosen, zones, at_once)
    whole, stores = (every[1], ()) if store else (every[0], every[1:])
    zone = zones[store] if store else parts.zone
    said = saying(words, zone, parts.now())
    spoken = speaker(said, whole, names(parts, words.language))
    title = said.day(chosen)
    return Briefing(
        store=store, day=chosen, title=title[:1].upper() + title[1:], lead=lead(spoken),
        sections=sections(spoken) + of_stores(said, stores),
        made=said.say(
            "As known at %(time)s on %(day)s; what comes late changes it. "
            "n is how many there were.",
            time=said.time(said.now), day=said.short_day(said.now.astimezone(zone).date()),
        ),
        whole=whole, stores=stores, notes=parts.noted(chosen, chosen, store),
        earliest=earliest, latest=latest,
    )  # fmt: skip


def _zones(parts: Parts, store: str) -> dict[str, ZoneInfo]:
    """By which clock each store's day begins and ends: all stores, or the one that is named."""
    known = parts.known()
    if (store and store not in known) or not known:
        first = "none, so `python -m headoffice enrol store NAME` comes first"
        raise no_such(NO_STORE, store, known, first)
    return {name: parts.zones.get(name, parts.zone) for name in ((store,) if store else known)}


def names(parts: Parts, language: str) -> Callable[[int], str]:
    """What a GTIN is called; itself where no catalogue knows it."""
    known = {
        int(one.gtin): f"{_title(it.titles, language)}, {one.colour} {one.size}"
        for it in parts.shelf.current().styles
        for one in it.variants
    }
    return lambda gtin: known.get(gtin, f"{gtin:014d}")


def _title(titles: Mapping[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")
