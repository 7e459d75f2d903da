-- name: create_told_visits_local
-- What a store's day of its own clock comes to in visits, made with the day's visits: the briefing adds
-- these up. `came` counts whatever was sent of it; `lasted` are seconds.
CREATE TABLE IF NOT EXISTS $database.told_visits_local (
  store   LowCardinality(String),
  day     Date,
  version UInt64,
  came    UInt64,
  begun   UInt32,
  rooms   UInt32,
  touched UInt32,
  lasted  Array(Float64) CODEC(ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day)
SETTINGS fsync_after_insert = 1;

-- name: create_told_visits
-- Days of visits of all stores.
CREATE TABLE IF NOT EXISTS $database.told_visits AS $database.told_visits_local
ENGINE = Distributed($cluster, $database, told_visits_local, cityHash64(store));

-- name: create_told_requests_local
-- The same in requests: waits in seconds, and how often each variant could not be brought.
CREATE TABLE IF NOT EXISTS $database.told_requests_local (
  store       LowCardinality(String),
  day         Date,
  version     UInt64,
  requests    UInt32,
  done        UInt32,
  unavailable UInt32,
  expired     UInt32,
  cancelled   UInt32,
  open        UInt32,
  answered    UInt32,
  left_alone  UInt32,
  escalations UInt32,
  seen        Array(Float64) CODEC(ZSTD(1)),
  accepted    Array(Float64) CODEC(ZSTD(1)),
  finished    Array(Float64) CODEC(ZSTD(1)),
  lacked      Tuple(Array(UInt64), Array(UInt64)) CODEC(ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day)
SETTINGS fsync_after_insert = 1;

-- name: create_told_requests
-- Days of requests of all stores.
CREATE TABLE IF NOT EXISTS $database.told_requests AS $database.told_requests_local
ENGINE = Distributed($cluster, $database, told_requests_local, cityHash64(store));

-- name: create_told_words_local
-- The same in what shoppers had, judged, thought and looked at; variants, reasons and scores with how often.
CREATE TABLE IF NOT EXISTS $database.told_words_local (
  store       LowCardinality(String),
  day         Date,
  version     UInt64,
  recognised  UInt32,
  tried       UInt32,
  judged      UInt32,
  declined    UInt32,
  lookbooks   UInt32,
  films       UInt32,
  seen        UInt32,
  wishes      UInt32,
  corrections UInt32,
  reasons     Tuple(Array(String), Array(UInt64)) CODEC(ZSTD(1)),
  scores      Tuple(Array(UInt64), Array(UInt64)) CODEC(ZSTD(1)),
  worn        Tuple(Array(UInt64), Array(UInt64)) CODEC(ZSTD(1)),
  refused     Tuple(Array(UInt64), Array(UInt64)) CODEC(ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day)
SETTINGS fsync_after_insert = 1;

-- name: create_told_words
-- Days of words of all stores.
CREATE TABLE IF NOT EXISTS $database.told_words AS $database.told_words_local
ENGINE = Distributed($cluster, $database, told_words_local, cityHash64(store));

-- name: create_told_ways_local
-- The same in the ways that visits took, by head office's day as the visits themselves. Each phase with
-- the visits that came to it, that ended in it, and the seconds each stayed; the empty one is the visits
-- in all. Ways are stages with what came next, and how many went there; an empty end is leaving.
CREATE TABLE IF NOT EXISTS $database.told_ways_local (
  store    LowCardinality(String),
  day      Date,
  version  UInt64,
  phases   Array(LowCardinality(String)),
  came     Array(UInt32),
  ended    Array(UInt32),
  stayed   Array(Array(Float64)) CODEC(ZSTD(1)),
  by_phase Array(Tuple(UInt8, LowCardinality(String), LowCardinality(String), UInt32)),
  by_spot  Array(Tuple(UInt8, LowCardinality(String), LowCardinality(String), UInt32))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day)
SETTINGS fsync_after_insert = 1;

-- name: create_told_ways
-- Days of ways of all stores.
CREATE TABLE IF NOT EXISTS $database.told_ways AS $database.told_ways_local
ENGINE = Distributed($cluster, $database, told_ways_local, cityHash64(store));

-- name: roll_told_visits
-- Make the visits of some stores' day anew: how one went is looked for until a day after. Without FINAL,
-- which would read all keys: nothing here counts an event twice.
INSERT INTO told_visits_local
SELECT store, toDate('$day'), $version, sum(came), countIf(begun), countIf(begun AND room), countIf(begun AND touch),
  groupArrayIf(lasted, begun AND left)
FROM (
  SELECT store, visit, countIf(ts < ends) AS came,
    visit != toUUID('00000000-0000-0000-0000-000000000000') AND countIf(starts AND ts < ends) > 0 AS begun,
    match(argMinIf(touchpoint, (ts, source, said), starts AND ts < ends), '^cabin-[^-]*$$') AS room,
    max(if(starts, JSONExtractString(body, 'data', 'how') IN ('touch', 'code'),
      type NOT IN ('parcours.visit.ended.v1', 'parcours.garment.arrived.v1', 'parcours.garment.left.v1')
        AND NOT endsWith(source, '/hub'))) AS touch,
    countIf(type = 'parcours.visit.ended.v1') > 0 AS left,
    argMinIf(seconds, (ts, source, said), type = 'parcours.visit.ended.v1') AS lasted
  FROM (
    SELECT store, visit, type, touchpoint, source, seconds, body, ts, toString(id) AS said,
      type = 'parcours.visit.started.v1' AS starts, toDateTime64('$until', 3, 'UTC') AS ends
    FROM events_local
    WHERE timed AND store IN ($stores)
      AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC') + INTERVAL 1 DAY
  )
  GROUP BY store, visit
)
GROUP BY store;

-- name: roll_told_ways
-- Make the ways of some stores' day anew, from the visits of the same making.
INSERT INTO told_ways_local
WITH visits AS (
  SELECT store, day, version, path, spots, seconds, dwell FROM visits_local
  WHERE day = toDate('$day') AND store IN ($stores) AND version = $version
)
/* ways */;

-- name: fill_told_ways
-- Add up the ways of a month's days that were made before there were such rows: of the visits that count,
-- and of the making that does. Their events may be gone.
INSERT INTO told_ways_local
WITH visits AS (
  SELECT store, day, counts AS version, path, spots, seconds, dwell
  FROM visits_local FINAL
  INNER JOIN (
    SELECT store, day, max(version) AS counts FROM rolls_local
    WHERE toYYYYMM(day) = $month AND store != ''
      AND (store, day) NOT IN (SELECT store, day FROM told_ways_local WHERE toYYYYMM(day) = $month)
    GROUP BY store, day
  ) AS makings USING (store, day)
  WHERE toYYYYMM(day) = $month AND visits_local.version >= counts
)
/* ways */;

-- name: roll_told_requests
-- Make the requests of some stores' day anew; steps up to a day later are counted too.
INSERT INTO told_requests_local
SELECT store, toDate('$day'), $version, count(), countIf(outcome = 'done'), countIf(outcome = 'unavailable'),
  countIf(outcome = 'expired'), countIf(outcome = 'cancelled'), countIf(outcome = 'open'),
  countIf(taken), countIf(alone), sum(passed),
  groupArrayIf(seen_after, was_seen), groupArrayIf(accepted_after, was_accepted), groupArrayIf(done_after, was_done),
  sumMapIf([wanted], [toUInt64(1)], outcome = 'unavailable' AND wanted != 0)
FROM (
  SELECT store, request, countIf(starts) > 0 AS was_made, minIf(ts, starts) AS made,
    argMinIf(garment, (ts, source, said), starts) AS wanted,
    countIf(type = 'parcours.request.seen.v1') > 0 AS was_seen,
    countIf(type = 'parcours.request.accepted.v1') > 0 AS was_accepted,
    countIf(type = 'parcours.request.done.v1') > 0 AS was_done,
    minIf(seconds, type = 'parcours.request.seen.v1') AS seen_after,
    minIf(seconds, type = 'parcours.request.accepted.v1') AS accepted_after,
    minIf(seconds, type = 'parcours.request.done.v1') AS done_after,
    multiIf(was_done, 'done', countIf(type = 'parcours.request.unavailable.v1') > 0, 'unavailable',
      countIf(type = 'parcours.request.expired.v1') > 0, 'expired',
      countIf(type = 'parcours.request.cancelled.v1') > 0, 'cancelled', 'open') AS outcome,
    was_accepted OR outcome IN ('done', 'unavailable') AS taken,
    outcome = 'expired' AND NOT taken AND max(late) = 0 AS alone,
    uniqExactIf((source, said), type = 'parcours.request.escalated.v1') AS passed
  FROM (
    SELECT store, request, type, source, seconds, ts, toString(id) AS said, type = 'parcours.request.made.v1' AS starts,
      if(type = 'parcours.request.expired.v1', JSONExtractString(body, 'data', 'reason') = 'patience', 0) AS late,
      if(starts, JSONExtractString(body, 'data', 'wanted_gtin'), '') AS other,
      if(other != '', toUInt64OrZero(other), gtin) AS garment
    FROM events_local
    WHERE timed AND store IN ($stores) AND startsWith(type, 'parcours.request.')
      AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC') + INTERVAL 1 DAY
  )
  GROUP BY store, request
  HAVING was_made AND made < toDateTime64('$until', 3, 'UTC')
)
GROUP BY store;

-- name: roll_told_words
-- Make what shoppers of some stores' day had, judged, thought and looked at anew. A variant counts once a
-- visit, when one piece of it came that was not called "not mine"; of what was said twice the last word.
INSERT INTO told_words_local
SELECT store, toDate('$day'), $version,
  countIf(what = 'garment' AND own), countIf(what = 'garment' AND worn),
  countIf(what = 'judged'), countIf(what = 'judged' AND last_word = 'declined'),
  countIf(what = 'lookbook'), countIf(what = 'film'), countIf(what = 'film' AND to_end),
  countIf(what = 'wish'), sumIf(told, what = 'stock'),
  sumMapIf(last_why, arrayMap(it -> toUInt64(1), last_why), what = 'judged' AND last_word = 'declined'),
  sumMapIf([last_score], [toUInt64(1)], what = 'opinion'),
  sumMapIf([gtin], [toUInt64(1)], what = 'garment' AND worn),
  sumMapIf([gtin], [toUInt64(1)], what = 'judged' AND last_word = 'declined')
FROM (
  SELECT store, what, whose, gtin, thing, sum(times) AS told, max(came AND NOT disowned) AS own,
    max(room AND NOT disowned) AS worn, any(word) AS last_word, any(why) AS last_why, any(score) AS last_score,
    max(whole) AS to_end
  FROM (
    SELECT store, what, whose, gtin, thing, tag, uniqExact(source, said) AS times,
      max(type = 'parcours.garment.arrived.v1') AS came,
      max(type = 'parcours.garment.arrived.v1' AND match(touchpoint, '^cabin-[^-]*$$')) AS room,
      max(type = 'parcours.garment.disowned.v1') AS disowned,
      argMax(verdict, (ts, source, said)) AS word, argMax(reason, (ts, source, said)) AS why,
      argMax(points, (ts, source, said)) AS score, max(done) AS whole
    FROM (
      SELECT store, type, touchpoint, source, gtin, ts, toString(id) AS said,
        transform(type, ['parcours.garment.arrived.v1', 'parcours.garment.disowned.v1', 'parcours.garment.judged.v1',
            'parcours.opinion.given.v1', 'parcours.lookbook.opened.v1', 'parcours.video.played.v1', 'parcours.wish.added.v1'],
          ['garment', 'garment', 'judged', 'opinion', 'lookbook', 'film', 'wish'], 'stock') AS what,
        if(what = 'garment' OR visit != toUUID('00000000-0000-0000-0000-000000000000'), toString(visit), said) AS whose,
        multiIf(what = 'opinion', toString(request), what = 'film', JSONExtractString(body, 'data', 'video'),
          what = 'lookbook', JSONExtractString(body, 'data', 'lookbook'), '') AS thing,
        if(what = 'garment', JSONExtractString(body, 'data', 'tag'), '') AS tag,
        if(what = 'judged', JSONExtractString(body, 'data', 'verdict'), '') AS verdict,
        if(what = 'judged', arrayDistinct(JSONExtract(body, 'data', 'reasons', 'Array(String)')), []) AS reason,
        if(what = 'opinion', JSONExtractUInt(body, 'data', 'score'), 0) AS points,
        if(what = 'film', JSONExtractBool(body, 'data', 'completed'), 0) AS done
      FROM events_local
      WHERE timed AND store IN ($stores)
        AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC')
        AND type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1', 'parcours.garment.judged.v1',
          'parcours.opinion.given.v1', 'parcours.lookbook.opened.v1', 'parcours.video.played.v1',
          'parcours.wish.added.v1', 'parcours.stock.corrected.v1')
    )
    GROUP BY store, what, whose, gtin, thing, tag
  )
  GROUP BY store, what, whose, gtin, thing
)
GROUP BY store;
