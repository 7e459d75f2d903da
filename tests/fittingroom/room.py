"""A mirror on its own time, and everything it has owed."""

from datetime import timedelta

from contract.ids import new_id
from contract.states import RequestState
from contract.tags import By
from fittingroom.asking import Phase
from fittingroom.keeping import Gauge, read, resume
from fittingroom.state import Mirror, Rules
from fittingroom.visit import step
from messaging.draft import Draft
from tests.touchpoint.sample import NOON, SHELF, at, garment, sold
from touchpoint import inputs, touches
from touchpoint.inputs import Arrived, CatalogueKnown, HubKnown, Left, SoldKnown, Touched
from touchpoint.moment import Moment

RULES = Rules(place="cabin-3", languages=("en", "fr"), idle=300, empty=30, patience=120)


def resumed(
    kept: bytes | None, now: Moment, boot: str, *, trusted: bool = False
) -> tuple[Mirror, tuple[Draft, ...]]:
    """What becomes of what was *kept* where nobody waits for a clock."""
    left = read(kept)
    return resume(left, now, Gauge(boot, trusted), now.seconds) if left else (Mirror(), ())


class Room:
    """A mirror and everything it has owed so far."""

    def __init__(self) -> None:
        self.mirror, self.owed = Mirror(), list[Draft]()
        self.seconds = 0.0
        self.feel(CatalogueKnown(SHELF), SoldKnown(sold()), HubKnown(online=True))

    def feel(self, *happened: inputs.Input, after: float = 0.0) -> list[str]:
        """The names of the events that these inputs owe."""
        self.seconds += after
        before = len(self.owed)
        for one in happened:
            self.mirror, drafts = step(self.mirror, one, at(self.seconds), RULES, new_id)
            self.owed += drafts
        return [draft.data.name for draft in self.owed[before:]]

    def touch(self, *meant: touches.Touch, after: float = 0.0) -> list[str]:
        return self.feel(*(Touched(one) for one in meant), after=after)

    def hang(
        self,
        gtin: str,
        serial: str = "A1",
        by: By = By.UHF,
        *,
        sure: bool = True,
        after: float = 0.0,
    ) -> list[str]:
        self.seconds += after
        return self.feel(
            Arrived(garment(gtin, serial, by), 1000 + self.seconds, sure=sure, reader="tag")
        )

    def take(self, gtin: str, serial: str = "A1") -> list[str]:
        tag = garment(gtin, serial).tag
        return self.feel(Left(tag, 1.0, 1000 + self.seconds))

    @property
    def phases(self) -> list[Phase]:
        assert self.mirror.visit
        return [asked.phase for asked in self.mirror.visit.requests]

    def hear(
        self, state: str, *, by: str | None = None, after: float = 0.0, **more: object
    ) -> None:
        """The hub speaks of the latest request."""
        assert self.mirror.visit
        self.seconds += after
        news = {
            "request": self.mirror.visit.requests[-1].request,
            "kind": "size",
            "state": state,
            "by": by,
            "updated": NOON + timedelta(seconds=self.seconds),
            **more,
        }
        self.feel(inputs.RequestKnown(RequestState.model_validate(news)))
