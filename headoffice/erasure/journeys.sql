-- name: naming
-- The rows in which a customer's id may stand, be they merged or not, in the order of their keys.
SELECT source, id, customer, body
FROM events
WHERE (customer = {customer:String} OR position(body, {spelt:String}) > 0)
  AND (source, id) > ({source:String}, {id:UUID})
ORDER BY source, id
LIMIT {limit:UInt32};

-- name: days_naming
-- The days of those rows.
SELECT DISTINCT toDate(ts) AS day
FROM events
WHERE customer = {customer:String} OR position(body, {spelt:String}) > 0;

-- name: rewrite
-- Other words for some rows. Of the customer nothing stands in it: the engine keeps its text in a file.
ALTER TABLE events_local UPDATE
  customer = if(has([$cleared], concat(source, ' ', toString(id))), '', customer),
  body = transform(concat(source, ' ', toString(id)), [$keys], [$bodies], body),
  payload_hash = transform(concat(source, ' ', toString(id)), [$keys], [$hashes], payload_hash)
WHERE id IN ($ids) AND has([$keys], concat(source, ' ', toString(id)));

-- name: merge
-- Of one week the newest copy of each event stays, on every machine.
OPTIMIZE TABLE events_local PARTITION '$week' FINAL SETTINGS alter_sync = 2;

-- name: forget_soon
-- What was rewritten goes at once, and so does the text of the rewriting. The new parts are on the disk
-- first, as the old ones are no longer there to fall back on. Who cleans up looks for them every few
-- seconds from its next look on, which is up to five minutes away; that stays so.
ALTER TABLE events_local MODIFY SETTING
  old_parts_lifetime = 0, finished_mutations_to_keep = 0,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

-- name: forget_as_usual
-- As the table was made.
ALTER TABLE events_local RESET SETTING
  old_parts_lifetime, finished_mutations_to_keep,
  min_rows_to_fsync_after_merge, min_compressed_bytes_to_fsync_after_merge;

-- name: old_parts
-- How many parts are replaced and still on a disk, on any machine.
SELECT count() AS parts FROM clusterAllReplicas('parcours', system.parts)
WHERE database = 'journeys' AND table = 'events_local' AND NOT active;

-- name: of_visits
-- Every event of the visits that were ever linked to a customer, visit by visit.
SELECT visit, body
FROM events FINAL
WHERE visit GLOBAL IN (
    SELECT visit FROM events WHERE customer = {customer:String} AND type = 'parcours.visit.linked.v1'
  )
ORDER BY visit, ts, sequence;

-- name: of_purchases
-- What a customer bought.
SELECT body
FROM events FINAL
WHERE customer = {customer:String} AND type = 'parcours.purchase.completed.v1'
ORDER BY ts, sequence;

-- name: answers
-- The stores whose hubs have done it, and when.
SELECT store, min(ts) AS at
FROM events FINAL
WHERE type = 'parcours.customer.erased.v1'
  AND JSONExtractString(body, 'data', 'message') = {message:String}
GROUP BY store
ORDER BY store;
