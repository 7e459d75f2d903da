"""Writes the reference documents, or checks that none is stale."""

import sys
from pathlib import Path

import click

from tools.docs.events import events_page
from tools.docs.figures import figures_page
from tools.docs.settings import settings_page
from tools.docs.topics import asyncapi, topics_page

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "events.md": events_page,
    "figures.md": figures_page,
    "topics.md": topics_page,
    "settings.md": settings_page,
    "asyncapi.json": asyncapi,
}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail when a page is stale.")
def main(*, check: bool) -> None:
    """Write the pages of docs/ that are made from the code."""
    stale = [name for name, page in PAGES.items() if _read(name) != page()]
    if check:
        if stale:
            sys.exit(f"docs: stale: {', '.join(stale)}; run: make docs")
        return
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        click.echo(f"docs: wrote docs/{name}")


def _read(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()
