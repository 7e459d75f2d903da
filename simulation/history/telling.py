"""Happenings of a store's day become events: ids, sequences and time as its devices give them."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from contract.model import instant, sequence_text
from simulation.history.network import Shop

Document = dict[str, Any]
HUB = "hub"


@dataclass(slots=True)
class Telling:
    """Collects what happened in *shop*; *rng* gives ids as well."""

    shop: Shop
    rng: Random
    found: list[tuple[datetime, str, Document]] = field(default_factory=list)

    def say(
        self, maker: str, name: str, at: datetime, visit: str = "", topic: str = "",
        customer: str = "", **data: Any,
    ) -> None:  # fmt: skip
        """*maker* is a touchpoint, or the hub; *at* is in UTC."""
        store = self.shop.name
        hub = maker == HUB
        source = f"/stores/{store}/hub" if hub else f"/stores/{store}/touchpoints/{maker}"
        document: Document = {
            "specversion": "1.0",
            "id": self.new_id(at),
            "source": source,
            "type": f"parcours.{name}.v1",
            "time": instant(at),
            "storeid": store,
            "data": data,
        }
        if not hub:
            document["touchpointid"] = maker
        if visit:
            document["visitid"] = visit
        if topic:
            document["subject"] = topic
        if customer:
            document["customerid"] = customer
        self.found.append((at, source, document))

    def new_id(self, at: datetime) -> str:
        """A UUID of version 7, the same for the same seed."""
        low = self.rng.getrandbits(74)
        made = (int(at.timestamp() * 1000) << 80) | (7 << 76) | ((low >> 62) << 64)
        text = f"{made | (2 << 62) | (low & ((1 << 62) - 1)):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def documents(self) -> list[Document]:
        """All of it in the order of time, as it left the hub."""
        numbers: dict[str, int] = {}
        outboxes: dict[str, str] = {}
        told: list[Document] = []
        for at, source, document in sorted(self.found, key=lambda it: it[0]):
            numbers[source] = number = numbers.get(source, 0) + 1
            if source not in outboxes:
                day = at.astimezone(UTC).date()
                outboxes[source] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source} {day}"))
            document["outbox"] = outboxes[source]
            document["sequence"] = sequence_text(number)
            document["recordedtime"] = instant(at + timedelta(seconds=0.3))
            told.append(document)
        return told
