"""The benchmark of codes: every figure has its yardstick, and what is easy is read."""

import pytest

from simulation.bench import codes


def test_every_figure_has_a_yardstick_and_easy_frames_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(codes, "FRAMES", 3)
    monkeypatch.setattr(codes, "CODES", 20)
    told: list[str] = []
    figures = codes.codes(told.append)
    assert told == ["  Codes drawn before a lens …", "  Tags decoded …"]
    assert len({figure.name for figure in figures}) == len(figures) == 21
    assert {f.name: f.value for f in figures if f.unit == "%" and "easy" in f.name} == {
        f"read in one drawn frame: {symbol}, easy": 100.0
        for symbol in ("QR", "GS1 DataMatrix", "EAN-13")
    }
    assert [f.name for f in figures if f.unit != "%" and f.value * f.yardstick_value <= 0] == []
