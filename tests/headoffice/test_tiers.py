"""`python -m headoffice tiers`: a document is checked, told store by store, and sent once."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contract.tiers import read_wire
from headoffice.__main__ import main
from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.messages import Messages
from tests.headoffice.office import NOW

DOCUMENT = """default = "small"
[tiers]
large = ["search", "browse", "loyalty"]
small = ["browse"]
[stores.lyon]
tier = "large"
features = { loyalty = false }
[stores.pariss]
tier = "large"
[[switches]]
feature = "gift"
on = true
since = 2199-12-01
stores = ["paris"]
"""


class Office:
    """Head office's folder with two stores, and its command line."""

    def __init__(self, folder: Path) -> None:
        self.file, self.config = folder / "tiers.toml", folder / "headoffice.toml"
        self.file.write_text(DOCUMENT)
        self.config.write_text(f'state_dir = "{folder}"\n')
        self.database = Database(folder / "headoffice.sqlite")
        accounts = SqliteAccounts(self.database)
        for name in ("paris", "lyon"):
            accounts.enrol_store(name, NOW)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, ["tiers", *words, "--config", str(self.config)])

    def sent(self) -> list[int]:
        return [message.n for message in Messages(self.database).after("lyon", 0)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_document_is_told_store_by_store_and_sent_once(office: Office) -> None:
    told = [
        "lyon: large, 2 of 22 features",
        "paris: small, 1 of 22 features; from 2199-12-01: +gift",
    ]
    first, again = office.run(str(office.file)), office.run(str(office.file))
    assert first.stdout.splitlines() == [*told, "sent as message 1"]
    assert again.stdout.splitlines() == [*told, "this is what was sent last; nothing was sent"]
    assert first.stderr == (
        f"{office.file}: pariss: no store is enrolled under this name; did you mean 'paris'?\n"
    )
    (message,) = Messages(office.database).after("paris", 0)
    assert (message.kind, read_wire(message.data).tier_of("lyon")) == ("settings", "large")
    office.file.write_text(DOCUMENT.replace("false", "true"))
    assert office.run(str(office.file)).stdout.splitlines()[-1] == "sent as message 2"
    assert office.sent() == [1, 2]


def test_check_sends_nothing(office: Office) -> None:
    assert office.run(str(office.file), "--check").stdout.splitlines()[-1] == "nothing was sent"
    assert office.sent() == []


def test_mistake_sends_nothing_and_says_what_would_be_right(office: Office) -> None:
    office.file.write_text(DOCUMENT.replace('"search"', '"serch"').replace('"gift"', '"gft"'))
    found = office.run(str(office.file))
    assert (found.exit_code, office.sent()) == (1, [])
    ends = [line.rpartition("; ")[2] for line in found.stderr.splitlines()]
    assert ends == ["did you mean 'search'?", "did you mean 'gift'?"]


def test_help_teaches() -> None:
    said = CliRunner().invoke(main, ["tiers", "--help"]).stdout
    for word in ("replaces, whole", "--check", "config/tiers.toml", "docs/tiers.md"):
        assert word in said
