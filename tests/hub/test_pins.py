"""PINs as they are kept: nothing to try without the pepper, old ones taken and kept better."""

import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from hub.access import Access
from hub.pins import PepperError, Pins, pepper_in
from hub.store import Database
from messaging.clock import ManualClock
from tests.hub.web.shop import PIN, QUICK


def test_stolen_database_gives_no_pin_away_without_the_pepper() -> None:
    kept = Pins(b"a" * 32, QUICK).hash(PIN)
    bare = kept[kept.index("$") :]
    # Whoever has the database alone tries every PIN there is against this; the right one fails too.
    assert Pins(b"", QUICK).verify(bare, PIN) is False
    assert Pins(b"b" * 32, QUICK).verify(kept, PIN) is False
    assert Pins(b"a" * 32, QUICK).verify(kept, PIN) is True


def test_old_hash_is_good_and_kept_better_at_the_next_sign_in(
    tmp_path: Path, clock: ManualClock
) -> None:
    db = Database(tmp_path / "hub.sqlite")
    access = Access(db, clock, QUICK, pepper=b"p" * 32)
    access.enrol_associate("Inès", PIN, associate="ines")
    with db.transaction() as tx:
        tx.execute("update access_associate set pin_hash = ?", (QUICK.hash(PIN),))
    forms = []
    for _ in range(2):
        access.sign_in("tablet-1", "ines", PIN)
        with db.read() as rx:
            forms.append(rx.execute("select pin_hash from access_associate").fetchone()[0])
    db.close()
    assert forms[0] == forms[1]
    assert Pins(b"p" * 32, QUICK).verify(forms[0], PIN)
    assert not forms[0].startswith("$")


def test_cheaper_hash_is_made_anew() -> None:
    cheap, dear = Pins(b"p", QUICK), Pins(b"p", PasswordHasher(2, 16, 1))
    kept = cheap.hash(PIN)
    assert (cheap.stale(kept), dear.stale(kept), dear.verify(kept, PIN)) == (False, True, True)


def test_pepper_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = pepper_in(tmp_path / "state")
    assert pepper_in(tmp_path / "state") == first
    (file,) = (tmp_path / "state").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode), len(first)) == ("pepper", 0o600, 32)


def test_pepper_that_was_cut_short_is_said(tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"short")
    with pytest.raises(PepperError, match=r"pepper holds 5 bytes, 32 are right; bring it back"):
        pepper_in(tmp_path)
