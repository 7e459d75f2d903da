"""`python -m hub certificate` as it is typed."""

import ssl
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.__main__ import main
from hub.authority import names_of, read_certificate

SETTINGS = 'store = "lyon"\nname = "Lyon"\nstate_dir = "{folder}/state"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hub.toml"
    file.write_text(SETTINGS.format(folder=tmp_path))
    return file


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["certificate", *words, "--config", str(config)])


def test_first_one_makes_the_authority_and_says_what_to_set(config: Path, tmp_path: Path) -> None:
    done = run(config, "--name", "hub.parcours.test", "--name", "10.1.2.3")
    assert done.exit_code == 0, done.output
    home = tmp_path / "state/tls"
    found = read_certificate((home / "hub.crt").read_bytes())
    assert names_of(found) == ("hub.parcours.test", "10.1.2.3")
    assert done.stdout.endswith(
        f'Set in {config}:\n[http]\nca = "{home}/ca.crt"\ncert = "{home}/hub.crt"\n'
        f'key = "{home}/hub.key"\npublic_url = "https://hub.parcours.test:8080"\n'
    )
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert modes == {"ca.crt": 0o644, "ca.key": 0o600, "hub.crt": 0o644, "hub.key": 0o600}
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(home / "hub.crt", home / "hub.key")


def test_what_is_there_stays_until_somebody_says_renew(config: Path, tmp_path: Path) -> None:
    home = tmp_path / "state/tls"
    run(config, "--name", "hub.local")
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    refused = run(config, "--name", "other.local")
    assert (refused.exit_code, {p.name: p.read_bytes() for p in home.iterdir()}) == (1, before)
    assert refused.stderr.startswith(f"Error: {home}/hub.crt is there already: for hub.local, good")
    assert run(config, "--renew").exit_code == 0
    after = {path.name: path.read_bytes() for path in home.iterdir()}
    same = {name for name in before if before[name] == after[name]}
    assert same == {"ca.crt", "ca.key"}
    assert names_of(read_certificate(after["hub.crt"])) == ("hub.local",)


def test_broker_gets_one_of_the_same_authority(config: Path, tmp_path: Path) -> None:
    home = tmp_path / "state/tls"
    run(config, "--name", "hub.local")
    before = (home / "ca.crt").read_bytes()
    done = run(config, "--for", "broker", "--name", "hub.local")
    assert done.exit_code == 0, done.output
    assert (home / "ca.crt").read_bytes() == before
    found = read_certificate((home / "broker.crt").read_bytes())
    found.verify_directly_issued_by(read_certificate(before))


def test_settings_that_name_it_already_are_left_alone(config: Path, tmp_path: Path) -> None:
    home = tmp_path / "own"
    named = f'ca = "{home}/ca.crt"\ncert = "{home}/a.crt"\nkey = "{home}/a.key"\n'
    url = 'public_url = "https://hub.brand.example"\n'
    config.write_text(f"{config.read_text()}[http]\n{named}{url}")
    done = run(config)
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith("it already; the hub takes it at its next start.\n")
    assert names_of(read_certificate((home / "a.crt").read_bytes()))[0] == "hub.brand.example"


def test_authority_without_its_key_is_said(config: Path, tmp_path: Path) -> None:
    home = tmp_path / "state/tls"
    run(config, "--name", "hub.local")
    (home / "ca.key").unlink()
    refused = run(config, "--renew")
    assert refused.exit_code == 1
    assert f"{home}/ca.crt was found without {home}/ca.key; bring the other back" in refused.stderr


def test_name_that_is_none_is_said(config: Path) -> None:
    refused = run(config, "--name", "https://hub.local")
    assert refused.exit_code == 2
    assert "'https://hub.local' is no host name or address" in refused.stderr
