"""build/demo.json: how any other program joins a running demo."""

import json
import os
from typing import Any

from simulation.broker import Broker
from simulation.outfit import Credentials
from simulation.plan import ACCOUNT, DEVICE, MANAGER, SPARE, STAFF, STORE, Plan, Screen


def write_joining(plan: Plan, broker: Broker, credentials: Credentials) -> None:
    """Write it where only this user reads it: it holds the demo's secrets."""
    path = plan.joining
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(joining(plan, broker, credentials), file, indent=1, ensure_ascii=False)
        file.write("\n")


def joining(plan: Plan, broker: Broker, credentials: Credentials) -> dict[str, Any]:
    return {
        "broker": {
            "host": broker.host,
            "port": broker.port,
            "ca": str(broker.ca) if broker.ca else None,
        },
        "hub": plan.hub_url,
        "headoffice": plan.headoffice_url,
        "demo": f"http://127.0.0.1:{plan.ports.demo}/demo",
        "stores": [STORE],
        "spare_touchpoint": {
            "store": STORE,
            "touchpoint": SPARE,
            "place": SPARE,
            "username": SPARE,
            "password": credentials.spare_secret,
        },
        "associates": [
            {"associate": p.associate, "name": p.name, "pin": p.pin} for p in (*STAFF, MANAGER)
        ],
        "device": {
            "name": DEVICE,
            "header": {"X-Parcours-Device": credentials.device},
            "cookie": {"parcours_device": credentials.device},
        },
        "staff": f"{plan.hub_url}/device?secret={credentials.link}",
        "headoffice_account": {"account": ACCOUNT, "password": credentials.account_password},
        "hub_token": credentials.hub_token,
        "taps": {s.touchpoint: _tap(plan, s) for s in plan.screens},
    }


def _tap(plan: Plan, screen: Screen) -> dict[str, str]:
    socket = str(plan.orders(screen))
    scanner = {"scanner": str(plan.scanner(screen.touchpoint))} if screen.kind == "kiosk" else {}
    return {
        "socket": socket,
        **scanner,
        "lines": 'one a line: {"put": CODE}, {"take": CODE}, {"tap": CODE, "ms": 600}',
        "command": f".venv/bin/python -m touchpoint.readers tap {socket} CODE",
        "codes": "a GS1 Digital Link, as on an NFC tag; at the scanner a GTIN too"
        if screen.kind == "kiosk"
        else "an SGTIN in hexadecimal, as on a RAIN RFID tag",
    }
