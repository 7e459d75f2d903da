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

CREATE TABLE IF NOT EXISTS dirty (
  store TEXT NOT NULL, day TEXT NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (store, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS assortment (
  one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT NOT NULL, data TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS note (
  n INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL,
  -- Empty: for every store.
  store TEXT NOT NULL, words TEXT NOT NULL, author TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS note_day ON note (day);
CREATE TABLE IF NOT EXISTS standing (
  account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE, role TEXT NOT NULL, place TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL, what TEXT NOT NULL
) STRICT;
-- Who comes through an identity provider; their account has an empty hash, which no password fits.
CREATE TABLE IF NOT EXISTS person (
  issuer TEXT NOT NULL, subject TEXT NOT NULL, shown TEXT NOT NULL,
  account TEXT NOT NULL UNIQUE REFERENCES account (name) ON DELETE CASCADE, PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
-- By what the provider knows which of its own sessions ends with ours.
CREATE TABLE IF NOT EXISTS hint (
  token_hash BLOB PRIMARY KEY REFERENCES session (token_hash) ON DELETE CASCADE, id_token TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS made_by (what TEXT PRIMARY KEY, how TEXT NOT NULL) STRICT;

-- name: mark_dirty(store, day)!
-- A store's day whose visits have to be made anew.
INSERT INTO dirty (store, day, mark) VALUES (:store, :day, 1)
ON CONFLICT (store, day) DO UPDATE SET mark = mark + 1;

-- name: dirty()
-- All of them, each with the number of its latest mark.
SELECT store, day, mark FROM dirty;

-- name: clean(store, day, mark)!
-- That day was made; one that was marked again meanwhile stays.
DELETE FROM dirty WHERE store = :store AND day = :day AND mark = :mark;

-- name: how_made(what)$
-- By which rules something was made.
SELECT how FROM made_by WHERE what = :what;

-- name: note_made(what, how)!
-- Remember by which rules it is made from now on.
INSERT INTO made_by (what, how) VALUES (:what, :how) ON CONFLICT (what) DO UPDATE SET how = excluded.how;

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

-- name: rejected_tally(since, store)
-- How many different events of each source were refused since a moment, by reason.
SELECT store, source, reason, count(*) FROM rejected
WHERE last_at >= :since AND (:store = '' OR store = :store)
GROUP BY store, source, reason ORDER BY store, source, reason;

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

-- name: put_assortment(version, data)!
-- The catalogue in force, of which there is one.
INSERT INTO assortment (one, version, data) VALUES (1, :version, :data)
ON CONFLICT (one) DO UPDATE SET version = excluded.version, data = excluded.data;

-- name: assortment_version()$
-- Which catalogue is in force.
SELECT version FROM assortment;

-- name: assortment()$
-- What it says.
SELECT data FROM assortment;

-- name: put_note(day, store, words, author, at)<!
-- A note for a day; gives its number.
INSERT INTO note (day, store, words, author, made_at) VALUES (:day, :store, :words, :author, :at);

-- name: notes(first, last, store)
-- The notes of some days: those of a store and of all stores, or every one where no store is named.
SELECT n, day, store, words, author, made_at FROM note
WHERE day BETWEEN :first AND :last AND (:store = '' OR store IN (:store, '')) ORDER BY day, n;

-- name: store_of_note(n)$
-- Of which store a note is; nothing when there is none.
SELECT store FROM note WHERE n = :n;

-- name: put_standing(account, role, place)!
-- What an account may read from now on.
INSERT INTO standing (account, role, place) VALUES (:account, :role, :place)
ON CONFLICT (account) DO UPDATE SET role = excluded.role, place = excluded.place;

-- name: standing_of(account)^
-- What an account may read; nothing for one of before there were roles.
SELECT role, place FROM standing WHERE account = :account;

-- name: person(issuer, subject)^
-- Under which account somebody of a provider comes, and how they were called.
SELECT account, shown FROM person WHERE issuer = :issuer AND subject = :subject;

-- name: put_person(issuer, subject, shown, account)!
-- Under which account they come from now on.
INSERT INTO person (issuer, subject, shown, account) VALUES (:issuer, :subject, :shown, :account)
ON CONFLICT (issuer, subject) DO UPDATE SET shown = excluded.shown, account = excluded.account;

-- name: put_hint(token_hash, id_token)!
-- What the provider said when a session began.
INSERT INTO hint (token_hash, id_token) VALUES (:token_hash, :id_token);

-- name: hint_of(token_hash)$
-- The same; nothing for a session that began with a password.
SELECT id_token FROM hint WHERE token_hash = :token_hash;

-- name: add_audit(at, who, did, what)!
-- Somebody did something.
INSERT INTO audit (at, who, did, what) VALUES (:at, :who, :did, :what);

-- name: forget_audit(before)!
-- What is older than it is kept.
DELETE FROM audit WHERE at < :before;

-- name: audit(limit)
-- What was done, newest first.
SELECT at, who, did, what FROM audit ORDER BY n DESC LIMIT :limit;

-- name: remove_note(n)!
-- Take a note away.
DELETE FROM note WHERE n = :n;
