"""Head office saved into a folder and brought back: its journeys, and its own database."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from headoffice.store import JourneyStore, Statement, StoreError
from headoffice.store.statements import read

STATEMENTS: Final[Mapping[str, Statement]] = {
    it.name: it for it in read((files(__package__) / "backup.sql").read_text(encoding="utf-8"))
}
_JOURNEYS: Final = "journeys"
_DATABASE: Final = "headoffice.sqlite"
_PATIENCE: Final = 600.0


class Unfit(Exception):
    """Nothing can be saved to, or brought back from, this place; the sentence says why."""


def save(store: JourneyStore, database: Path, folder: Path) -> None:
    """Save both into *folder*, which is made for its owner alone, or is empty.

    Without the database in it a backup was broken off. Raises Unfit, OSError, StoreError.
    """
    if not database.is_file():
        raise Unfit(
            f"{database} is not there: head office was never started with these settings, and "
            "there is nothing to save; name the settings that `serve` has with --config"
        )
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Unfit(f"{folder} is not empty; name a new folder")
    store.each_shard(_told("save_journeys", folder))
    # The database second: with it the backup is whole. Which days of visits it takes for made says
    # nothing of the events saved before it; `restore` has all of them made anew.
    try:
        _copied(database, folder / _DATABASE).replace(folder / _DATABASE)
    except sqlite3.Error as error:
        raise Unfit(
            f"{database} cannot be read whole ({error}), and {folder} is no backup: try again into "
            "a new folder, and if that fails too, restore the backup before"
        ) from error


def restore(store: JourneyStore, database: Path, folder: Path) -> int:
    """Bring both back from *folder* to where nothing is yet; answers how many events there are.

    Raises Unfit, OSError, StoreError.
    """
    folder = folder.absolute()
    if not (folder / _DATABASE).is_file():
        raise Unfit(f"{folder} holds no whole backup: {_DATABASE} is not in it")
    if database.exists() or _kept(store):
        raise Unfit(f"{database.parent} holds a head office already; name a new state_dir")
    # Looked at before anything is brought back, and there at the very end.
    draft = _checked(folder / _DATABASE, database)
    try:
        store.each_shard(STATEMENTS["make_room"].sql)
        store.each_shard(_told("bring_journeys_back", folder))
    except StoreError as error:
        draft.unlink()
        raise Unfit(
            f"the journeys in {folder} cannot be read whole ({error}); take an earlier backup, "
            "into another state_dir that is new"
        ) from error
    draft.replace(database)
    return _kept(store)


def _told(name: str, folder: Path) -> str:
    place = str(folder / _JOURNEYS).replace("\\", "\\\\").replace("'", "\\'")
    return Template(STATEMENTS[name].sql).substitute(folder=place)


def _kept(store: JourneyStore) -> int:
    return int(store.query(STATEMENTS["journeys_kept"].sql, {}, timeout=_PATIENCE)[0]["n"])


def _checked(saved: Path, database: Path) -> Path:
    """A draft of *database* from what was *saved*, without which visits were made."""
    draft = _draft_of(database)
    try:
        _copied(saved, database)
        with closing(sqlite3.connect(draft)) as copy:
            (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            if found == "ok":
                # All days are made anew at the next start: visits come from events alone.
                copy.execute("DELETE FROM made_by")
                copy.commit()
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        draft.unlink(missing_ok=True)
        found = " ".join(found.split())
        raise Unfit(f"{saved} is damaged ({found}); take an earlier backup")
    return draft


def _draft_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.draft")


def _copied(source: Path, target: Path) -> Path:
    """A draft of *target*: the whole database as of one moment, while others write.

    Put in its place it is there at once. Raises sqlite3.Error.
    """
    draft = _draft_of(target)
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as whole,
        closing(sqlite3.connect(draft)) as copy,
    ):
        whole.backup(copy)
    return draft
