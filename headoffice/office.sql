-- name: schema()#
-- Everything head office keeps beside the journeys: who may come in, and what was refused.
CREATE TABLE IF NOT EXISTS store (
  name TEXT PRIMARY KEY, secret_hash BLOB NOT NULL, enrolled_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS account (
  name TEXT PRIMARY KEY, password_hash TEXT NOT NULL, enrolled_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
  token_hash BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
  until TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS rejected (
  n INTEGER PRIMARY KEY, store TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL,
  reason TEXT NOT NULL, detail TEXT NOT NULL, body BLOB NOT NULL, body_hash BLOB NOT NULL,
  first_at TEXT NOT NULL, last_at TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1,
  UNIQUE (store, reason, id, body_hash)
) STRICT;
CREATE INDEX IF NOT EXISTS rejected_last ON rejected (last_at);
CREATE TABLE IF NOT EXISTS message (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  -- Empty: for every store, be it one that is enrolled later.
  store TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;

-- name: enrol_store(name, secret_hash, at)!
-- Make a store known, or give it a new secret; the old one ends.
INSERT INTO store (name, secret_hash, enrolled_at) VALUES (:name, :secret_hash, :at)
ON CONFLICT (name) DO UPDATE SET secret_hash = excluded.secret_hash, enrolled_at = excluded.enrolled_at;

-- name: secret_of_store(name)$
-- The hash of a store's secret.
SELECT secret_hash FROM store WHERE name = :name;

-- name: stores()
-- The stores that are known.
SELECT name FROM store ORDER BY name;

-- name: enrol_account(name, password_hash, at)!
-- Make a person known, or give them a new password.
INSERT INTO account (name, password_hash, enrolled_at) VALUES (:name, :password_hash, :at)
ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, enrolled_at = excluded.enrolled_at;

-- name: password_of_account(name)$
-- The hash of a person's password.
SELECT password_hash FROM account WHERE name = :name;

-- name: end_sessions_of(name)!
-- A new password ends what was begun with the old one.
DELETE FROM session WHERE account = :name;

-- name: begin_session(token_hash, account, until)!
-- Remember a session by the hash of its token.
INSERT INTO session (token_hash, account, until) VALUES (:token_hash, :account, :until);

-- name: account_of_session(token_hash, now)$
-- Whose session it is, while it lasts.
SELECT account FROM session WHERE token_hash = :token_hash AND until > :now;

-- name: end_session(token_hash, now)!
-- Sign out; sessions that have run out go with it.
DELETE FROM session WHERE token_hash = :token_hash OR until <= :now;

-- name: keep_rejected(store, id, source, reason, detail, body, body_hash, at)!
-- Keep a refused event; the same one again is only counted.
INSERT INTO rejected (store, id, source, reason, detail, body, body_hash, first_at, last_at)
VALUES (:store, :id, :source, :reason, :detail, :body, :body_hash, :at, :at)
ON CONFLICT (store, reason, id, body_hash) DO UPDATE
SET last_at = excluded.last_at, times = times + 1;

-- name: rejected(store, limit)
-- Refused events, newest first; an empty store means all.
SELECT n, store, id, source, reason, detail, body, first_at, last_at, times FROM rejected
WHERE :store = '' OR store = :store
ORDER BY last_at DESC, n DESC LIMIT :limit;

-- name: count_rejected(since, store)$
-- How many different events were refused since a moment.
SELECT count(*) FROM rejected WHERE last_at >= :since AND (:store = '' OR store = :store);

-- name: put_message(id, store, kind, data, at)<!
-- A message for a store's hub, or for all of them; gives its number.
INSERT INTO message (id, store, kind, data, made_at) VALUES (:id, :store, :kind, :data, :at);

-- name: messages_after(store, after, limit)
-- What a store's hub has not had yet. One that had more than there is knows us from before we were restored:
-- it gets everything, and finds by the ids what is new.
SELECT n, id, kind, data FROM message
WHERE (store = '' OR store = :store)
  AND n > CASE WHEN :after > coalesce((SELECT max(n) FROM message), 0) THEN 0 ELSE :after END
ORDER BY n LIMIT :limit;

-- name: newest_message(kind)$
-- What was sent last of a kind to every store.
SELECT data FROM message WHERE kind = :kind AND store = '' ORDER BY n DESC LIMIT 1;
