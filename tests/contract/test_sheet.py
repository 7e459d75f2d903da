"""The brand as a style sheet for every page."""

from pathlib import Path

from contract.brand import Brand
from contract.settings import load
from contract.sheet import family, is_dark, stylesheet

ROOT = Path(__file__).parents[2]


def test_brand_sheet_names_colours_and_families() -> None:
    path = ROOT / "config/brand.toml"
    sheet = stylesheet(load(path.read_text(), str(path), Brand))
    assert "  color-scheme: light;\n  --paper: #F5F2EB;\n" in sheet
    assert '  --display: "Cormorant Garamond", serif;\n' in sheet
    assert (is_dark("#101214"), family("Inter")) == (True, "Inter")
