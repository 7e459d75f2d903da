"""How a program comes by the store: with an engine of its own, or by the one that runs already."""

from headoffice.store.address import socket_of
from headoffice.store.clickhouse import open_store
from headoffice.store.nodes import is_embedded
from headoffice.store.port import JourneyStore, StoreError, StoreInUse
from headoffice.store.remote import RemoteStore
from headoffice.store.supervisor import EngineStore

_ENGINE = "ReplacingMergeTree"


def supervised(dsn: str, *, engine: str = _ENGINE) -> JourneyStore:
    """The store for a program that serves: an embedded engine gets a process, watched from here.

    A cluster needs none. Raises StoreInUse when another program has the data, StoreError when the
    engine cannot be reached.
    """
    return EngineStore(dsn, engine=engine) if is_embedded(dsn) else open_store(dsn, engine=engine)


def connect(dsn: str, *, engine: str = _ENGINE) -> JourneyStore:
    """The store for a command, whether or not `serve` runs meanwhile.

    A cluster is asked itself. An embedded store has one owner: where a process answers at the
    socket beside the data (of `serve`, or of another command), it is asked, and ends when its own
    program does; where none answers, this one gets a process as in `supervised`. Raises StoreInUse
    when a program has the data and answers nobody, StoreError when the engine cannot be reached.
    """
    if not is_embedded(dsn):
        return open_store(dsn, engine=engine)
    running = RemoteStore(socket_of(dsn))
    try:
        running.reach()
    except StoreError:
        return _own(dsn, engine, running)
    return running


def _own(dsn: str, engine: str, running: RemoteStore) -> JourneyStore:
    try:
        return EngineStore(dsn, engine=engine)
    except StoreInUse as in_use:
        # Another program may have been about to listen a moment ago.
        try:
            running.reach()
        except StoreError:
            raise in_use from None
        return running
