"""Paper for the day the hub is dead: what the store does, and a form for requests by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from hub.briefing import coming
from hub.counter_desk import CounterDesk
from hub.web.callers import ForStaff
from hub.web.cards import title_of
from hub.web.form import LINE, blanks, form
from hub.web.parts import Here, Parts
from hub.web.sheets import pdf, sheet_of, store_name, telling_of
from hub.web.telling import Telling
from hub.web.todo import kept, meeting
from telling.sections import Section

router = APIRouter(include_in_schema=False)


def _kept(here: Parts) -> tuple[str, ...]:
    t = telling_of(here)
    return tuple(
        kept(t, found, title_of(style, here.language) if style else None)
        for found in CounterDesk(here.desk).open_reservations()
        for style in (here.desk.style_of(found.gtin),)
    )


def _coming(here: Parts) -> tuple[str, ...]:
    t = telling_of(here)
    return tuple(meeting(t, found) for found in coming(here.desk, here.timezone))


#: Sayings of what is kept for somebody today, as in `A1B2C3, Wool coat, until 18:00`. What knows
#: of reservations and collections takes its place here; nothing known leaves lines to write on.
DUE: Final[tuple[Callable[[Parts], tuple[str, ...]], ...]] = (_kept, _coming)
#: Rows of the form on the page, of which a browser prints as many as fit.
ROWS: Final = 16
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """Every word of the sheet; what stands in it is true without any data."""

    title: str
    heading: str
    lead: str
    steps: Section
    places: Section
    duty: str
    numbers: tuple[str, ...]
    due: str
    reserved: tuple[str, ...]
    columns: tuple[str, ...]
    more: str
    made: str


@router.get("/paper")
def page(who: ForStaff, here: Here) -> HTMLResponse:
    template = here.pages.get_template("paper.html")
    text = template.render(who=who, paper=paper(here), rows=ROWS, lines=_LINES)
    return HTMLResponse(text)


@router.get("/paper.pdf")
def sheet(_who: ForStaff, here: Here) -> Response:
    """Two pages of A4: what to do with a first form, and a form alone."""
    found = paper(here)
    out = sheet_of(here, found.title)
    out.head(here.brand.name, found.heading, found.title, found.lead)
    out.sections((found.steps, found.places))
    out.rule()
    out.doc.ln(2)
    blanks(out, found.numbers)
    blanks(out, (found.duty,))
    for number in range(_LINES - 1):
        blanks(out, (found.reserved[number : number + 1] or (found.due if not number else "",)))
    out.doc.ln(4)
    form(out, found.columns)
    out.foot(found.made)
    out.doc.add_page()
    out.text(found.more, 9.5, colour="quiet")
    out.doc.ln(LINE / 2)
    form(out, found.columns)
    out.foot(found.made)
    return pdf(out.done(), "paper")


def paper(here: Parts) -> Paper:
    t = telling_of(here)
    today = t.now.astimezone(here.timezone).date()
    return Paper(
        title=t.say("When the hub is silent"),
        heading=f"{store_name(here)} · {t.day(today)}",
        lead=t.say("The screens say it themselves. The store goes on, by hand."),
        steps=Section("steps", t.say("What we do"), _steps(t), apart=True),
        places=Section("places", t.say("Where to ask"), _places(here, t)),
        duty=t.say("On duty"),
        numbers=(t.say("Till"), t.say("Manager"), t.say("Technical help")),
        due=t.say("Kept for somebody today"),
        reserved=tuple(line for known in DUE for line in known(here)),
        columns=(
            t.say("Time"),
            t.say("Place"),
            t.say("Garment and colour"),
            t.say("Size"),
            t.say("Who fetches it"),
            t.say("Brought"),
        ),
        more=t.say("Requests by hand, one line each"),
        made=t.say(
            "Printed on %(day)s at %(time)s. Print one each morning.",
            day=t.short_day(today),
            time=t.time(t.now),
        ),
    )


def _steps(t: Telling) -> tuple[str, ...]:
    return (
        t.say(
            "One of us stays at the fitting rooms with this sheet and asks at each of them "
            "every five minutes: nothing rings now."
        ),
        t.say(
            "Each wish gets one line, as it is said. Who fetches it writes their name; "
            "who has brought it ticks the box."
        ),
        t.say(
            "Look for the piece yourself: no count is to be trusted today. "
            "If it is not there, say so at once and offer what is."
        ),
        t.say("Sell at the till as always; it needs no hub. Write down no shopper’s name."),
        t.say("Tell technical help. In the evening the sheets go to the manager."),
    )


def _places(here: Parts, t: Telling) -> tuple[str, ...]:
    """Where shoppers may ask, by name; a line to write on when none was enrolled."""
    screens = here.access.holders("touchpoint")
    places = {here.access.place_of(screen) or screen for screen in screens}
    found = sorted(places, key=lambda place: (len(place), place))
    return (", ".join(t.place(place) for place in found) or t.say("Fitting rooms and shop floor"),)
