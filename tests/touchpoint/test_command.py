"""The command every touchpoint starts with: what it hands on, and what it says when it cannot."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.settings import Settings
from touchpoint.command import command
from touchpoint.starting import Reload, Start

BRAND = Path(__file__).parents[2] / "config/brand.toml"
SETTINGS = """
store = "lyon"
touchpoint = "kiosk-1"
state_dir = "{folder}/state"
[broker]
secret_file = "{folder}/secret"
[hub]
url = "http://localhost:8080"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # The command sets it; so it is put back.
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS.format(folder=tmp_path))
    return file


def started(config: Path) -> tuple[Result, list[Start[Settings]]]:
    starts: list[Start[Settings]] = []
    main = command("kiosk", "Run the kiosk.", Settings, starts.append)
    words = ["--config", str(config), "--brand", str(BRAND), "--offscreen"]
    return CliRunner().invoke(main, words), starts


def test_window_opens_with_what_was_read(config: Path) -> None:
    (config.parent / "secret").write_text("s3cret\n")
    result, (start,) = started(config)
    assert (result.exit_code, result.output) == (0, "")
    assert (start.secret, start.settings.touchpoint) == ("s3cret", "kiosk-1")
    assert (config.parent / "state/lock").exists()


def test_program_that_is_to_begin_anew_ends_so_that_it_is_started_again(config: Path) -> None:
    (config.parent / "secret").write_text("s3cret\n")

    def open_window(_start: Start[Settings]) -> None:
        raise Reload

    main = command("kiosk", "Run the kiosk.", Settings, open_window)
    words = ["--config", str(config), "--brand", str(BRAND), "--offscreen"]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.output) == (75, "")


def test_what_is_wrong_is_said_in_lines_of_the_place(config: Path) -> None:
    config.write_text("touchpoin = 1\n")
    result, starts = started(config)
    assert (result.exit_code, starts) == (1, [])
    said = result.stderr.splitlines()
    assert len(said) > 1
    assert [line for line in said if not line.startswith("kiosk: ")] == []


@pytest.mark.parametrize("table", ["broker", "hub"])
def test_authority_that_is_not_there_is_said_in_a_line(config: Path, table: str) -> None:
    (config.parent / "secret").write_text("s3cret\n")
    said = config.read_text().replace("http:", "https:")
    config.write_text(said.replace(f"[{table}]", f'[{table}]\nca = "/none/ca.crt"'))
    result, starts = started(config)
    assert (result.exit_code, starts) == (1, [])
    assert result.stderr == (
        f"kiosk: {config}: {table}.ca: /none/ca.crt: No such file or directory; the certificate "
        "(PEM) that signed the other side's belongs there\n"
    )


def test_help_names_the_place_s_own_settings() -> None:
    main = command("kiosk", "Run the kiosk.", Settings, lambda _: None)
    assert "config/kiosk.toml" in CliRunner().invoke(main, ["--help"]).stdout
