"""From a piece that is to be kept to the page that says so; pure, every text final."""

from collections.abc import Iterable
from dataclasses import dataclass

from contract.reservations import LapseReason, ReservationStatus
from kiosk.carrying import Code, CodeView
from kiosk.forms import is_offered
from kiosk.kept import Wanted
from kiosk.reserving import is_full, may_reserve, reservation_of
from kiosk.state import Kiosk
from kiosk.stops import Reserving
from kiosk.takeaway import Offers
from touchpoint.counter_touches import CallOffReservation, Reserve
from touchpoint.sheet import Choice, Writer, photos_of
from touchpoint.shelf import Item
from touchpoint.short import TITLE, short_colour, short_size, shortened
from touchpoint.touches import OpenForm
from touchpoint.views import Action, Fact, Picture
from touchpoint.words import Speech

_R = ReservationStatus


@dataclass(frozen=True, slots=True)
class Clerk:
    """*writer* has the language, the time and what is known; *kiosk* has its visit."""

    writer: Writer
    offers: Offers
    kiosk: Kiosk

    def actions(self, choice: Choice, gtin: str) -> tuple[Action, ...]:
        """What the page of *choice* offers to have kept."""
        say, visit = self.writer.speech.say, self.kiosk.visit
        if "reserve" not in self.writer.known.features or visit is None:
            return ()
        if reservation_of(visit, gtin):
            label = say("Your reservation")
            return (Action("reserve", label, Reserve(gtin), chosen=True),)
        if is_full(visit) or not may_reserve(self.writer.known, choice, gtin):
            return ()
        return (Action("reserve", say("Reserve it here"), Reserve(gtin)),)

    def page(self, stop: Reserving) -> CodeView:
        item = self.writer.known.shelf.find(stop.gtin)
        if item is None:
            raise LookupError(f"{stop.gtin} is not on the shelf")
        visit = self.kiosk.visit
        wanted = visit.taken.wanted.get(stop.reservation) if visit else None
        said = self._said(wanted)
        state = wanted.state if wanted else None
        held = bool(wanted and wanted.open and state and state.state is _R.CONFIRMED)
        code = state.code if state and held else None
        payload = code or ""
        return CodeView(
            heading=said[0],
            title=shortened(item.text(self.writer.speech.language).title, TITLE),
            detail=f"{short_colour(item.variant.colour)} · {short_size(item.variant.size)}",
            picture=self._photo(item),
            facts=tuple(self._facts(wanted, stop)),
            qr=Code(payload, said[1], promise(self.writer.speech, payload)),
            mark=spaced(code),
            actions=tuple(self._ways(stop, wanted)),
        )

    def _said(self, wanted: Wanted | None) -> tuple[str, str]:
        """Heading and sentence."""
        say, state = self.writer.speech.say, wanted.state if wanted else None
        if wanted is None or (state is None and wanted.open and self.writer.known.away):
            return say("Not just now"), say(
                "Our store’s computer cannot be reached, so nothing can be kept for you. "
                "Please ask an associate."
            )
        if wanted.off:
            return say("Called off"), say("It is free for the next guest.")
        if wanted.refused:
            return say("We cannot keep it"), self._why(None)
        if state is None or state.state is _R.PLACED:
            return say("Asked, not yet confirmed"), say(
                "Somebody is fetching it for you. Stay a moment, or take this code along: any "
                "associate can tell you how it stands."
            )
        return self._ended(state.state, state.reason)

    def _ended(self, state: ReservationStatus, reason: str | None) -> tuple[str, str]:
        """Of one that was answered."""
        say = self.writer.speech.say
        match state:
            case _R.CONFIRMED:
                return say("Kept for you"), say(
                    "Photograph the code: show it at the till, or call it off there."
                )
            case _R.COLLECTED:
                return say("It is yours"), say("Enjoy it.")
            case _R.CANCELLED:
                return say("Called off"), say("It is free for the next guest.")
            case _R.LAPSED if reason == LapseReason.UNCOLLECTED:
                return say("No longer kept"), say("Its time is over.")
            case _R.LAPSED:
                return say("Not confirmed"), say(
                    "Nobody could fetch it in time, so it is not kept. Please ask an associate."
                )
        return say("We cannot keep it"), self._why(reason)

    def _why(self, reason: str | None) -> str:
        say = self.writer.speech.say
        words = {
            "none_left": say("Somebody was faster: the last one is spoken for."),
            "uncounted": say("We are not sure that it is here. Please ask an associate."),
            "too_late": say(
                "Your wish took too long to reach us, and nothing is kept. Please ask an associate."
            ),
            "not_found": say("We looked everywhere and could not find it. We are sorry."),
            "damaged": say("The one that is left is not good enough for you."),
        }
        return words.get(reason or "", say("We are sorry. Please ask an associate."))

    def _facts(self, wanted: Wanted | None, stop: Reserving) -> Iterable[Fact]:
        say, state = self.writer.speech.say, wanted.state if wanted else None
        if wanted is None or not wanted.open:
            yield from self._elsewhere(stop)
            return
        if state is None or state.until is None:
            return
        until = self.writer.speech.by(state.until, self.writer.now)
        if state.state is _R.CONFIRMED:
            yield Fact(say("Kept until"), until)
        elif state.code:
            yield Fact(say("Your code"), spaced(state.code))
            yield Fact(say("We answer by"), until)

    def _elsewhere(self, stop: Reserving) -> Iterable[Fact]:
        """Where else it is; nothing of what was called off here."""
        if "stock_elsewhere" in self.writer.known.features and stop.over:
            words = self.writer.sheet(stop.over).elsewhere
            if words:
                yield Fact(self.writer.speech.say("Elsewhere"), words)

    def _ways(self, stop: Reserving, wanted: Wanted | None) -> Iterable[Action]:
        say, known = self.writer.speech.say, self.writer.known
        if wanted is not None and wanted.open:
            yield Action(
                "reservation.off", say("Call it off"), CallOffReservation(stop.reservation)
            )
        elif not (wanted and wanted.off) and is_offered(known, self.offers, "notice"):
            label = say("Tell me when it is back")
            yield Action("form.notice", label, OpenForm("notice", stop.gtin))

    def _photo(self, item: Item) -> Picture | None:
        photo = next(iter(photos_of(item, item.variant.colour)), None)
        return self.writer.picture(photo) if photo else None


def spaced(code: str | None) -> str:
    """`CDF 347`, as one reads it out."""
    return f"{code[:3]} {code[3:]}" if code else ""


def promise(speech: Speech, code: str | None) -> str:
    """What this screen keeps of a *code*; nothing where there is none."""
    if not code:
        return ""
    return speech.say("We need no name; this screen forgets the code as you leave.")
