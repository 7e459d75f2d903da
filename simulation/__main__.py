"""The command line of the simulated store: the demo, the pictures and the benchmarks."""

import json
import logging
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import structlog

from simulation.advice.report import advice
from simulation.bench.command import bench
from simulation.broker import BrokerError, free_port
from simulation.cabins.run import run_cabins
from simulation.demo import Run
from simulation.history.command import history
from simulation.history.pilots import pilots
from simulation.painted import chromium
from simulation.pictures.make import make_pictures
from simulation.pictures.plates import chosen
from simulation.pictures.readme import compose
from simulation.plan import (
    QUICK,
    Plan,
    Ports,
    Times,
    Trouble,
    at_rest,
    sharing_a_reader,
    with_doors,
)
from simulation.processes import ProgramFailed
from simulation.serving import GalleryServer
from simulation.usual import BUILD, ROOT, default_plan


@click.group(help="A store without hardware: real programs, simulated people and tags.")
def main() -> None:
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        # What the demo does is told in plain lines; a bus that comes and goes is not news here.
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


main.add_command(advice)
main.add_command(bench)
main.add_command(history)
main.add_command(pilots)


@main.command()
@click.option(
    "--headless",
    is_flag=True,
    help="No windows: the screens render off screen, and nothing moves by itself.",
)
@click.option("--seconds", type=float, help="Close by itself after so long; else Ctrl-C closes.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Count the run into this JSON file."
)
@click.option("--seed", default=7, show_default=True, help="The same seed, the same people.")
@click.option("--kills", default=0, help="Kill so many programs (-9) at random moments.")
@click.option("--headoffice-late", is_flag=True, help="Head office opens only after the store.")
@click.option("--reimage", is_flag=True, help="Cabin 2 loses its outbox in the middle.")
@click.option("--restore", is_flag=True, help="Cabin 1 is put back to an old copy of its outbox.")
@click.option(
    "--calm", is_flag=True, help="Nobody comes: the store is yours, with the times of --shop-times."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=BUILD / "demo",
    help="Where the run keeps everything; emptied first. demo.json lies beside it.",
)
@click.option("--shop-times", is_flag=True, help="A real store's patience, not a minute's.")
def demo(
    headless: bool,  # noqa: FBT001
    seconds: float | None,
    report: Path | None,
    seed: int,
    kills: int,
    headoffice_late: bool,  # noqa: FBT001
    reimage: bool,  # noqa: FBT001
    restore: bool,  # noqa: FBT001
    calm: bool,  # noqa: FBT001
    folder: Path,
    shop_times: bool,  # noqa: FBT001
) -> None:
    """Run a whole store on this machine: broker, hub, head office, a kiosk, two mirrors, people.

    With a display the windows open on it; without one they render off screen. The page /demo shows
    all three and passes clicks on as touches. Ctrl-C stops everything this command started.
    """
    trouble = Trouble(kills, headoffice_late, reimage, restore)
    plan = default_plan(headless=headless or not _has_display(), usual=folder == BUILD / "demo")
    plan = replace(
        at_rest(plan) if headless else plan,
        folder=folder.absolute(),
        seconds=seconds,
        seed=seed,
        trouble=trouble,
        times=Times() if shop_times or calm else QUICK,
    )
    _until_closed(plan, report, calm=calm)


@main.command()
@click.option("--only", metavar="PATTERN", help="Names as a shell writes them, with commas.")
@click.option("--readme", is_flag=True, help="Compose the README's picture from them as well.")
def pictures(only: str | None, readme: bool) -> None:  # noqa: FBT001
    """Photograph every screen and page of a running store into build/pictures/.

    Its index.html shows them all. `--only kiosk,staff-phone-*` takes those again and leaves the
    others as they are.
    """
    try:
        index = make_pictures(
            default_plan(headless=True), BUILD / "pictures", chosen(only), click.echo
        )
        if readme:
            compose(index.parent, ROOT / "docs/pictures", click.echo)
    except (ProgramFailed, BrokerError) as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--rooms", default=4, show_default=True, type=click.IntRange(2, 8))
@click.option("--garments", default=200, show_default=True, type=click.IntRange(min=2))
@click.option("--seconds", default=40.0, show_default=True, help="Within which all are hung.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what was counted as JSON.")
@click.option("--seed", default=7, show_default=True, help="The same seed, the same garments.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=BUILD / "cabins",
    help="Where the run keeps everything; emptied first.",
)
def cabins(
    rooms: int, garments: int, seconds: float, report: Path | None, seed: int, folder: Path
) -> None:
    """Hang garments in rooms that share one reader, and count in whose events each of them is.

    A real broker and real mirrors, of which one is killed and started again as the broker is; a
    simulated reader a fifth of whose reads come through the wall. Fails unless each garment came
    once and left once, in its own room.
    """
    shown = sharing_a_reader(rooms, 0.3)
    ports = Ports(free_port(), free_port(), free_port(), free_port())
    plan = replace(
        Plan(folder.absolute(), BUILD, with_doors(ports, shown, free_port), headless=True),
        screens=shown,
        seed=seed,
    )
    try:
        found = run_cabins(plan, garments, seconds, click.echo)
    except (ProgramFailed, BrokerError) as error:
        raise click.ClickException(str(error)) from error
    said = json.dumps(found, indent=1)
    click.echo(said)
    if report is not None:
        report.write_text(said + "\n", encoding="utf-8")
    if found["once"] != found["garments"]:
        raise click.ClickException("not every garment is in the events of its own room alone")


def _until_closed(plan: Plan, report: Path | None, *, calm: bool) -> None:
    bell = _ClosingBell()
    counted = report is not None or plan.seconds is not None
    found: dict[str, Any] | None = None
    run: Run | None = None
    try:
        run = Run(plan, click.echo)
        if report is not None:
            make_room(report)
        run.fit_out(counted=counted)
        catalogue = run.open()
        with GalleryServer(plan, run.glasses, catalogue, run.credentials):
            _welcome(plan)
            bell.open()
            crowd = run.live(catalogue, bell.silent, calm=calm)
            found = run.close(crowd) if counted else None
            if found is None:
                run.leave(crowd)
    except (ProgramFailed, BrokerError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        if run is not None:
            run.stop()
    if report is not None:
        report.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(f"Report: {report}; its times are of simulated readers and people")
    if found is not None:
        _verdict(found)


def make_room(report: Path) -> None:
    """See at the start that *report* can be written at the end. Raises click.ClickException."""
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        there = report.exists()
        report.touch()
        if not there:
            # A run that breaks must not leave what looks like a report.
            report.unlink()
    except OSError as error:
        raise click.ClickException(
            f"--report: {report} cannot be written: {error.strerror}: {error.filename}"
        ) from error


class _ClosingBell:
    """Ctrl-C, SIGTERM or a closed terminal: once closes an open store, before or again ends it."""

    def __init__(self) -> None:
        self._open = False
        self._rung = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ring)

    def open(self) -> None:
        self._open = True

    def silent(self) -> bool:
        return not self._rung.is_set()

    def _ring(self, _number: int, _frame: object) -> None:
        if not self._open or self._rung.is_set():
            raise SystemExit(130)
        self._rung.set()
        click.echo("Closing …")


def _welcome(plan: Plan) -> None:
    joining = json.loads(plan.joining.read_text())
    people = ", ".join(f"{p['name']} (PIN {p['pin']})" for p in joining["associates"])
    account = joining["headoffice_account"]
    click.echo(
        f"\nThe store is open.\n"
        f"  Screens      {joining['demo']}\n"
        f"  Staff        {joining['staff']}\n"
        f"               {people}\n"
        f"  Head office  {joining['headoffice']}  ({account['account']} / {account['password']})\n"
        f"  Join it      {plan.joining}\n"
        f"  Logs         {plan.folder / 'logs'}\n"
    )
    if plan.headless and chromium() is None:
        click.echo("  No Chromium here: request_to_staff will not be measured (apt: chromium).")
    click.echo(f"Closing in {plan.seconds:.0f} s." if plan.seconds else "Ctrl-C closes it.")


def _verdict(found: dict[str, Any]) -> None:
    for event in found["missing"]:
        click.echo(f"  missing: {event['name']} of {event['source']}, last at the {event['at']}")
    click.echo(f"lost {found['lost']} · doubled {found['doubled']} · rejected {found['rejected']}")
    if found["lost"] or found["doubled"]:
        sys.exit(1)


def _has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main(prog_name="python -m simulation")
