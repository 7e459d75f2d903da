"""The store around a kiosk under fingers: what its hub answers, what its readers read; pure."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from contract.advice import Advice, Advised, StyleAdvice
from contract.gs1 import write_link
from contract.ids import check_digit
from contract.reservations import CODE_LETTERS
from contract.states import (
    AppointmentState,
    Confidence,
    Elsewhere,
    ReservationState,
    Slot,
    StockState,
)
from contract.styles import Catalogue
from contract.tags import By, TagRead
from messaging.draft import Draft
from simulation.rack import TAG_DOMAIN
from touchpoint.cards import CardAsk
from touchpoint.inputs import AppointmentKnown, CustomerKnown, Input, ReservationKnown

#: Of the sample's house, and of another one.
_OURS, _THEIRS = "0614141", "4012345"
#: Reads that name no garment: a plain UID, a web page, a number that nothing is.
_NOTHING = ("uid:04A1B2C3D4E5F6", "https://example.org/", "12345", "E2801160")
_MOST_BESIDE = 6
#: For so many days a stylist is there, nine hours each.
_DAYS = 30

What = Literal["own", "foreign", "no page", "nothing"]


def advice_for(catalogue: Catalogue, rng: random.Random) -> Advice:
    """Anything beside anything else: what makes sense is judged elsewhere."""
    names = [style.style for style in catalogue.styles]

    def beside(own: str) -> tuple[Advised, ...]:
        others = [name for name in names if name != own]
        return tuple(
            Advised(name, rng.choice(("stylist", "together", "alike", "bestseller")))
            for name in rng.sample(others, min(_MOST_BESIDE, len(others)))
        )

    said = {name: StyleAdvice(goes_with=beside(name), similar=beside(name)) for name in names}
    return Advice(version="1", styles=said)


def slots_from(now: datetime) -> tuple[Slot, ...]:
    """A stylist who is free from the day after *now* on."""
    begins = [now + timedelta(days=day, hours=hour) for day in range(1, _DAYS) for hour in range(9)]
    hour = timedelta(hours=1)
    return tuple(Slot(slot=f"{b:%m%dT%H%M}", begins=b, ends=b + hour) for b in begins)


@dataclass
class Answers:
    """The same *rng*, the same answers."""

    rng: random.Random
    #: Everybody is somebody else, so that what one of them leaves is told from all others.
    people: int = 0

    def stock(self, gtin: str, now: datetime) -> StockState:
        available = self.rng.choice((None, 0, 0, 1, 2, 8))
        confidences: tuple[Confidence, ...] = ("counted", "computed", "stale")
        return StockState(
            gtin=gtin,
            available=available,
            as_of=now,
            confidence="unknown" if available is None else self.rng.choice(confidences),
            where=self.rng.choice((None, "Ground floor, by the window")),
            elsewhere=tuple(
                Elsewhere(store=name.lower(), name=name, available=pieces, as_of=now - ago)
                for name in ("Milano", "Nantes", "Bordeaux")
                if (pieces := self.rng.choice((None, 0, 3))) is not None
                for ago in (timedelta(hours=self.rng.choice((1, 50))),)
            ),
        )

    def customer(self, ask: CardAsk) -> tuple[CustomerKnown, float]:
        """Whose card it is, and how many seconds later, perhaps too many, that is said."""
        self.people += 1
        late = self.rng.choice((0.1, 0.1, 1.0, 20.0))
        whom = self.rng.choice(("somebody", "somebody", "somebody", "nobody", "away"))
        customer = f"customer-{self.people:08d}" if whom == "somebody" else None
        return CustomerKnown(ask.ask, customer, away=whom == "away"), late

    def kept(self, draft: Draft) -> Input | None:
        """What the hub says to what is to be kept."""
        made, at = draft.data.model_dump(), datetime(2026, 11, 21, tzinfo=UTC)
        match draft.data.name:
            case "reservation.placed":
                state = self.rng.choice(("placed", "confirmed", "declined"))
                said = {"reservation": made["reservation"], "gtin": made["gtin"], "quantity": 1}
                kept = {**said, "state": state, "code": self._code(), "until": at, "updated": at}
                return ReservationKnown(ReservationState.model_validate(kept))
            case "styling.booked":
                state = self.rng.choice(("booked", "confirmed", "declined"))
                said = {"appointment": made["appointment"], "slot": made["slot"]}
                kept = {**said, "state": state, "code": self._code(), "updated": at}
                return AppointmentKnown(AppointmentState.model_validate(kept))
        return None

    def _code(self) -> str:
        """One that nobody else ever had."""
        self.people += 1
        return f"{CODE_LETTERS[self.people % len(CODE_LETTERS)]}{self.people:05d}"

    def card(self) -> TagRead:
        """One that was never held up before."""
        self.people += 1
        return TagRead(By.QR, f"MAISON-{self.people:08d}", momentary=True)

    def read(self, what: What, gtins: list[str]) -> TagRead:
        """A tag, or a code that is held up."""
        if what == "nothing":
            return TagRead(self.rng.choice((By.NFC, By.QR)), self.rng.choice(_NOTHING),
                           momentary=True)  # fmt: skip
        prefix = _THEIRS if what == "foreign" else _OURS
        body = f"0{prefix}{self.rng.randrange(99000, 100000)}"
        gtin = self.rng.choice(gtins) if what == "own" else body + check_digit(body)
        link = write_link(gtin, str(self.rng.randrange(1000, 9999)), TAG_DOMAIN)
        if self.rng.random() < 0.3:
            return TagRead(By.QR, link, momentary=True)
        return TagRead(By.NFC, link)
