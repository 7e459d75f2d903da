"""Fits a store out through the real commands: settings, secrets, people and a catalogue."""

import contextlib
import io
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import tomli_w

from headoffice.people import enrol as office_enrolment
from hub.customers import customer_files
from hub.enrol import enrolment as hub_enrolment
from simulation.broker import ADMIN, Broker
from simulation.plan import (
    ACCOUNT,
    BROWSER,
    DEVICE,
    LAYOUT,
    MANAGER,
    OTHER_STORES,
    SPARE,
    STAFF,
    STORE,
    STORE_NAME,
    TIMEZONE,
    ZONE,
    Plan,
    Screen,
)
from simulation.processes import ProgramFailed, python

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "simulation/sample"
#: What the codes of the sample customers' cards look like.
CARDS = r"^MAISON-\d{8}$"


#: Of a brand that is made up, as are its guests.
_BRAND = "https://maison.example"
_TAKEN_ALONG = {
    "takeaway": {
        "wish_url": f"{_BRAND}/wishes?gtins={{gtins}}",
        "notice_url": f"{_BRAND}/back?gtin={{gtin}}&token={{token}}",
        "gift_url": f"{_BRAND}/gift?gtin={{gtin}}",
        "collectors_url": f"{_BRAND}/alert?gtin={{gtin}}&token={{token}}",
        "collectors": ["Handbags"],
        "styling_url": f"{_BRAND}/styling?token={{token}}",
    },
    "wifi": {"ssid": "Maison Guests", "password": "made to be worn"},
}
#: The sample store has a stylist every day.
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What enrolling printed, once; *phones* by the associate who carries it."""

    device: str
    #: What the printed link opens with: a browser that opens it is that device from then on.
    link: str
    phones: Mapping[str, str]
    spare_secret: str
    touchpoints: Mapping[str, str]
    hub_token: str
    account_password: str


def write_settings(plan: Plan, broker: Broker) -> None:
    """One settings file a program, as an IT department would write them."""
    for name, settings in {
        "headoffice": _headoffice(plan),
        "hub": _hub(plan, broker),
        **{s.touchpoint: _touchpoint(plan, broker, s) for s in plan.screens},
        **({ZONE: _station(plan, broker)} if plan.zone else {}),
    }.items():
        path = plan.settings(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomli_w.dumps(settings), encoding="utf-8")
    keep_secret(plan.secret("broker-admin"), broker.admin_password)


def keep_secret(path: Path, secret: str) -> None:
    """Write *secret* where only this user reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret + "\n")


def _headoffice(plan: Plan) -> dict[str, Any]:
    return {
        "state_dir": str(plan.state("headoffice")),
        "timezone": TIMEZONE,
        "http": {"host": "127.0.0.1", "port": plan.ports.headoffice},
    }


def _hub(plan: Plan, broker: Broker) -> dict[str, Any]:
    return {
        "store": STORE,
        "name": STORE_NAME,
        "timezone": TIMEZONE,
        "state_dir": str(plan.state("hub")),
        "http": {"host": "127.0.0.1", "port": plan.ports.hub, "public_url": plan.hub_url},
        "broker": {
            **_line(broker),
            "username": "hub",
            "secret_file": str(plan.secret("hub")),
            "admin_username": ADMIN,
            "admin_secret_file": str(plan.secret("broker-admin")),
        },
        "headoffice": {
            "url": plan.headoffice_url,
            "token_file": str(plan.secret("headoffice-token")),
        },
        "crm": {"adapter": "file"},
        "requests": {
            "patience_seconds": plan.times.patience_seconds,
            "escalate_after_seconds": plan.times.escalate_after_seconds,
            "expire_after_seconds": plan.times.expire_after_seconds,
        },
        "styling": {"minutes": 60, **{day: ["10:00-13:00", "14:00-19:00"] for day in _WEEK}},
        "stores": [{"store": store, "name": name} for store, name in OTHER_STORES.items()],
    }


def _touchpoint(plan: Plan, broker: Broker, screen: Screen) -> dict[str, Any]:
    return {
        "store": STORE,
        "touchpoint": screen.touchpoint,
        "place": screen.place,
        "state_dir": str(plan.state(screen.touchpoint)),
        "languages": ["en", "fr", "it", "de", "es"],
        "fallback": ["en"],
        "timezone": TIMEZONE,
        "broker": {**_line(broker), "secret_file": str(plan.secret(screen.touchpoint))},
        "hub": {"url": plan.hub_url},
        "window": {
            "width": screen.width,
            "height": screen.height,
            "reduced_motion": screen.still,
        },
        **_readers(plan, screen),
        **(_TAKEN_ALONG if screen.kind == "kiosk" else {}),
        "remote": {"port": plan.ports.screens[screen.touchpoint]},
        "times": {"patience_seconds": plan.times.patience_seconds},
    }


def _readers(plan: Plan, screen: Screen) -> dict[str, Any]:
    """The drivers of a store, and what they may read; only what they talk to is simulated."""
    if screen.kind == "kiosk":
        device = str(plan.serial_line(screen.touchpoint))
        keys = {"device": str(plan.keys(screen.touchpoint)), "layout": LAYOUT}
        nfc = {"kind": "pn532", "device": device}
        readers = {screen.reader: nfc, "codes": {"kind": "keyboard", **keys}}
        return {"readers": readers, "loyalty": {"pattern": CARDS}}
    if screen.antenna is not None:
        return {"zone": {"reader": ZONE, "rooms": plan.zone}}
    return {"readers": {screen.reader: _rain(plan, screen.touchpoint)}}


def _station(plan: Plan, broker: Broker) -> dict[str, Any]:
    return {
        "store": STORE,
        "touchpoint": ZONE,
        "state_dir": str(plan.state(ZONE)),
        "broker": {**_line(broker), "secret_file": str(plan.secret(ZONE))},
        "hub": {"url": plan.hub_url},
        "reader": {**_rain(plan, ZONE), "keepalive": "1"},
    }


def _rain(plan: Plan, name: str) -> dict[str, Any]:
    return {"kind": "llrp", "host": "127.0.0.1", "port": plan.ports.readers[name]}


def _line(broker: Broker) -> dict[str, Any]:
    return {
        "host": broker.host,
        "port": broker.port,
        **({"ca": str(broker.ca)} if broker.ca else {}),
    }


def enrol_everybody(plan: Plan) -> Credentials:
    """Make stores, screens, devices and people known, by the commands a store would use."""
    at_hub = ("--config", str(plan.settings("hub")))
    at_office = ("--config", str(plan.settings("headoffice")))
    _call(hub_enrolment, "hub", *at_hub)
    token = _call(office_enrolment, "store", STORE, *at_office)
    keep_secret(plan.secret("headoffice-token"), token)
    secrets: dict[str, str] = {}
    zone = [(ZONE, ZONE)] if plan.zone else []
    for name, place in [(s.touchpoint, s.place) for s in plan.screens] + [*zone, (SPARE, SPARE)]:
        printed = _call(hub_enrolment, "touchpoint", name, "--place", place, *at_hub)
        secrets[name] = secret_in(printed)
        keep_secret(plan.secret(name), secrets[name])
    for person in (*STAFF, MANAGER):
        role = ("--manager",) if person.manager else ()
        known = ("--id", person.associate, "--pin", person.pin, *role)
        _call(hub_enrolment, "associate", person.name, *known, *at_hub)
    return Credentials(
        device=_device(DEVICE, *at_hub),
        link=_device(BROWSER, *at_hub),
        # One each: on a device the next to sign in signs the last one out.
        phones={p.associate: _device(f"phone-{p.associate}", *at_hub) for p in (*STAFF, MANAGER)},
        spare_secret=secrets[SPARE],
        touchpoints=secrets,
        hub_token=token,
        account_password=_call(office_enrolment, "account", ACCOUNT, *at_office),
    )


def import_catalogue(plan: Plan, pictures: Path) -> str:
    """Bring the sample catalogue, stock counted today, and customers into the hub.

    What the first command said.
    """
    config = ("--config", str(plan.settings("hub")))
    products = str(SAMPLE / "products.csv")
    feed = plan.folder / "stock.tsv"
    # Renditions are named by their content, so those of an earlier run serve again.
    media, kept = plan.state("hub") / "media", pictures.with_name("sample-media")
    _link_all(kept, media)
    said = _run(*python("hub", "import", "catalogue", products, *config, "--photos", str(pictures)))
    _link_all(media, kept)
    _run(*python("simulation.sample", "stock", str(feed)))
    _run(*python("hub", "import", "stock", str(feed), *config))
    _call(customer_files, "import", str(SAMPLE / "customers.csv"), *config)
    return said.splitlines()[-1] if said else ""


def keep_every_row(plan: Plan) -> None:
    """Before head office starts: what it is given twice must be there twice when it is counted."""
    _run(*python("simulation.unmerged", plan.dsn))


def draw_pictures(pictures: Path) -> None:
    _run(*python("simulation.sample", "draw", str(pictures)))


def _link_all(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in source.glob("[!.]*"):
        # Another run may be at it too.
        with contextlib.suppress(FileExistsError):
            (target / file.name).hardlink_to(file)


def secret_in(printed: str) -> str:
    """The secret in what an enrolment printed: the longest word of it."""
    found: list[str] = re.findall(r"[A-Za-z0-9_\-]{20,}", printed)
    return max(found, key=len)


def _device(name: str, *options: str) -> str:
    return f"{name}.{secret_in(_call(hub_enrolment, 'device', name, *options))}"


def _call(group: click.Group, *arguments: str) -> str:
    """What a command prints, without the second a Python takes to start."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            group.main(list(arguments), standalone_mode=False)
    except click.ClickException as error:
        raise ProgramFailed(f"enrol {arguments[0]}: {error.format_message()}") from error
    return printed.getvalue().strip()


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        words = (done.stderr or done.stdout).strip()
        raise ProgramFailed(f"`{' '.join(command[2:6])} …` failed: {words[-2000:]}")
    return done.stdout.strip()
