"""Every command of the hub that configuration and documents name exists, with its options."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from hub.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
FILES = [*(ROOT / "config").glob("*.toml"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
#: In code, or on a line of its own in a block of it; the program's name may be left out.
IN_TEXT = re.compile(r"`(?:python -m hub )?([a-z][^`]*)`")
IN_BLOCK = re.compile(r"^[ $]*(?:\S*/)?python -m hub ([^`#\n]+)$", re.MULTILINE)


def written(file: Path) -> Iterator[str]:
    text = re.sub(r"\n#? *", " ", file.read_text()) if file.suffix == ".toml" else file.read_text()
    inline = (found for found in IN_TEXT.findall(text) if found.split()[0] in main.commands)
    yield from (found for found in inline if len(found.split()) > 1)
    yield from IN_BLOCK.findall(text)


def wrong(line: str) -> list[str]:
    """The words of *line* that its command does not know."""
    command: click.Command = main
    words = line.split()
    while isinstance(command, click.Group) and words:
        word = words.pop(0)
        if word in {"…", "..."}:
            return []
        if word not in command.commands:
            # Several of them at once, as in `enrol touchpoint|associate`.
            return [one for one in word.split("|") if one not in command.commands]
        command = command.commands[word]
    known = {option for it in command.params for option in it.opts} | {"--help"}
    return [word for word in words if re.fullmatch(r"--[a-z-]+", word) and word not in known]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_commands_that_are_written_down_exist(file: Path) -> None:
    assert [(line, found) for line in written(file) if (found := wrong(line))] == []


def test_what_is_no_command_is_noticed() -> None:
    lines = ["enrol associate --zone cabins", "enrol person", "person ID --zone cabins"]
    assert [wrong(line) for line in lines] == [["--zone"], ["person"], []]
    named = [line for file in FILES for line in written(file)]
    assert any(line.startswith("person ID --zone") for line in named)
    assert len(named) > 15
