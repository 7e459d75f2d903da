-- name: create_tombstones()#
-- Who was erased, by a keyed hash; the key lies in a file. A row stays for ever: it keeps them out.
CREATE TABLE IF NOT EXISTS tombstone (
  mark BLOB PRIMARY KEY,
  -- What the hubs were told by.
  message TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  -- Nothing until head office itself has done it.
  done_at TEXT
) STRICT, WITHOUT ROWID;

-- name: count_tombstones()$
-- How many there are; as none ever goes, the same number means the same ones.
SELECT count(*) FROM tombstone;

-- name: marks()
-- All of them.
SELECT mark FROM tombstone;

-- name: tombstone(mark)^
-- When and by which message one customer was erased.
SELECT message, asked_at, done_at FROM tombstone WHERE mark = :mark;

-- name: put_tombstone(mark, message, at)!
-- From now on this customer is taken out of whatever comes.
INSERT INTO tombstone (mark, message, asked_at) VALUES (:mark, :message, :at);

-- name: end_tombstone(mark, at)!
-- Head office holds nothing of them any more; the first time stands.
UPDATE tombstone SET done_at = coalesce(done_at, :at) WHERE mark = :mark;

-- name: refused_with(spelt)
-- Refused events in which a customer's id may stand.
SELECT n, id, source, detail, body FROM rejected
WHERE instr(CAST(body AS TEXT), :spelt) OR instr(detail, :spelt) OR instr(id, :spelt)
  OR instr(source, :spelt)
ORDER BY n;

-- name: rewrite_refused(n, id, source, detail, body, body_hash)!
-- The same refused event without a customer; one that reads the same by now goes.
UPDATE OR REPLACE rejected
SET id = :id, source = :source, detail = :detail, body = :body, body_hash = :body_hash
WHERE n = :n;
