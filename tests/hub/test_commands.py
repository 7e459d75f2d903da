"""The hub's commands: import, rejected, and what they say when something is wrong."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contract.features import FEATURES
from contract.ids import new_id
from hub.__main__ import main
from hub.cli import settings_from, tiers_from
from hub.desk import Desk
from hub.store import Database
from messaging.clock import SystemClock
from simulation.certificates import make_certificates

REAL = Path(__file__).parents[2] / "../shared/data/catalogue"
HEADER = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Barcode,Variant Price,Image Src\n"
GOOD = "coat,Coat,Maison,Size,36,614141100019,890.00,\n"
BAD = "coat,,,Size,38,614141100027,890.00,\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hub.toml"
    file.write_text(f'store = "lyon"\nname = "Lyon"\nstate_dir = "{tmp_path / "state"}"\n')
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def desk_of(config: Path) -> Desk:
    db = Database(config.parent / "state/hub.db")
    return Desk(db, "lyon", SystemClock(), new_id)


def test_import_says_the_line_of_each_row_that_does_not_fit(config: Path, tmp_path: Path) -> None:
    products = tmp_path / "products.csv"
    products.write_text(HEADER + GOOD + BAD)
    done = run("import", "catalogue", products, "--config", config)
    assert done.exit_code == 0
    assert done.stdout == "1 styles, 1 variants, 0 photos\n"
    assert done.stderr.splitlines()[0].startswith("products.csv line 3: found ")


def test_import_of_nothing_usable_keeps_the_catalogue_in_force(
    config: Path, tmp_path: Path
) -> None:
    products = tmp_path / "products.csv"
    products.write_text(HEADER + GOOD)
    assert run("import", "catalogue", products, "--config", config).exit_code == 0
    products.write_text(HEADER)
    refused = run("import", "catalogue", products, "--config", config)
    assert (refused.exit_code, "no usable style" in refused.stderr) == (1, True)
    assert desk_of(config).style_of("00614141100019") is not None


def test_import_of_stock_counts_this_store_and_knows_of_the_others(
    config: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "stock.tsv"
    feed.write_text(
        "store_code\tgtin\tquantity\tupdated_at\n"
        "lyon\t614141100019\t3\t2026-11-21T07:30:00Z\n"
        "paris-marais\t614141100026\t9\t2026-11-21T07:30:00Z\n"
        "paris-marais\t614141100033\tmany\t2026-11-21T07:30:00Z\n"
        "paris-marais\t614141100040\tmany\t2026-11-21T07:30:00Z\n"
        "Nice 2\t614141100026\t9\t2026-11-21T07:30:00Z\n"
    )
    done = run("import", "stock", feed, "--config", config)
    assert done.stdout == (
        "1 counts as of 2026-11-21T07:30:00+00:00\n1 counts of other stores (paris-marais)\n"
    )
    assert done.stderr.splitlines() == [
        (
            "stock.tsv: store_code 'Nice 2' is no name: 1 to 32 of a-z, 0-9 and '-', not beginning "
            "with '-', are; this store is left out"
        ),
        (
            "stock.tsv: store paris-marais: line 4: found quantity 'many'; wanted a whole number "
            "from 0, and 1 more"
        ),
    ]
    desk = desk_of(config)
    coat, shirt = map(desk.stock, ("00614141100019", "00614141100026"))
    assert (coat.available, coat.elsewhere, shirt.available) == (3, (), None)
    assert [(there.store, there.available) for there in shirt.elsewhere] == [("paris-marais", 9)]


def test_older_feed_is_refused_in_one_line(config: Path, tmp_path: Path) -> None:
    feed = tmp_path / "stock.csv"
    feed.write_text("gtin,quantity,where,as_of\n614141100019,3,rail,2026-11-21T07:30:00Z\n")
    assert run("import", "stock", feed, "--config", config).exit_code == 0
    feed.write_text("gtin,quantity,where,as_of\n614141100019,9,rail,2026-11-20T07:30:00Z\n")
    refused = run("import", "stock", feed, "--config", config)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: a full feed of 2026-11-20")


def test_settings_that_are_wrong_are_named(config: Path) -> None:
    config.write_text(config.read_text() + "[http]\nprot = 1\n")
    refused = run("rejected", "--config", config)
    assert refused.stderr == (
        f"Error: {config}: http.prot: no such key; allowed: ca, cert, host, key, port, "
        "public_url; did you mean 'port'?\n"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            'timezone = "Europe/Pari"',
            (
                "timezone: found 'Europe/Pari'; no time zone is called so; "
                "did you mean 'Europe/Paris'?"
            ),
        ),
        (
            'timezone = "/etc/passwd"',
            "timezone: found '/etc/passwd'; no time zone is called so; Europe/Paris is one",
        ),
        (
            '[http]\ncert = "hub.crt"',
            "http: found {'cert': 'hub.crt'}; cert is set and key is not; both or none are right",
        ),
        (
            '[http]\nkey = "hub.key"',
            "http: found {'key': 'hub.key'}; key is set and cert is not; both or none are right",
        ),
    ],
)
def test_setting_that_cannot_be_is_said_in_one_line(config: Path, line: str, words: str) -> None:
    config.write_text(config.read_text() + line + "\n")
    refused = run("serve", "--config", config)
    assert (refused.exit_code, refused.stderr) == (1, f"Error: {config}: {words}\n")


def test_certificate_that_cannot_be_used_is_said_in_one_line(
    config: Path, tmp_path: Path, free_port: int
) -> None:
    make_certificates(tmp_path / "tls")
    make_certificates(tmp_path / "other")
    cert, key = tmp_path / "tls/broker.crt", tmp_path / "other/broker.key"
    settings = config.read_text() + f"[http]\nport = {free_port}\n"
    config.write_text(f'{settings}cert = "{cert}"\nkey = "{tmp_path}/none.key"\n')
    absent = run("serve", "--config", config)
    config.write_text(f'{settings}cert = "{cert}"\nkey = "{key}"\n')
    foreign = run("serve", "--config", config)
    assert [absent.stderr, foreign.stderr] == [
        f"Error: [http] key {tmp_path}/none.key cannot be read: No such file or directory\n",
        (
            f"Error: [http] cert {cert} and key {key} do not fit together: KEY_VALUES_MISMATCH; "
            "a PEM certificate and its own key without a password are right\n"
        ),
    ]


def test_taken_port_is_said_before_anything_is_opened(config: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config.write_text(config.read_text() + f"[http]\nport = {port}\n")
        refused = run("serve", "--config", config)
    assert refused.stderr == (
        f"Error: 127.0.0.1:{port} is taken by another program; choose another with [http] port\n"
    )
    assert not (config.parent / "state").exists()


def test_nothing_rejected_is_said(config: Path) -> None:
    assert run("rejected", "--config", config).stdout == (
        "Nothing was rejected, and nothing is missing.\n"
    )


def test_real_catalogue_comes_in_whole(config: Path) -> None:
    done = run("import", "catalogue", REAL / "shopify_products.csv", "--config", config)
    assert done.stdout == "20 styles, 147 variants, 20 photos, 4 lookbooks\n"


def test_tiers_beside_the_settings_hold_else_those_that_are_named_else_everything(
    config: Path, tmp_path: Path
) -> None:
    few = 'default = "few"\n[tiers]\nfew = ["{}"]\n'
    found = [tiers_from(config, settings_from(config)).tiers]
    (tmp_path / "tiers.toml").write_text(few.format("search"))
    found.append(tiers_from(config, settings_from(config)).tiers)
    (tmp_path / "other.toml").write_text(few.format("browse"))
    config.write_text(f'{config.read_text()}[tiers]\nfile = "{tmp_path}/other.toml"\n')
    found.append(tiers_from(config, settings_from(config)).tiers)
    assert found == [
        {"everything": tuple(sorted(FEATURES))},
        {"few": ("search",)},
        {"few": ("browse",)},
    ]
    (tmp_path / "other.toml").write_text(few.format("serch"))
    refused = run("serve", "--config", config)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"Error: {tmp_path}/other.toml: tiers.few.0: found 'serch';")
