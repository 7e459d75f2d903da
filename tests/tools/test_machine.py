"""How setup sees what is missing, and what it says when a step fails."""

import pytest

from tools.machine import SetupError, library, program, run


@pytest.mark.parametrize(("name", "found"), [("sh", True), ("no-such-program", False)])
def test_program_is_found(name: str, found: bool) -> None:
    assert program(name)() == found


@pytest.mark.parametrize(("name", "found"), [("libc.so.6", True), ("libnothing.so.9", False)])
def test_library_is_found(name: str, found: bool) -> None:
    assert library(name)() == found


@pytest.mark.parametrize(
    ("command", "code"), [(["sh", "-c", "exit 3"], 3), (["no-such-program"], 127)]
)
def test_failing_step_says_what_to_do(command: list[str], code: int) -> None:
    with pytest.raises(SetupError) as caught:
        run(command, "plug the cable in")
    assert f"failed ({code}): plug the cable in [" in str(caught.value)
