"""The store around a kiosk under fingers: what its hub answers, what its readers read; pure."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contract.advice import Advice, Advised, StyleAdvice
from contract.gs1 import write_link
from contract.ids import check_digit
from contract.states import Confidence, Elsewhere, StockState
from contract.styles import Catalogue
from contract.tags import By, TagRead
from simulation.rack import TAG_DOMAIN
from touchpoint.cards import CardAsk
from touchpoint.inputs import CustomerKnown

#: Of the sample's house, and of another one.
_OURS, _THEIRS = "0614141", "4012345"
#: Reads that name no garment: a plain UID, a web page, a number that nothing is.
_NOTHING = ("uid:04A1B2C3D4E5F6", "https://example.org/", "12345", "E2801160")
_MOST_BESIDE = 6

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
