"""Counts how often garments are told to be in the right room, and publishes the table."""

from pathlib import Path

import click

from simulation.rooms.table import lines, page, read_halls

_HERE = Path(__file__).parent
_PAGE = _HERE.parents[1] / "docs/rooms.md"


@click.command()
@click.option(
    "--tuning",
    is_flag=True,
    help="On the halls that rules may be chosen on; only printed, never published.",
)
def main(tuning: bool) -> None:  # noqa: FBT001
    """Let garments come and go in simulated fitting rooms, and write docs/rooms.md.

    Takes about two minutes. Rules (touchpoint/rooms.py) are chosen with --tuning alone.
    """
    halls = read_halls(_HERE / ("tuning.toml" if tuning else "held_out.toml"))
    found = []
    for line in lines(halls):
        found.append(line)
        how = "calibrated" if line.calibrated else "as assumed"
        click.echo(
            f"  {line.share:.0%} cross-reads, {how}: {line.right:.1%} right, "
            f"{line.worst:.1%} in the worst hall"
        )
    if tuning:
        return
    _PAGE.write_text(page(found, len(halls)), encoding="utf-8")
    click.echo(f"Written: {_PAGE}")


if __name__ == "__main__":
    main(prog_name="python -m simulation.rooms")
