"""Who may come in, and until when."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from headoffice.accounts import SESSION_LASTS, SqliteAccounts
from headoffice.database import Database
from tests.headoffice.office import NOW


@pytest.fixture
def accounts(database: Database) -> SqliteAccounts:
    return SqliteAccounts(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_bearer_names_its_store(accounts: SqliteAccounts) -> None:
    bearer = accounts.enrol_store("lyon", NOW)
    assert accounts.store_of(bearer) == "lyon"
    assert accounts.store_of(bearer.replace("lyon", "paris")) is None
    assert accounts.store_of(bearer[:-1]) is None
    assert accounts.store_of("") is None


def test_store_with_a_reserved_name_is_refused(accounts: SqliteAccounts) -> None:
    with pytest.raises(ValueError, match="is reserved"):
        accounts.enrol_store("stock", NOW)


def test_session_lasts_its_time(accounts: SqliteAccounts) -> None:
    token = accounts.sign_in("claire", accounts.enrol_account("claire", NOW), NOW)
    assert token is not None
    assert accounts.account_of(token, NOW + SESSION_LASTS - timedelta(seconds=1)) == "claire"
    assert accounts.account_of(token, NOW + SESSION_LASTS) is None


def test_new_password_ends_the_old_one_and_its_sessions(accounts: SqliteAccounts) -> None:
    old = accounts.enrol_account("claire", NOW)
    token = accounts.sign_in("claire", old, NOW)
    new = accounts.enrol_account("claire", NOW)
    assert accounts.account_of(token or "", NOW) is None
    assert accounts.sign_in("claire", old, NOW) is None
    assert accounts.sign_in("claire", new, NOW) is not None


def test_sign_in_of_nobody_is_refused(accounts: SqliteAccounts) -> None:
    assert accounts.sign_in("nobody", "x", NOW) is None


def test_sign_out_ends_one_session_only(accounts: SqliteAccounts) -> None:
    password = accounts.enrol_account("claire", NOW)
    first, second = (accounts.sign_in("claire", password, NOW) or "" for _ in range(2))
    accounts.sign_out(first, NOW)
    assert accounts.account_of(first, NOW) is None
    assert accounts.account_of(second, NOW) == "claire"


def test_no_secret_is_kept(accounts: SqliteAccounts, database: Database) -> None:
    secrets = [
        accounts.enrol_store("lyon", NOW).partition(".")[2],
        accounts.enrol_account("claire", NOW),
    ]
    secrets.append(accounts.sign_in("claire", secrets[1], NOW) or "")
    with database.read() as rx:
        kept = "\n".join(rx.iterdump())
    assert [secret in kept for secret in secrets] == [False, False, False]
