-- The touchpoint's outbox: events until the hub has them, and named pieces of state.

-- name: create_schema()#
-- One row per event. state: waiting, settled, rejected. made: monotonic seconds within boot.
-- frozen: what it says may no longer change, because it may have been published.
BEGIN;
CREATE TABLE about (
  outbox TEXT NOT NULL,
  next INTEGER NOT NULL
) STRICT;
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  outbox TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  name TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  boot TEXT NOT NULL,
  made REAL NOT NULL,
  unsynced INTEGER NOT NULL,
  frozen INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting',
  reason TEXT,
  done_at REAL,
  body BLOB NOT NULL,
  UNIQUE (outbox, sequence)
) STRICT;
CREATE INDEX event_waiting ON event (urgent DESC, sequence) WHERE state = 'waiting';
CREATE INDEX event_done ON event (done_at) WHERE state <> 'waiting';
CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
PRAGMA user_version = 1;
COMMIT;

-- name: about()^
-- The outbox's id and the sequence its next event gets.
SELECT outbox, next FROM about;

-- name: mint(outbox)!
-- Begin an outbox: the file's first, or a new one after a clash.
INSERT INTO about (outbox, next) VALUES (:outbox, 1);

-- name: forget_about()!
DELETE FROM about;

-- name: set_next(next)!
UPDATE about SET next = :next;

-- name: add(id, outbox, sequence, name, urgent, boot, made, unsynced, body)*!
-- Events as they were made.
INSERT INTO event (id, outbox, sequence, name, urgent, boot, made, unsynced, body)
VALUES (:id, :outbox, :sequence, :name, :urgent, :boot, :made, :unsynced, :body);

-- name: keep_state(key, value)*!
INSERT INTO state (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: state(key)$
SELECT value FROM state WHERE key = :key;

-- name: window(most)
-- What to publish first: the urgent, then the oldest.
SELECT id, outbox, sequence, name, urgent, boot, made, unsynced, frozen, body FROM event
WHERE state = 'waiting' ORDER BY urgent DESC, sequence LIMIT :most;

-- name: waiting()
-- Everything unsettled, oldest first.
SELECT id, outbox, sequence, name, urgent, boot, made, unsynced, frozen, body FROM event
WHERE state = 'waiting' ORDER BY sequence;

-- name: find_waiting(id)^
SELECT id, outbox, sequence, name, urgent, boot, made, unsynced, frozen, body FROM event
WHERE state = 'waiting' AND id = :id;

-- name: count_waiting()$
SELECT count(*) FROM event WHERE state = 'waiting';

-- name: freeze(unsynced, body, id)*!
UPDATE event SET frozen = 1, unsynced = :unsynced, body = :body WHERE id = :id;

-- name: settle(now, ids)!
-- The hub has them (ids: a JSON array).
UPDATE event SET state = 'settled', done_at = :now
WHERE state = 'waiting' AND id IN (SELECT value FROM json_each(:ids));

-- name: reject(reason, now, id)*!
-- The hub refused it and keeps it; so do we, with the reason.
UPDATE event SET state = 'rejected', reason = :reason, done_at = :now
WHERE state = 'waiting' AND id = :id;

-- name: resend_from(outbox, sequence)!
-- A restored or replaced hub asks for the journal.
UPDATE event SET state = 'waiting', reason = NULL, done_at = NULL
WHERE state <> 'waiting' AND outbox = :outbox AND sequence >= :sequence;

-- name: move(outbox, sequence, body, id)*!
-- An unsettled event finds its place in another outbox.
UPDATE event SET outbox = :outbox, sequence = :sequence, body = :body WHERE id = :id;

-- name: delete(ids)!
DELETE FROM event WHERE id IN (SELECT value FROM json_each(:ids));

-- name: prune(before)!
-- The journal's old end.
DELETE FROM event WHERE state <> 'waiting' AND done_at < :before;

-- name: oldest_done()
-- The journal, oldest first, with what each row takes.
SELECT id, length(body) AS bytes FROM event WHERE state <> 'waiting' ORDER BY done_at, sequence;

-- name: bytes()$
SELECT coalesce(sum(length(body)), 0) FROM event;

-- name: journal()
-- Every event there is, for reports.
SELECT id, name, outbox, sequence, state, reason, body FROM event ORDER BY rowid;
