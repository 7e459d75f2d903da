"""`import catalogue` of each format, with what lies beside it, up to what screens fetch."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from contract.ids import new_id
from hub.__main__ import main
from hub.desk import Desk
from hub.store import Database
from messaging.clock import SystemClock

SAME = Path(__file__).parents[1] / "catalogue/same"
PICTURES = ("coat-camel", "coat-back", "coat-noir", "coat-poster", "friend", "scarf", "tee")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hub.toml"
    file.write_text(f'store = "lyon"\nname = "Lyon"\nstate_dir = "{tmp_path / "state"}"\n')
    return file


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, name in enumerate(PICTURES):
        Image.new("RGB", (200 + number, 300), "#7A1F2B").save(folder / f"{name}.jpg")
    (folder / "coat.mp4").write_bytes(b"film")
    return folder


def run(config: Path, *arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, ["import", *words, "--config", str(config)])


def desk_of(config: Path) -> Desk:
    return Desk(Database(config.parent / "state/hub.db"), "lyon", SystemClock(), new_id)


@pytest.mark.parametrize("name", ["products.csv", "products.tsv", "products.jsonld"])
def test_each_format_comes_in_whole(config: Path, photos: Path, name: str) -> None:
    done = run(config, "catalogue", SAME / name, "--photos", photos)
    assert (done.stderr, done.exit_code) == ("", 0)
    assert done.stdout == "3 styles, 7 variants, 7 photos, 1 videos, 1 size charts\n"
    catalogue = desk_of(config).catalogue()
    assert catalogue
    media = {file.name for file in (config.parent / "state/media").iterdir()}
    shown = {file for photo in catalogue.photographs() for file in photo.sizes.values()}
    assert shown | {catalogue.styles[0].videos[0].file} == media


def test_format_may_be_named_and_is_then_believed(config: Path) -> None:
    refused = run(config, "catalogue", SAME / "products.csv", "--format", "google")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: products.csv has no column id, title, price, gtin; ")


def test_lookbooks_charts_and_services_may_be_named(
    config: Path, photos: Path, tmp_path: Path
) -> None:
    looks, services, charts = tmp_path / "l.json", tmp_path / "s.toml", tmp_path / "c"
    looks.write_text('[{"id": "one", "title": "One", "cover": "tee.jpg", "styles": ["tee"]}]')
    services.write_text('returns.en = "Within 30 days."')
    charts.mkdir()
    (charts / "women.csv").write_text("EU\n36\n38\n")
    named = ("--lookbooks", looks, "--services", services, "--charts", charts)
    done = run(config, "catalogue", SAME / "products.csv", "--photos", photos, *named)
    assert done.stdout == ("3 styles, 7 variants, 7 photos, 1 videos, 1 lookbooks, 1 size charts\n")
    catalogue = desk_of(config).catalogue()
    assert catalogue
    assert catalogue.services.returns == {"en": "Within 30 days."}
    assert [book.lookbook for book in catalogue.lookbooks] == ["one"]
    assert [len(chart.columns) for chart in catalogue.charts] == [1]


def test_whatever_is_new_makes_a_new_version(config: Path, photos: Path, tmp_path: Path) -> None:
    versions = []
    for words in ("One", "One", "Two"):
        (tmp_path / "s.toml").write_text(f'returns.en = "{words}"')
        named = ("--services", tmp_path / "s.toml", "--photos", photos)
        run(config, "catalogue", SAME / "products.csv", *named)
        found = desk_of(config).catalogue()
        versions.append(found.version if found else "")
    assert versions[0] == versions[1] != versions[2]


def test_local_inventory_by_the_shop_s_ids(config: Path, photos: Path, tmp_path: Path) -> None:
    run(config, "catalogue", SAME / "products.tsv", "--photos", photos)
    feed = tmp_path / "local.tsv"
    feed.write_text(
        "store_code\tid\tquantity\tprice\tupdated_at\n"
        "lyon\tscarf-gris\t4\t140.00 EUR\t2026-11-21T07:30:00Z\n"
        "milano\tscarf-gris\t9\t140.00 EUR\t2026-11-21T07:30:00Z\n"
        "lyon\tnothing\t1\t1.00 EUR\t2026-11-21T07:30:00Z\n"
    )
    done = run(config, "stock", feed)
    assert done.stdout.splitlines() == [
        "1 counts as of 2026-11-21T07:30:00+00:00",
        "1 counts of other stores (milano)",
    ]
    assert done.stderr.splitlines()[0] == (
        "local.tsv line 4: found id 'nothing' without a gtin; "
        "wanted the id of a variant in the catalogue"
    )
    scarf = desk_of(config).catalogue()
    assert scarf
    assert desk_of(config).stock(scarf.styles[1].variants[0].gtin).available == 4


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (
            "ar",
            "one written from left to right: screens would turn its sizes and prices around",
        ),
        ("French", "the code of a language such as fr or pt-BR"),
    ],
)
def test_source_in_a_language_no_screen_can_draw_is_refused(
    config: Path, code: str, wanted: str
) -> None:
    with config.open("a") as file:
        file.write(f'[catalogue]\nlanguage = "{code}"\n')
    refused = run(config, "catalogue", SAME / "products.csv")
    said = f"Error: {config}: catalogue.language: found {code!r}; wanted {wanted}\n"
    assert (refused.exit_code, refused.stderr) == (1, said)
    assert not (config.parent / "state").exists()
