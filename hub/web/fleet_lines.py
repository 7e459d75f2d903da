"""Touchpoints as a person reads them: how each is, what it was told, and what became of that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.numbers import format_decimal, format_percent

from contract.figures import Rate
from hub.fleet import Row, Told, Trouble, Verb
from hub.floor import Screen
from hub.web.words import StockWords, capital, place_name

#: What a manager tells a touchpoint, in the words of the buttons.
VERBS: Final[dict[Verb, str]] = {
    "identify": "Show its name",
    "screenshot": "Photograph it",
    "reload": "Start it again",
    "end_visit": "End the visit",
}
#: What became of it.
RESULTS: Final[dict[str | None, str]] = {
    None: "on its way",
    "done": "done",
    "busy": "not now, somebody is there",
    "failed": "it did not work",
    "unable": "it cannot do that",
    "not_taken": "not taken",
}
READERS: Final[dict[str, str]] = {"ok": "reads", "silent": "is silent", "missing": "is missing"}


@dataclass(frozen=True, slots=True)
class Line:
    """One touchpoint in words; *address* is its own name, *picture* where the last one is shown."""

    address: str
    name: str
    state: tuple[str, ...]
    #: Whether nobody needs to look at it, and whether it can be told anything.
    well: bool
    hears: bool
    facts: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    picture: str
    pictured: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Rows as a person reads them at *now*; *version* is the hub's."""

    words: StockWords
    now: datetime
    version: str

    def line(self, row: Row) -> Line:
        taken = row.picture
        picture = f"/fleet/{row.touchpoint}/screenshot"
        return Line(
            address=row.touchpoint,
            name=place_name(row.touchpoint, self.words.language),
            state=tuple(self._trouble(row, it) for it in row.troubles) or (self.words.say("Live"),),
            well=not row.troubles,
            hears=row.heard is not None,
            facts=tuple(self._facts(row)),
            told=tuple(self._told(one) for one in row.told[:4]),
            picture=f"{picture}?taken={int(taken.timestamp())}" if taken else "",
            pictured=self._moment(taken) if taken else "",
        )

    def _trouble(self, row: Row, trouble: Trouble) -> str:
        say, screen = self.words.say, row.screen or Screen(row.touchpoint, self.now)
        match trouble:
            case Trouble.NEVER:
                return say("Not heard of yet")
            case Trouble.SILENT:
                return say("Not heard since %(moment)s", moment=self._moment(row.heard))
            case Trouble.READER:
                down = [name for name, state in screen.readers.items() if state != "ok"]
                return say("Does not read: %(readers)s", readers=", ".join(down))
            case Trouble.BEHIND:
                return say("Catching up: tells of %(moment)s", moment=self._moment(screen.made))
            case Trouble.VERSION:
                return say(
                    "Runs version %(its)s, the hub %(ours)s", its=screen.version, ours=self.version
                )

    def _facts(self, row: Row) -> Iterator[tuple[str, str]]:
        say = self.words.say
        if row.week.n:
            yield say("Usable today"), self._share(row.today)
            yield say("In seven days"), self._share(row.week)
        if row.heard:
            yield say("Last heard"), self._moment(row.heard)
        yield from self._device(row.screen)
        if row.lost:
            yield say("Never came"), say("%(count)s events", count=self._number(row.lost))

    def _device(self, screen: Screen | None) -> Iterator[tuple[str, str]]:
        if screen is None:
            return
        say = self.words.say
        if screen.version:
            yield say("Version"), screen.version
        readers = [f"{name} {say(READERS[state])}" for name, state in screen.readers.items()]
        if readers:
            yield say("Readers"), ", ".join(readers)
        if screen.temperature is not None:
            yield say("Temperature"), f"{self._number(round(screen.temperature))} °C"
        if screen.disk_free is not None:
            free = format_decimal(
                screen.disk_free / 1e9, format="#,##0.0", locale=self.words.language
            )
            yield say("Free disk"), f"{free} GB"

    def _share(self, rate: Rate) -> str:
        """Cut to whole percents, so that 100% means all of it; always with how many minutes."""
        minutes = self._number(rate.n)
        if rate.value is None:
            return self.words.say("too few: %(count)s min", count=minutes)
        percent = format_percent(rate.of * 100 // rate.n / 100, locale=self.words.language)
        return self.words.say("%(share)s of %(count)s min", share=percent, count=minutes)

    def _told(self, told: Told) -> str:
        return self.words.say(
            "%(moment)s, %(what)s: %(result)s",
            moment=self._moment(told.sent),
            what=capital(self.words.say(VERBS[told.verb])),
            result=self.words.say(RESULTS.get(told.result, told.result or "")),
        )

    def _moment(self, at: datetime | None) -> str:
        return self.words.moment(at, self.now) if at else ""

    def _number(self, number: int) -> str:
        return format_decimal(number, locale=self.words.language)
