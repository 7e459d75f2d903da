"""What becomes an event: its data and where it belongs, before an outbox gives it id and place."""

from dataclasses import dataclass

from contract.events import EventData


@dataclass(frozen=True, slots=True)
class Draft:
    """*made_at* is monotonic seconds; *urgent* ones may overtake telemetry.

    Without a *subject* the outbox derives it from the data. A *customer* stands in what links a
    visit and in nothing else.
    """

    data: EventData
    made_at: float
    subject: str | None = None
    visit: str | None = None
    causation: str | None = None
    urgent: bool = False
    customer: str | None = None
