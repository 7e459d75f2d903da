"""From a stylist's free times, and what was booked, to the pages; pure, every text final."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contract.reservations import AppointmentStatus
from contract.states import Slot
from kiosk.carrying import Code, CodeView, StylingView
from kiosk.clerk import promise, spaced
from kiosk.kept import Booked
from kiosk.reserving import books_styling, to_come
from kiosk.state import Kiosk
from kiosk.stops import Session, Styling
from kiosk.takeaway import Offers
from touchpoint.counter_touches import BookSlot, CallOffSession, OpenStyling, ShowDay
from touchpoint.sheet import Writer
from touchpoint.views import Action, Fact

_A = AppointmentStatus
#: As many as a page holds; times offered instead of one that somebody else was faster to take.
_MOST_DAYS, _MOST_TIMES, _INSTEAD = 12, 16, 3


@dataclass(frozen=True, slots=True)
class Diary:
    """*writer* has the language, the time and what is known; *kiosk* has its visit."""

    writer: Writer
    offers: Offers
    kiosk: Kiosk

    def page(self, stop: Styling | Session) -> CodeView | StylingView:
        return self._styling(stop) if isinstance(stop, Styling) else self._session(stop)

    def services(self) -> tuple[Action, ...]:
        if not books_styling(self.writer.known, self.writer.now):
            return ()
        return (Action("styling", self.writer.speech.say("Book a stylist"), OpenStyling()),)

    def _styling(self, stop: Styling) -> StylingView:
        say = self.writer.speech.say
        days = self._days()
        chosen = stop.day if stop.day in days else next(iter(days), "")
        note = say("{n} minutes with our stylist. One touch books it.", n=self._minutes())
        if self.writer.known.away:
            note = say(
                "Our store’s computer cannot be reached, so nothing can be booked. "
                "Please ask an associate."
            )
        elif not days:
            note = say("Nothing is free in the coming days. Please ask an associate.")
        return StylingView(
            heading=say("Book a stylist"),
            note=note,
            days=tuple(
                Action(f"day.{day}", self._day(day), ShowDay(day), chosen=day == chosen)
                for day in list(days)[:_MOST_DAYS]
            ),
            times=tuple(self._time(slot) for slot in days.get(chosen, ())[:_MOST_TIMES]),
        )

    def _days(self) -> dict[str, list[Slot]]:
        """The slots of each day, as the store's own calendar has it."""
        found: dict[str, list[Slot]] = {}
        for slot in to_come(self.writer.known, self.writer.now):
            day = slot.begins.astimezone(self.writer.speech.zone).date().isoformat()
            found.setdefault(day, []).append(slot)
        return found

    def _minutes(self) -> int:
        """How long a session takes."""
        slot = next(iter(to_come(self.writer.known, self.writer.now)), None)
        return int((slot.ends - slot.begins).total_seconds() // 60) if slot else 0

    def _day(self, day: str) -> str:
        return self.writer.speech.day(date.fromisoformat(day))

    def _time(self, slot: Slot) -> Action:
        time = self.writer.speech.time(slot.begins)
        return Action(f"slot.{slot.slot}", time, BookSlot(slot.slot))

    def _session(self, stop: Session) -> CodeView:
        visit = self.kiosk.visit
        booked = visit.taken.booked.get(stop.appointment) if visit else None
        state = booked.state if booked else None
        code = state.code if state and booked and booked.open else None
        heading, sentence = self._told(booked)
        payload = ""
        if code:
            form = self.offers.styling_url.replace("{token}", stop.appointment)
            payload = form or code
        return CodeView(
            heading=heading,
            title="",
            detail="",
            picture=None,
            facts=tuple(self._time_of(booked)),
            qr=Code(payload, sentence, promise(self.writer.speech, code)),
            mark=spaced(code),
            actions=tuple(self._choices(stop, booked)),
        )

    def _time_of(self, booked: Booked | None) -> Iterable[Fact]:
        if booked is not None:
            when = self.writer.speech.by(booked.slot.begins, self.writer.now)
            yield Fact(self.writer.speech.say("Your time"), when)

    def _told(self, booked: Booked | None) -> tuple[str, str]:
        say, state = self.writer.speech.say, booked.state if booked else None
        if booked is None or (state is None and booked.open and self.writer.known.away):
            return say("Not just now"), say(
                "Our store’s computer cannot be reached, so nothing can be booked. "
                "Please ask an associate."
            )
        if booked.off or (state and state.state is _A.CANCELLED):
            return say("Called off"), say("We are glad to see you another time.")
        if state is None and booked.open:
            return say("One moment"), say("We are asking our stylist.")
        if state is not None and booked.open:
            return self._booked(state.state)
        if state is not None and state.reason == "taken":
            return say("Somebody was faster"), say("This time was just taken. May it be another?")
        return say("We cannot book it"), say("We are sorry. Please ask an associate.")

    def _booked(self, state: AppointmentStatus) -> tuple[str, str]:
        say = self.writer.speech.say
        heading = say("See you then") if state is _A.CONFIRMED else say("Booked for you")
        if self.offers.styling_url:
            return heading, say(
                "Hold your phone’s camera to the code to say how we reach you; and show "
                "these letters when you come."
            )
        return heading, say("Photograph the code and show it when you come.")

    def _choices(self, stop: Session, booked: Booked | None) -> Iterable[Action]:
        if booked is None:
            return
        if booked.open:
            label = self.writer.speech.say("Call it off")
            yield Action("session.off", label, CallOffSession(stop.appointment))
        elif not booked.off:
            others = [s for s in to_come(self.writer.known, self.writer.now) if s != booked.slot]
            for slot in others[:_INSTEAD]:
                words = self.writer.speech.by(slot.begins, self.writer.now)
                yield Action(f"slot.{slot.slot}", words, BookSlot(slot.slot))
