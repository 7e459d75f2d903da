"""A stranger's look over HTTP, from the contract alone, at what its touchpoint's journal sent."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import requests

Row = dict[str, Any]


def open_requests(demo: dict[str, Any]) -> list[str]:
    """Sign in as an associate on the enrolled device and return the ids of the open requests."""
    with requests.Session() as session:
        session.headers.update(demo["device"]["header"])
        person = {name: demo["associates"][0][name] for name in ("associate", "pin")}
        session.post(f"{demo['hub']}/v1/session", json=person, timeout=60).raise_for_status()
        answer = session.get(f"{demo['hub']}/v1/requests", params={"state": "open"}, timeout=60)
        answer.raise_for_status()
        return [str(one["request"]) for one in answer.json()["requests"]]


def stored(demo: dict[str, Any]) -> list[Row]:
    """Return every event head office has of the touchpoint, page by page."""
    spare, events = demo["spare_touchpoint"], list[Row]()
    bearer = {"Authorization": f"Bearer {demo['hub_token']}"}
    asked = {"store": spare["store"], "touchpoint": spare["touchpoint"], "limit": "100"}
    while True:
        url = f"{demo['headoffice']}/v1/events"
        answer = requests.get(url, params=asked, headers=bearer, timeout=60)
        answer.raise_for_status()
        page = [json.loads(line) for line in answer.content.splitlines() if line]
        events += page
        if not page or "Parcours-Cursor" not in answer.headers:
            return events
        asked["after"] = answer.headers["Parcours-Cursor"]


def wrong(demo: dict[str, Any], rows: list[Row]) -> str:
    """Return what head office has otherwise than the journal, or nothing."""
    known = stored(demo)
    counted = Counter((event["source"], event["id"]) for event in known)
    by_id = {event["id"]: event for event in known}
    for event in (row["event"] for row in rows):
        times = counted[event["source"], event["id"]]
        if times != 1:
            return f"{event['type']} {event['id']} stands {times} times at head office"
        found = {name: by_id[event["id"]].get(name) for name in event}
        if found != event:
            return f"{event['id']} reads {found} at head office, not {event}"
    return ""


def await_right(demo: dict[str, Any], rows: list[Row], seconds: float) -> str:
    """Give the hub time to forward, then return what is still wrong."""
    end = time.monotonic() + seconds
    while (why := wrong(demo, rows)) and time.monotonic() < end:
        time.sleep(0.5)
    return why


def main() -> None:
    """Check one journal: its latest request at the hub, every event at head office."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("demo", type=Path, metavar="DEMO_JSON")
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--closed", action="store_true", help="the request must not be open")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds")
    options = parser.parse_args()
    demo = json.loads(options.demo.read_text("utf-8"))
    rows = json.loads(options.journal.read_text("utf-8"))["rows"]
    request = next(r["event"]["subject"] for r in reversed(rows) if r["name"] == "request.made")
    is_open = request in open_requests(demo)
    why = await_right(demo, rows, options.timeout)
    told = {"request": request, "open": is_open, "events": len(rows), "wrong": why}
    sys.stdout.write(json.dumps(told) + "\n")
    if why or is_open == options.closed:
        sys.exit(why or f"request {request} is {'' if is_open else 'not '}among the open ones")


if __name__ == "__main__":
    main()
