"""What a provider's words come to: names, groups, accounts, and the settings that ask for them."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import click
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.settings import SettingsError, load
from headoffice.__main__ import main
from headoffice.accounts import Identity, SqliteAccounts
from headoffice.database import Database
from headoffice.oidc.claims import first_of, groups_in, shown_name
from headoffice.oidc.opening import opened
from headoffice.oidc.refusal import NotLetIn
from headoffice.settings import Group, Settings
from headoffice.standing import Standing
from tests.headoffice.office import NOW

OFFERED = tuple(
    Group(name=name, role=role, of=of)  # type: ignore[arg-type]
    for name, role, of in (
        ("paris", "store", "paris"), ("lyon", "store", "lyon"), ("board", "network", ""),
    )
)  # fmt: skip


@given(st.lists(st.sampled_from(["board", "lyon", "paris", "kitchen"]), max_size=8))
def test_order_of_the_settings_decides_and_never_that_of_the_claim(groups: list[str]) -> None:
    wanted = next((name for name in ("paris", "lyon", "board") if name in groups), None)
    if wanted is None:
        with pytest.raises(NotLetIn):
            first_of(groups, OFFERED)
    else:
        assert first_of(groups, OFFERED).name == wanted
        assert first_of(groups[::-1] * 2, OFFERED).name == wanted


def test_refusal_names_a_dozen_groups_at_most() -> None:
    with pytest.raises(NotLetIn) as refused:
        first_of([f"g{n}\n" for n in range(500)], OFFERED)
    assert refused.value.found == ", ".join(f"g{n}" for n in range(12)) + ", …"


@pytest.mark.parametrize(
    ("claim", "groups"),
    [
        (["a", "b"], ("a", "b")),
        ("a", ("a",)),
        (["a", 7, None, "", ["b"]], ("a",)),
        (None, ()),
        ({"a": True}, ()),
    ],
)
def test_groups_are_texts(claim: object, groups: tuple[str, ...]) -> None:
    assert groups_in(claim) == groups


@settings(max_examples=50)
@given(
    st.fixed_dictionaries({"sub": st.text(min_size=1)}, optional={"name": st.text() | st.none()})
)
def test_name_is_one_line_that_can_be_read(claims: dict[str, Any]) -> None:
    shown = shown_name(claims, "Maison")
    assert shown.isprintable()
    assert len(shown) <= 80 + len(" (Maison)")


def test_name_is_what_names_a_person_best() -> None:
    said = {"sub": "s-1", "email": "c@maison.example", "preferred_username": "cpetit"}
    assert (
        shown_name({**said, "name": " Claire\u202e\nPetit "}, "Maison") == "Claire Petit (Maison)"
    )
    assert shown_name(said, "Maison") == "cpetit (Maison)"
    assert shown_name({"sub": "s-1", "name": "\n"}, "Maison") == "s-1 (Maison)"


#: Somebody of the provider comes by a name, or an account of head office is made.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["s-1", "s-2", "s-3", "enrol"]),
        st.sampled_from(["A (M)", "A (M) 2", "B (M)"]),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder, numbers = tmp_path_factory.mktemp("accounts"), count()
    return lambda: Database(folder / f"{next(numbers)}.sqlite")


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_in_whatever_order_people_come_no_name_is_given_twice(databases: Any, steps: Any) -> None:
    database = databases()
    accounts = SqliteAccounts(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    owners: dict[str, str] = {}
    for who, shown in steps:
        if who == "enrol":
            if owners.get(shown, "enrol") != "enrol":
                with pytest.raises(ValueError, match="without a password"):
                    accounts.enrol_account(shown, NOW)
                continue
            accounts.enrol_account(shown, NOW)
            account = shown
        else:
            account, token = accounts.enter(Identity("i", who, shown, "t"), Standing(), NOW)
            assert account.startswith(shown)
            assert accounts.account_of(token, NOW) == account
        assert owners.setdefault(account, who) == who
    database.close()


def test_who_is_called_otherwise_gets_a_name_and_the_old_one_stays_theirs(
    database: Database,
) -> None:
    accounts = SqliteAccounts(database)
    before = Identity("i", "s-1", "Claire Petit (M)", "t")
    _, old = accounts.enter(before, Standing("store", "lyon"), NOW)
    name, token = accounts.enter(
        Identity("i", "s-1", "Claire Blanc (M)", "t2"), Standing("region", "south"), NOW
    )
    assert (name, accounts.account_of(old, NOW)) == ("Claire Blanc (M)", None)
    assert accounts.standing_of(name) == Standing("region", "south")
    assert (accounts.hint_of(token), accounts.hint_of(old)) == ("t2", None)
    other = Identity("elsewhere", "s-1", "Claire Petit (M)", "t")
    assert accounts.enter(other, Standing(), NOW)[0] == "Claire Petit (M) 2"
    accounts.shut(other)
    accounts.shut(Identity("i", "nobody", "N (M)", "t"))
    assert accounts.account_of(token, NOW) == name


def test_sessions_of_a_person_are_ended_by_command(tmp_path: Path) -> None:
    config = tmp_path / "headoffice.toml"
    config.write_text(f'state_dir = "{tmp_path}"\n')
    database = Database(tmp_path / "headoffice.sqlite")
    accounts = SqliteAccounts(database)
    name, token = accounts.enter(Identity("i", "s-1", "Claire (M)", "t"), Standing(), NOW)

    def run(who: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["sign-out", who, "--config", str(config)])
        return done.exit_code, done.output

    assert run("Noé") == (1, "Error: no account is called 'Noé'; `audit` prints names\n")
    assert run(name) == (0, "")
    assert accounts.account_of(token, NOW) is None
    database.close()


RIGHT = """
state_dir = "x"
[regions]
south = ["lyon"]
[oidc]
issuer = "https://login.maison.example"
client_id = "parcours"
public_url = "https://headoffice.maison.example"
name = "Maison"
[[oidc.group]]
name = "south"
role = "region"
of = "south"
"""


def test_settings_name_a_provider() -> None:
    found = load(RIGHT, "f", Settings)
    assert found.oidc
    assert found.oidc.group[0].standing == Standing("region", "south")
    assert load('state_dir = "x"', "f", Settings).oidc is None


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('of = "south"', 'of = "north"', "is of the region 'north'; [regions] names: south"),
        ('of = "south"', "", "of is missing; the region that 'south' reads is right"),
        ('role = "region"', 'role = "network"', "of = 'south' was found; network reads all"),
        ("https://login.maison.example", "http://login.maison.example", "https://… would be right"),
        ("https://login.maison.example", "https://l.example?a", "an address without ? and #"),
        ("https://headoffice.maison.example", "headoffice", "an address without ? and #"),
        ("client_id", "client", "oidc.client: no such key"),
    ],
)  # fmt: skip
def test_settings_that_are_wrong_say_what_is_right(right: str, wrong: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(RIGHT.replace(right, wrong), "headoffice.toml", Settings)
    assert said in str(error.value)


def test_secret_that_is_none_is_said_before_anything_starts(tmp_path: Path) -> None:
    found = load(RIGHT, "f", Settings).oidc
    assert found
    for text in (None, "\n"):
        file = tmp_path / "secret"
        if text is not None:
            file.write_text(text)
        with pytest.raises(click.ClickException) as error:
            opened(found.model_copy(update={"client_secret_file": file}), lambda: datetime.now(UTC))
        assert str(file) in error.value.message
