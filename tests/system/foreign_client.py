"""A touchpoint written by a stranger from the wire contract alone, to try whether it is enough."""

import argparse
import json
import os
import queue
import random
import secrets
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import paho.mqtt.client as mqtt
import requests
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

ROOT: Final = "parcours/v1"
TAKEN_OVER: Final = 142
FINAL: Final = {"done", "unavailable", "cancelled", "expired"}
CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
CONNECTED: Final = "(connected)"
THROWN_OFF: Final = "(thrown off)"


def uuid7() -> str:
    """Return a new UUIDv7 text."""
    bits = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    return str(uuid.UUID(int=bits & ~(0x3 << 62) | 0x2 << 62))


def now_text() -> str:
    """Return the device's clock as RFC 3339 text in milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def machine_boot() -> str:
    """Return the name of this boot: two monotonic readings compare only within one."""
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


@dataclass
class Row:
    """One event of the journal and what became of it ("" while nobody answered)."""

    name: str
    event: dict[str, Any]
    boot: str = field(default_factory=machine_boot)
    made: float = field(default_factory=time.monotonic)
    answer: str = ""

    @property
    def id(self) -> str:
        """Return the event's id, which never changes."""
        return str(self.event["id"])

    def properties(self) -> Properties:
        """Return the publish properties; the age only when it was made in this boot."""
        names = ("id", "outbox", "sequence")
        pairs = [(name, str(self.event[name])) for name in names]
        if self.boot == machine_boot():
            pairs.append(("age", str(int((time.monotonic() - self.made) * 1000))))
        properties = Properties(PacketTypes.PUBLISH)
        properties.ContentType = CONTENT_TYPE
        properties.UserProperty = pairs
        return properties


class Journal:
    """The touchpoint's outbox: one JSON file, replaced as a whole at every change."""

    def __init__(self, path: Path, store: str, touchpoint: str) -> None:
        self.path, self.store, self.touchpoint = path, store, touchpoint
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.outbox: str = kept.get("outbox") or uuid7()
        self.next: int = kept.get("next", 1)
        self.rows = [Row(**row) for row in kept.get("rows", [])]

    def save(self) -> None:
        """Write everything beside the file, then put it in its place."""
        kept = {"outbox": self.outbox, "next": self.next, "rows": [asdict(r) for r in self.rows]}
        beside = self.path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def number(self, event: dict[str, Any]) -> dict[str, Any]:
        """Give the event the next place in this outbox."""
        event |= {"outbox": self.outbox, "sequence": f"{self.next:012d}"}
        self.next += 1
        return event

    def add(self, name: str, visit: str, data: dict[str, Any], subject: str = "") -> None:
        """Append one event of a visit."""
        event: dict[str, Any] = {"specversion": "1.0", "id": uuid7()}
        event["source"] = f"/stores/{self.store}/touchpoints/{self.touchpoint}"
        event |= {"type": f"parcours.{name}.v1", "time": now_text()}
        event |= {"subject": subject} if subject else {}
        event |= {"datacontenttype": "application/json", "storeid": self.store}
        event |= {"touchpointid": self.touchpoint, "visitid": visit, "data": data}
        self.rows.append(Row(name, self.number(event)))

    def add_visit(self, gtin: str, wanted: str, place: str) -> None:
        """Append one visit, from its start to a request for another size."""
        visit, request, tag = uuid7(), uuid7(), f"https://id.gs1.org/01/{gtin}"
        self.add("visit.started", visit, {"how": "tag", "language": "en"})
        self.add("garment.arrived", visit, {"gtin": gtin, "tag": tag, "by": "nfc"}, gtin)
        self.add("product.viewed", visit, {"gtin": gtin, "from": "tag"}, gtin)
        asked = {"request": request, "kind": "size", "gtin": gtin, "wanted_gtin": wanted}
        self.add("request.made", visit, asked | {"place": place}, request)
        self.save()

    def end_visit(self) -> None:
        """Append the end of the latest visit, unless it stands there already."""
        if (latest := self.last("visit.started")) is None or self.rows[-1].name == "visit.ended":
            return
        seconds = int(max(0.0, time.monotonic() - latest.made))
        self.add("visit.ended", latest.event["visitid"], {"why": "done", "seconds": seconds})
        self.save()

    def last(self, name: str) -> Row | None:
        """Return the latest event of that name."""
        return next((row for row in reversed(self.rows) if row.name == name), None)

    def request(self) -> str:
        """Return the id of the latest request."""
        row = self.last("request.made")
        return str(row.event["data"]["request"]) if row else ""

    def renumber(self) -> None:
        """Begin a new outbox for what is unsettled; ids stay as they are."""
        self.outbox, self.next = uuid7(), 1
        for row in self.rows:
            if not row.answer:
                self.number(row.event)


class Link:
    """The MQTT connection: everything heard goes into one queue that the main thread reads."""

    def __init__(self, demo: dict[str, Any]) -> None:
        spare, broker = demo["spare_touchpoint"], demo["broker"]
        self.base = f"{ROOT}/{spare['store']}"
        self.own, self.place = f"{self.base}/{spare['touchpoint']}", spare["place"]
        self.heard: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        self.boot, self.since = uuid7(), now_text()
        self.client = mqtt.Client(
            CallbackAPIVersion.VERSION2, spare["touchpoint"], protocol=MQTTProtocolVersion.MQTTv5
        )
        self.client.username_pw_set(spare["username"], spare["password"])
        self.client.tls_set(ca_certs=broker["ca"])
        will = Properties(PacketTypes.WILLMESSAGE)
        will.WillDelayInterval = 20
        self.client.will_set(f"{self.own}/state", self.state(False), 1, True, will)
        self.client.on_connect = self.connected
        self.client.on_disconnect = self.disconnected
        self.client.on_message = self.message
        session = Properties(PacketTypes.CONNECT)
        session.SessionExpiryInterval = 3600
        self.client.connect(
            broker["host"], broker["port"], keepalive=30, clean_start=True, properties=session
        )
        self.client.loop_start()

    def state(self, online: bool) -> str:
        """Return the payload of the state topic."""
        known = {"boot": self.boot, "version": "foreign-1", "since": self.since}
        return json.dumps({"online": online} | known)

    def connected(
        self, client: mqtt.Client, _u: Any, _f: Any, code: ReasonCode, _p: Properties | None
    ) -> None:
        """Subscribe, say online, and let the main thread publish what is unsettled."""
        if code.is_failure:
            self.heard.put((THROWN_OFF, f"the broker refuses the connection: {code}".encode()))
            return
        topics = (f"{self.own}/ack", f"{self.base}/{self.place}/request/+", f"{self.base}/hub/state")
        client.subscribe([(topic, mqtt.SubscribeOptions(qos=1)) for topic in topics])
        client.publish(f"{self.own}/state", self.state(True), 1, True)
        self.heard.put((CONNECTED, b""))

    def disconnected(
        self, _c: mqtt.Client, _u: Any, _f: Any, code: ReasonCode, _p: Properties | None
    ) -> None:
        """Give way when another device answers to this name."""
        if code.value == TAKEN_OVER:
            self.heard.put((THROWN_OFF, b"another device answers to this touchpoint's name"))

    def message(self, _c: mqtt.Client, _u: Any, message: mqtt.MQTTMessage) -> None:
        """Hand a message to the main thread."""
        self.heard.put((message.topic.removeprefix(f"{self.base}/"), message.payload))

    def send(self, row: Row) -> None:
        """Publish one event."""
        body = json.dumps(row.event, ensure_ascii=False).encode()
        self.client.publish(f"{self.own}/event/{row.name}", body, 1, properties=row.properties())

    def close(self) -> None:
        """Say offline, then leave."""
        self.client.publish(f"{self.own}/state", self.state(False), 1, True).wait_for_publish(5)
        self.client.disconnect()
        self.client.loop_stop()


class Touchpoint:
    """What the contract asks of a sender: publish, hear the answers, publish again."""

    def __init__(self, link: Link, journal: Journal, deadline: float) -> None:
        self.link, self.journal, self.deadline = link, journal, deadline
        self.pending: set[str] = set()
        self.answers: dict[str, str] = {}
        self.states: list[str] = []
        self.due, self.wait, self.hub_boot = float("inf"), 5.0, ""

    def until(self, reached: Callable[[], bool], seconds: float = float("inf")) -> bool:
        """Publish and listen until something is reached or the time is over."""
        end = min(self.deadline, time.monotonic() + seconds)
        while not reached() and time.monotonic() < end:
            if time.monotonic() >= self.due and self.pending:
                self.publish()
            try:
                self.hear(*self.link.heard.get(timeout=0.1))
            except queue.Empty:
                continue
        return reached()

    def publish(self) -> None:
        """Publish what is unsettled, oldest first, and wait longer before the next time."""
        rows = [row for row in self.journal.rows if row.id in self.pending]
        for row in rows[:200]:
            self.link.send(row)
        self.due, self.wait = time.monotonic() + self.wait, min(60.0, self.wait * 2)

    def again(self, spread: float) -> None:
        """Publish everything unsettled soon, spread at random over so many seconds."""
        self.due, self.wait = time.monotonic() + random.uniform(0, spread), 5.0

    def hear(self, topic: str, payload: bytes) -> None:
        """Take in one message."""
        if topic == THROWN_OFF:
            raise SystemExit(payload.decode())
        if topic == CONNECTED:
            self.again(3.0)
        elif topic.endswith("/ack"):
            self.acknowledged(json.loads(payload))
        elif topic == "hub/state" and payload:
            boot = str(json.loads(payload)["boot"])
            if self.hub_boot not in ("", boot):
                self.again(3.0)
            self.hub_boot = boot
        elif topic.endswith(f"/request/{self.journal.request()}") and payload:
            self.states.append(str(json.loads(payload)["state"]))

    def acknowledged(self, ack: dict[str, Any]) -> None:
        """Keep what the hub answered: only ids named in it are done."""
        if ack["outbox"] != self.journal.outbox:
            return
        named = dict.fromkeys(ack.get("settled", []), "settled")
        named |= {bad["id"]: f"rejected: {bad['reason']}" for bad in ack.get("rejected", [])}
        for row in self.journal.rows:
            row.answer = named.get(row.id, row.answer)
            if ack.get("resend_from") and int(row.event["sequence"]) >= int(ack["resend_from"]):
                self.pending.add(row.id)
                self.due = min(self.due, time.monotonic())
        self.answers |= named
        self.pending -= named.keys()
        if ack.get("renumber"):
            self.journal.renumber()
        self.journal.save()

    def work(self, options: argparse.Namespace) -> None:
        """Publish the visit, see its request answered, and end it when asked to."""
        rows = self.journal.rows
        self.pending = {row.id for row in rows if options.replay or not row.answer}
        if self.until(lambda: not self.pending):
            self.until(lambda: bool(self.states), 5)
        if options.end:
            self.journal.end_visit()
            self.pending |= {row.id for row in rows if not row.answer}
            self.again(0.0)
            if self.until(lambda: not self.pending):
                self.until(lambda: bool(FINAL.intersection(self.states)), 5)
