-- name: weeks
-- How many events each week holds; a week is what the engine keeps and drops as one.
SELECT toMonday(ts) AS week, count() AS n FROM events FINAL GROUP BY week ORDER BY week;

-- name: weeks_as_they_lie
-- The same with each copy counted that no merge has taken out.
SELECT toMonday(ts) AS week, count() AS n FROM events GROUP BY week;

-- name: tallies
-- One week's events counted by day, store and type.
SELECT toDate(ts) AS day, store, type, count() AS n FROM events FINAL
WHERE toMonday(ts) = {week:Date}
GROUP BY day, store, type;

-- name: shares
-- One week's events in as many shares, and a digest of what each holds. When it was received is left
-- out: that differs where a hub handed the same event to both sides.
SELECT cityHash64(id) % {shares:UInt32} AS share,
  groupBitXor(cityHash64(source, id, payload_hash, customer, body)) AS digest
FROM events FINAL
WHERE toMonday(ts) = {week:Date}
GROUP BY share
ORDER BY share;

-- name: share
-- The events of one share, each as the line that insert takes; always in the same order.
SELECT formatRowNoNewline('JSONEachRow', *) AS line
FROM (
  SELECT * FROM events FINAL
  WHERE toMonday(ts) = {week:Date} AND cityHash64(id) % {shares:UInt32} = {share:UInt32}
  ORDER BY source, id
);
