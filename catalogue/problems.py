"""What an importer could not use, said so that the person who made the file can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing in a file that does not fit; `line` counts from 1, the header being line 1."""

    line: int
    found: str
    wanted: str
    #: The file's name, where several are read at once.
    file: str = ""

    def __str__(self) -> str:
        where = f"{self.file} line" if self.file else "line"
        return f"{where} {self.line}: found {self.found}; wanted {self.wanted}"


class Misfit(Exception):
    """What was found in one row or cell, and what would be right; who catches it knows where."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"found {found}; wanted {wanted}")
        self.found, self.wanted = found, wanted

    def at(self, line: int) -> RowProblem:
        return RowProblem(line, self.found, self.wanted)


class FileError(ValueError):
    """The file as a whole cannot be read; the text says what was found and what would be right."""
