"""Makes a journey store keep every row it is given, so that a double is counted, not merged away.

`python -m simulation.unmerged DSN`, while no other program has the store; it stays so, restarts
included. For runs that end and are counted: a store that never merges grows slow.
"""

import sys

from headoffice.store import open_store

_MERGE_NOTHING = """
ALTER TABLE events_local MODIFY SETTING
  max_bytes_to_merge_at_max_space_in_pool = 1,
  max_bytes_to_merge_at_min_space_in_pool = 1,
  parts_to_delay_insert = 1000000,
  parts_to_throw_insert = 1000000
"""


def merge_nothing(dsn: str) -> None:
    store = open_store(dsn)
    try:
        store.each_shard(_MERGE_NOTHING)
    finally:
        store.close()


if __name__ == "__main__":
    merge_nothing(sys.argv[1])
