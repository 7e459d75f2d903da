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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

BOOT: Final = Path("/proc/sys/kernel/random/boot_id")  # monotonic readings compare within a boot


def uuid7() -> str:
    """Return a new UUIDv7 text."""
    bits = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    return str(uuid.UUID(int=bits & ~(0x3 << 62) | 0x2 << 62))


def now_text() -> str:
    """Return the device's clock as RFC 3339 text in milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def properties(kind: int, values: dict[str, Any]) -> Properties:
    """Return MQTT 5 properties for one kind of packet."""
    made: Properties = cast("Any", Properties)(kind)
    for name, value in values.items():
        setattr(made, name, value)
    return made


@dataclass
class Row:
    """One event of the journal and what became of it ("" while nobody answered)."""

    id: str
    name: str
    event: dict[str, Any]
    boot: str = field(default_factory=BOOT.read_text)
    made: float = field(default_factory=time.monotonic)
    answer: str = ""


class Journal:
    """The touchpoint's outbox: one JSON file, replaced as a whole at every change."""

    def __init__(self, path: Path, spare: dict[str, Any]) -> None:
        self.path, self.store, self.touchpoint = path, spare["store"], spare["touchpoint"]
        self.place = spare["place"]
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.outbox, self.next = str(kept.get("outbox") or uuid7()), int(kept.get("next", 1))
        self.rows = [Row(**row) for row in kept.get("rows", [])]
        self.request: str = kept.get("request", "")

    def save(self) -> None:
        """Write everything beside the file, then put it in its place."""
        kept = {"outbox": self.outbox, "next": self.next, "request": self.request}
        kept["rows"] = [asdict(row) for row in self.rows]
        beside = self.path.with_suffix(".new")
        with beside.open("wb", buffering=0) as file:
            file.write(json.dumps(kept, indent=1).encode())
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
        self.rows.append(Row(event["id"], name, self.number(event)))
        self.save()

    def add_visit(self, gtin: str, wanted: str) -> None:
        """Append one visit, from its start to a request for another size."""
        visit, tag = uuid7(), f"https://id.gs1.org/01/{gtin}"
        self.request = uuid7()
        self.add("visit.started", visit, {"how": "tag", "language": "en"})
        self.add("garment.arrived", visit, {"gtin": gtin, "tag": tag, "by": "nfc"}, gtin)
        self.add("product.viewed", visit, {"gtin": gtin, "from": "tag"}, gtin)
        asked = {"request": self.request, "kind": "size", "gtin": gtin, "wanted_gtin": wanted}
        self.add("request.made", visit, asked | {"place": self.place}, self.request)

    def end_visit(self) -> None:
        """Append the end of the latest visit, unless it stands there already."""
        if self.rows and (latest := self.rows[-1]).name != "visit.ended":
            seconds = int(max(0.0, time.monotonic() - latest.made))
            self.add("visit.ended", latest.event["visitid"], {"why": "done", "seconds": seconds})

    def renumber(self) -> None:
        """Begin a new outbox for what is unsettled; ids stay as they are."""
        self.outbox, self.next = uuid7(), 1
        for row in self.rows:
            if not row.answer:
                self.number(row.event)


class Touchpoint:
    """The connection and what the contract asks of a sender; what is heard queues for `until`."""

    def __init__(self, demo: dict[str, Any], journal: Journal, deadline: float) -> None:
        self.journal, self.deadline, self.pending = journal, deadline, set[str]()
        self.answers, self.states = dict[str, str](), list[str]()
        self.due, self.wait, self.hub_boot = float("inf"), 5.0, ""
        spare, broker = demo["spare_touchpoint"], demo["broker"]
        self.base = f"parcours/v1/{spare['store']}"
        self.own, place = f"{self.base}/{spare['touchpoint']}", f"{self.base}/{spare['place']}"
        self.topics = (f"{self.own}/ack", f"{place}/request/+", f"{self.base}/hub/state")
        self.heard: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        self.life = {"boot": uuid7(), "since": now_text()}
        version, protocol = CallbackAPIVersion.VERSION2, MQTTProtocolVersion.MQTTv5
        self.client = mqtt.Client(version, spare["touchpoint"], protocol=protocol)
        self.client.username_pw_set(spare["username"], spare["password"])
        self.client.tls_set(ca_certs=broker["ca"])
        will = properties(PacketTypes.WILLMESSAGE, {"WillDelayInterval": 20})
        session = properties(PacketTypes.CONNECT, {"SessionExpiryInterval": 3600})
        self.client.will_set(f"{self.own}/state", self.state(False), 1, True, will)
        self.client.on_connect, self.client.on_message = self.connected, self.message
        self.client.on_disconnect = self.disconnected
        self.client.connect(broker["host"], broker["port"], 30, "", 0, True, session)
        self.client.loop_start()

    def state(self, online: bool) -> str:
        """Return the payload of the state topic."""
        return json.dumps({"online": online, "version": "1"} | self.life)

    def connected(self, client: mqtt.Client, _u: Any, _f: Any, code: ReasonCode, *_: Any) -> None:
        """Subscribe, say online, and let the main thread publish what is unsettled."""
        if code.is_failure:
            self.heard.put(("refused", f"the broker refuses the connection: {code}".encode()))
            return
        client.subscribe([(topic, SubscribeOptions(qos=1)) for topic in self.topics])
        client.publish(f"{self.own}/state", self.state(True), 1, True)
        self.heard.put(("connected", b""))

    def disconnected(self, _c: Any, _u: Any, _f: Any, code: ReasonCode, *_: Any) -> None:
        """Give way when another device answers to this name."""
        if code.value == 142:
            self.heard.put(("refused", b"another device answers to this touchpoint's name"))

    def message(self, _c: mqtt.Client, _u: Any, message: mqtt.MQTTMessage) -> None:
        """Hand a message to the main thread."""
        self.heard.put((message.topic.removeprefix(f"{self.base}/"), bytes(message.payload)))

    def send(self, row: Row) -> None:
        """Publish one event."""
        body = json.dumps(row.event, ensure_ascii=False).encode()
        pairs = [(name, str(row.event[name])) for name in ("id", "outbox", "sequence")]
        if row.boot == BOOT.read_text():  # the age is known only within the boot it was made in
            pairs.append(("age", str(int((time.monotonic() - row.made) * 1000))))
        kind = {"ContentType": "application/cloudevents+json; charset=utf-8", "UserProperty": pairs}
        told = properties(PacketTypes.PUBLISH, kind)
        self.client.publish(f"{self.own}/event/{row.name}", body, 1, properties=told)

    def close(self) -> None:
        """Say offline, then leave."""
        with suppress(RuntimeError, ValueError):  # paho's word for a connection already lost
            self.client.publish(f"{self.own}/state", self.state(False), 1, True).wait_for_publish(5)
        self.client.disconnect()
        self.client.loop_stop()

    def until(self, reached: Callable[[], bool], seconds: float = float("inf")) -> bool:
        """Publish and listen until something is reached or the time is over."""
        end = min(self.deadline, time.monotonic() + seconds)
        while not reached() and time.monotonic() < end:
            if time.monotonic() >= self.due and self.pending:
                self.publish()
            with suppress(queue.Empty):
                self.hear(*self.heard.get(timeout=0.1))
        return reached()

    def publish(self) -> None:
        """Publish what is unsettled, oldest first, and wait longer before the next time."""
        for row in [row for row in self.journal.rows if row.id in self.pending][:200]:
            self.send(row)
        self.due, self.wait = time.monotonic() + self.wait, min(60.0, self.wait * 2)

    def again(self, spread: float) -> None:
        """Publish everything unsettled soon, spread at random over so many seconds."""
        self.due, self.wait = time.monotonic() + random.uniform(0, spread), 5.0

    def hear(self, topic: str, payload: bytes) -> None:
        """Take in one message."""
        if topic == "refused":
            raise SystemExit(payload.decode())
        if topic == "connected":
            self.again(3.0)
        elif topic.endswith("/ack"):
            self.acknowledged(json.loads(payload))
        elif topic == "hub/state" and payload:
            boot = str(json.loads(payload)["boot"])
            if self.hub_boot not in ("", boot):
                self.again(3.0)
            self.hub_boot = boot
        elif topic.endswith(f"/request/{self.journal.request}") and payload:
            self.states.append(str(json.loads(payload)["state"]))

    def acknowledged(self, ack: dict[str, Any]) -> None:
        """Keep what the hub answered: only ids named in it are done."""
        if ack["outbox"] != self.journal.outbox:
            return
        named = dict.fromkeys(ack.get("settled", []), "settled")
        named |= {bad["id"]: f"rejected: {bad['reason']}" for bad in ack.get("rejected", [])}
        self.answers |= named
        self.pending -= named.keys()
        asked = int(ack.get("resend_from") or self.journal.next)  # settled ones count, too
        for row in self.journal.rows:
            row.answer = named.get(row.id, row.answer)
            if row.event["outbox"] == ack["outbox"] and int(row.event["sequence"]) >= asked:
                self.pending.add(row.id)
        if ack.get("renumber"):
            self.journal.renumber()
        if ack.get("renumber") or ack.get("resend_from"):
            self.again(0.0)
        self.journal.save()

    def work(self, options: argparse.Namespace) -> None:
        """Publish the visit, see its request answered, and end it when asked to."""
        rows = self.journal.rows
        self.pending |= {row.id for row in rows if options.replay or not row.answer}
        if self.until(lambda: not self.pending):
            self.until(lambda: bool(self.states), 5)
        if options.end:
            self.journal.end_visit()
            self.pending |= {row.id for row in rows if not row.answer}
            self.again(0.0)
            if self.until(lambda: not self.pending):
                self.until(lambda: "cancelled" in self.states, 5)

    def report(self) -> dict[str, Any]:
        """Return what was said and what was answered."""
        spoken = self.answers.keys() | self.pending
        ids = {row.id: row.name for row in self.journal.rows if row.id in spoken}
        rejected = {name: why for name, why in self.answers.items() if why != "settled"}
        told = {"ids": ids, "request": self.journal.request, "rejected": rejected}
        told |= {"settled": [name for name in ids if self.answers.get(name) == "settled"]}
        return told | {"unsettled": sorted(self.pending), "states": self.states}


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("demo", type=Path, metavar="DEMO_JSON")
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--gtin", default="00614141200047", help="the garment that arrives")
    parser.add_argument("--wanted", default="00614141200030", help="the size asked for")
    parser.add_argument("--replay", action="store_true", help="publish the journal once more")
    parser.add_argument("--end", action="store_true", help="end the visit, which cancels")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds")
    return parser.parse_args()


def main() -> None:
    """Make or replay one visit and say what became of it."""
    options = arguments()
    demo = json.loads(options.demo.read_text("utf-8"))
    journal = Journal(options.journal, demo["spare_touchpoint"])
    if not options.replay:
        journal.add_visit(options.gtin.zfill(14), options.wanted.zfill(14))
    try:
        touchpoint = Touchpoint(demo, journal, time.monotonic() + options.timeout)
    except OSError as error:
        sys.exit(f"the broker cannot be reached: {error}")
    try:
        touchpoint.work(options)
    finally:
        touchpoint.close()
    told = touchpoint.report()
    sys.stdout.write(json.dumps(told) + "\n")
    if told["rejected"] or told["unsettled"] or not told["settled"]:
        sys.exit(f"not all was settled: {told['rejected']}, never answered {told['unsettled']}")


if __name__ == "__main__":
    main()
