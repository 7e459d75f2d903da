-- name: known
-- Which of these ids are kept already, and with what content. All weeks of the asking stores are
-- searched: a conflict may well claim another time than the event it contradicts. As rows of their own
-- thousands of ids take a third of the time that they take as a list.
SELECT source, id, payload_hash
FROM events
WHERE store IN {stores:Array(String)} AND id IN (SELECT arrayJoin({ids:Array(UUID)}));

-- name: last_received
-- When the newest event was received: where the cursor starts after a restart.
SELECT max(received_at) AS at FROM events;

-- name: answers
-- Whether events can be read: any one of them tells.
SELECT store FROM events LIMIT 1;

-- name: events_after
-- Events in the order they were received, from a cursor on; empty words mean any.
SELECT received_at, id, store, touchpoint, type, visit, gtin, kind, seconds, ts, timed, body
FROM events FINAL
WHERE received_at >= {at:DateTime64(3, 'UTC')} AND received_at <= {until:DateTime64(3, 'UTC')}
  AND (received_at, id) > ({at:DateTime64(3, 'UTC')}, {id:UUID})
  AND (empty({store:String}) OR store = {store:String})
  AND (empty({touchpoint:String}) OR touchpoint = {touchpoint:String})
  AND (empty({type:String}) OR type = {type:String})
ORDER BY received_at, id
LIMIT {limit:UInt32};

-- name: newest
-- The newest events a person cares to see, newest first; a device's pulse is left out. Without FINAL,
-- which would read all keys of all weeks, and of a few more than are asked for: each may stand twice.
SELECT received_at, id, store, touchpoint, type, visit, gtin, kind, seconds, ts, timed
FROM (
  SELECT received_at, id, store, touchpoint, type, visit, gtin, kind, seconds, ts, timed, source, sequence
  FROM events
  WHERE received_at > {at:DateTime64(3, 'UTC')} AND received_at <= {until:DateTime64(3, 'UTC')}
    AND (empty({store:String}) OR store = {store:String})
    AND type NOT IN ('parcours.touchpoint.health.v1', 'parcours.stock.shown.v1')
  ORDER BY received_at DESC, ts DESC, sequence DESC, id DESC
  LIMIT 4 * {limit:UInt32}
)
ORDER BY received_at DESC, ts DESC, sequence DESC, id DESC
LIMIT 1 BY source, id
LIMIT {limit:UInt32};

-- name: visits_of_day
-- Every event of the visits of one store and day, for drawing journeys.
SELECT store, touchpoint, type, visit, gtin, kind, request, ts, sequence
FROM events FINAL
WHERE store = {store:String} AND timed
  AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
  AND visit != toUUID('00000000-0000-0000-0000-000000000000')
ORDER BY visit, ts, sequence;
