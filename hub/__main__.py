"""Starts a store's hub, imports its catalogue and stock, and shows what was refused."""

import contextlib
import importlib.metadata
import random
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import structlog
from fastapi import FastAPI

from contract.brand import Brand
from contract.ids import new_id
from contract.tiers import Tiers
from hub.access import Access
from hub.adviser import Adviser
from hub.attendance import Attendance
from hub.certificate import certificate
from hub.cli import (
    CONFIG,
    EVERYTHING,
    brand_from,
    database_of,
    pepper_from,
    settings_from,
    tiers_from,
)
from hub.commanding import Commanding
from hub.crm.port import Crm, CrmError
from hub.crm.table import make_crm
from hub.customers import customer_files
from hub.desk import Desk
from hub.enrol import enrolment
from hub.headoffice import HeadOffice
from hub.housekeeping import Housekeeping
from hub.importing import imports
from hub.inbox import Inbox
from hub.intake import Intake
from hub.leaving import Leaving
from hub.mail import Postman
from hub.nudges import Nudges
from hub.people import person
from hub.postbox import Postbox
from hub.presence import Presence
from hub.projections import Projections
from hub.retire import retirement
from hub.screenshots import Screenshots
from hub.serving import Server, listening
from hub.setaside import set_aside
from hub.settings import Settings
from hub.shared import Shared
from hub.staffing import Staffing
from hub.store import Database
from hub.upstream import Upstream
from hub.web.app import create_app
from hub.work import Changes
from messaging.clock import SystemClock
from messaging.collector import settle
from messaging.mqtt import MqttBus
from messaging.port import Bus, Will


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a trial may do at the two moments at which a crash hurts most."""

    #: Events are safe, and their touchpoint has not been told.
    after_commit: Callable[[], None] = lambda: None
    #: Head office has a batch, and the queue does not know it.
    after_answer: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Hub:
    """The parts of a hub, put together and not yet started."""

    db: Database
    desk: Desk
    access: Access
    nudges: Nudges
    intake: Intake
    upstream: Upstream | None
    postman: Postman | None
    adviser: Adviser
    app: FastAPI

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Everything but the pages, until the end of the block."""
        try:
            self.intake.connect()
            self.intake.start()
            for line in (self.upstream, self.postman, self.adviser):
                if line is not None:
                    line.start()
            yield
        finally:
            self.intake.stop()
            for line in (self.adviser, self.postman, self.upstream):
                if line is not None:
                    line.stop()
            self.db.close()


def build(
    settings: Settings, brand: Brand, hooks: Hooks | None = None, tiers: Tiers = EVERYTHING
) -> Hub:
    """The hub that *settings* ask for; *tiers* hold until head office sends its own.
    Raises ClickException with one clear line.
    """
    hooks = hooks or Hooks()
    clock, nudges, db = SystemClock(), Nudges(), database_of(settings)
    desk = Desk(db, settings.store, clock, new_id, settings.rules(), nudges)
    access, attendance = Access(db, clock, pepper=pepper_from(settings)), Attendance(clock)
    desk.roster = Staffing(db, access, attendance, settings.zones).roster
    desk.retired = access.retired
    desk.stores = settings.store_names()
    presence = Presence(settings.store, new_id(), _version(), clock)
    bus = _bus(settings, presence.will())
    shared = _shared(settings, db, tiers)
    projections = Projections(bus, desk, presence, access.name_of, shared.version)
    upstream = _upstream(settings, db, hooks)
    commanding = Commanding(desk, bus.publish)
    screenshots = Screenshots(settings.state_dir / "screenshots", clock)
    desk.publish = _tell(projections, commanding, upstream)
    events = settings.events
    refresh = projections.refresh
    housekeeping = Housekeeping(db, events.keep_days, events.keep_id_days, refresh, screenshots)
    inbox = Inbox(desk, bus, hooks.after_commit, access.place_of)
    app = create_app(
        desk,
        access,
        nudges,
        settings.state_dir / "media",
        brand,
        clock,
        commanding,
        screenshots,
        language=settings.language,
        timezone=ZoneInfo(settings.timezone),
        settings=shared.document,
        crm=_crm(settings),
        attendance=attendance,
        ca=settings.http.ca,
        version=_version(),
    )
    leaving = Leaving(access, desk)

    def also() -> None:
        leaving.look()
        commanding.beat()

    intake = Intake(bus, desk, inbox, projections, housekeeping, events.group, also)
    postman = _postman(settings, desk, shared)
    return Hub(db, desk, access, nudges, intake, upstream, postman, Adviser(desk), app)


@click.group(help="One store's own computer: keeps every event, runs requests and stock.")
@click.pass_context
def main(context: click.Context) -> None:
    context.ensure_object(Hooks)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


main.add_command(certificate)
main.add_command(enrolment)
main.add_command(imports)
main.add_command(customer_files)
main.add_command(retirement)
main.add_command(set_aside)
main.add_command(person)


@main.command(help="Hear the touchpoints, serve the staff pages, report to head office.")
@CONFIG
@click.option(
    "--brand",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("config/brand.toml"),
    show_default=True,
    help="The brand's name, colours and type.",
)
@click.pass_obj
def serve(hooks: Hooks, config: Path, brand: Path) -> None:
    settings, theme = settings_from(config), brand_from(brand)
    # Raised as an exception, a SIGTERM runs every `finally` on its way out.
    signal.signal(signal.SIGTERM, _leave)
    http = settings.http
    with listening(http) as listener:
        hub = build(settings, theme, hooks, tiers_from(config, settings))
        with hub.running(), contextlib.suppress(KeyboardInterrupt):
            where = f"{http.scheme}://{http.host}:{listener.getsockname()[1]}"
            settle()
            structlog.get_logger().info("hub.up", store=settings.store, url=where)
            Server(hub.app, hub.nudges, http).run(sockets=[listener])


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def _bus(settings: Settings, will: Will) -> Bus:
    broker = settings.broker
    secret = _secret(broker.secret_file) if broker.secret_file else ""
    try:
        return MqttBus(
            broker.username,
            broker.username,
            secret,
            broker.host,
            broker.port,
            broker.ca,
            will=will,
        )
    except OSError as error:
        raise click.ClickException(f"[broker] ca {broker.ca} cannot be read: {error}") from error


def _crm(settings: Settings) -> Crm | None:
    if settings.crm is None:
        return None
    try:
        return make_crm(settings.crm.adapter, settings.crm.options())
    except CrmError as error:
        raise click.ClickException(f"[crm] {error}") from error


def _upstream(settings: Settings, db: Database, hooks: Hooks) -> Upstream | None:
    line = settings.headoffice
    if line is None:
        return None
    office = HeadOffice(str(line.url), line.token_file, line.timeout_seconds)
    spread = random.SystemRandom().random
    return Upstream(db, office, SystemClock(), spread, line.batch, hooks.after_answer)


def _tell(
    projections: Projections, commanding: Commanding, upstream: Upstream | None
) -> Callable[[Changes], None]:
    def tell(changes: Changes) -> None:
        projections.tell(changes)
        commanding.heard(changes)
        if upstream is not None:
            upstream.wake()

    return tell


def _postman(settings: Settings, desk: Desk, shared: Shared) -> Postman | None:
    line = settings.headoffice
    if line is None:
        return None
    postbox = Postbox(str(line.url), line.token_file, line.timeout_seconds)
    return Postman(desk, shared, postbox, random.SystemRandom().random, settings.cards())


def _shared(settings: Settings, db: Database, tiers: Tiers) -> Shared:
    """What touchpoints may fetch of these settings."""
    words: dict[str, Any] = {
        "store": settings.store,
        "name": settings.name,
        "language": settings.language,
        "requests": settings.requests.model_dump(),
        **({"hours": settings.hours.document()} if settings.hours else {}),
    }
    return Shared(db, settings.store, settings.timezone, words, tiers)


def _secret(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise click.ClickException(
            f"[broker] secret_file {file} cannot be read: {error.strerror}"
        ) from error


def _version() -> str:
    try:
        return importlib.metadata.version("parcours")
    except importlib.metadata.PackageNotFoundError:
        return "0+source"


if __name__ == "__main__":
    main(prog_name="python -m hub")
