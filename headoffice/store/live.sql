-- name: stream
-- The newest events after a moment of receipt that fit, newest first; empty words mean any. What is
-- asked for by name comes, else all but a device's pulse. Without FINAL, which would read all keys:
-- who asks leaves out what came twice.
SELECT received_at, id, store, touchpoint, endsWith(source, '/hub') AS by_staff, type, kind, seconds,
  ts, timed
FROM events
WHERE received_at > {at:DateTime64(3, 'UTC')} AND received_at <= {until:DateTime64(3, 'UTC')}
  AND (empty({store:String}) OR store = {store:String})
  AND (empty({spot:String}) OR {spot:String} = if(endsWith(source, '/hub'), 'staff', replaceRegexpOne(touchpoint, '-[0-9]+$', '')))
  AND if(empty({type:String}), type NOT IN ('parcours.touchpoint.health.v1', 'parcours.stock.shown.v1'), type = {type:String})
ORDER BY received_at DESC, ts DESC, sequence DESC, id DESC
LIMIT {limit:UInt32};

-- name: stream_count
-- How many there are of them, up to a bound.
SELECT count() AS events FROM (
  SELECT 1 FROM events
  WHERE received_at > {at:DateTime64(3, 'UTC')} AND received_at <= {until:DateTime64(3, 'UTC')}
    AND (empty({store:String}) OR store = {store:String})
    AND (empty({spot:String}) OR {spot:String} = if(endsWith(source, '/hub'), 'staff', replaceRegexpOne(touchpoint, '-[0-9]+$', '')))
    AND if(empty({type:String}), type NOT IN ('parcours.touchpoint.health.v1', 'parcours.stock.shown.v1'), type = {type:String})
  LIMIT {limit:UInt32}
);

-- name: floor_told
-- What a store's last hours say of who is where and waits for what: visits that are not over, requests
-- that had no end. What no clock vouches for stands where its hub had it.
SELECT source, outbox, sequence, touchpoint, type, visit, request, kind, recorded_at,
  least(if(timed, ts, recorded_at), recorded_at) AS at,
  if(startsWith(type, 'parcours.garment.'), JSONExtractString(body, 'data', 'tag'), '') AS tag
FROM events
WHERE store = {store:String} AND received_at <= {until:DateTime64(3, 'UTC')}
  AND (timed AND ts >= {from:DateTime64(3, 'UTC')} OR NOT timed AND recorded_at >= {from:DateTime64(3, 'UTC')})
  AND (type IN ('parcours.visit.started.v1', 'parcours.visit.ended.v1', 'parcours.garment.arrived.v1',
      'parcours.garment.left.v1', 'parcours.garment.disowned.v1')
    OR startsWith(type, 'parcours.request.'))
ORDER BY ts DESC
LIMIT {limit:UInt32};

-- name: screens_told
-- Each screen of a store in its last hours: when its hub heard it last, and what it said of its readers.
SELECT touchpoint, max(recorded_at) AS recorded,
  argMaxIf(if(type = 'parcours.touchpoint.health.v1', JSONExtractRaw(body, 'data', 'readers'), ''),
    (recorded_at, sequence), type = 'parcours.touchpoint.health.v1') AS readers
FROM events
WHERE store = {store:String} AND touchpoint != '' AND received_at <= {until:DateTime64(3, 'UTC')}
  AND (timed AND ts >= {from:DateTime64(3, 'UTC')} OR NOT timed AND recorded_at >= {from:DateTime64(3, 'UTC')})
GROUP BY touchpoint
ORDER BY touchpoint;

-- name: newest_of_store
-- The newest that is known of a store: when its hub recorded it, and when it was received.
SELECT count() AS events, max(recorded_at) AS recorded, max(received_at) AS received
FROM events
WHERE store = {store:String} AND ts >= {from:DateTime64(3, 'UTC')};

-- name: stores_heard
-- When each store's newest event of some days was recorded and received, as of the last making.
SELECT store, max(recorded) AS recorded, max(received) AS received
FROM devices
WHERE day >= {first:Date}
GROUP BY store
ORDER BY store;

-- name: spots
-- The kinds of touchpoint that told anything in some days.
SELECT DISTINCT replaceRegexpOne(touchpoint, '-[0-9]+$', '') AS spot
FROM devices
WHERE day >= {first:Date} AND touchpoint != ''
ORDER BY spot;
