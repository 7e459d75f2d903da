-- name: create_garments_local
-- One row a variant that a visit had to do with on a day: what it came to there. `stock` is how many
-- pieces a screen said there were, −1 when none said so. Made with the visits of that day.
CREATE TABLE IF NOT EXISTS $database.garments_local (
  store      LowCardinality(String),
  day        Date,
  visit      UUID CODEC(ZSTD(1)),
  gtin       UInt64 CODEC(ZSTD(1)),
  version    UInt64 CODEC(ZSTD(1)),
  recognised Bool,
  tried      Bool,
  viewed     Bool,
  verdict    LowCardinality(String),
  reasons    Array(LowCardinality(String)),
  stock      Int32 CODEC(ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, visit, gtin)
SETTINGS fsync_after_insert = 1;

-- name: create_garments
-- The garments of all stores.
CREATE TABLE IF NOT EXISTS $database.garments AS $database.garments_local
ENGINE = Distributed($cluster, $database, garments_local, cityHash64(store));

-- name: create_shown_local
-- One row a lookbook or film that a visit saw on a day; `whole` when to its end.
CREATE TABLE IF NOT EXISTS $database.shown_local (
  store   LowCardinality(String),
  day     Date,
  visit   UUID CODEC(ZSTD(1)),
  kind    LowCardinality(String),
  name    LowCardinality(String),
  version UInt64 CODEC(ZSTD(1)),
  whole   Bool
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, visit, kind, name)
SETTINGS fsync_after_insert = 1;

-- name: create_shown
-- The lookbooks and films of all stores.
CREATE TABLE IF NOT EXISTS $database.shown AS $database.shown_local
ENGINE = Distributed($cluster, $database, shown_local, cityHash64(store));

-- name: create_requests_local
-- One row a request made on a day and what became of it; seconds are open ones, by the hub's clock.
-- `told` is the wait its shopper was told, from and to; zeros when nobody knows.
CREATE TABLE IF NOT EXISTS $database.requests_local (
  store       LowCardinality(String),
  day         Date,
  request     UUID CODEC(ZSTD(1)),
  version     UInt64 CODEC(ZSTD(1)),
  made        DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  kind        LowCardinality(String),
  gtin        UInt64 CODEC(ZSTD(1)),
  seen        Nullable(Float64) CODEC(ZSTD(1)),
  accepted    Nullable(Float64) CODEC(ZSTD(1)),
  brought     Nullable(Float64) CODEC(ZSTD(1)),
  outcome     LowCardinality(String),
  too_late    Bool,
  escalations UInt16,
  told        Tuple(UInt32, UInt32) CODEC(ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, request)
SETTINGS fsync_after_insert = 1;

-- name: create_requests
-- The requests of all stores.
CREATE TABLE IF NOT EXISTS $database.requests AS $database.requests_local
ENGINE = Distributed($cluster, $database, requests_local, cityHash64(store));

-- name: create_opinions_local
-- One row an opinion given on a day: the last word about one thing in a visit.
CREATE TABLE IF NOT EXISTS $database.opinions_local (
  store   LowCardinality(String),
  day     Date,
  visit   UUID CODEC(ZSTD(1)),
  request UUID CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  score   UInt8,
  about   LowCardinality(String)
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, visit, request)
SETTINGS fsync_after_insert = 1;

-- name: create_opinions
-- The opinions of all stores.
CREATE TABLE IF NOT EXISTS $database.opinions AS $database.opinions_local
ENGINE = Distributed($cluster, $database, opinions_local, cityHash64(store));

-- name: roll_garments
-- Make a day's garments in some stores anew, as contract/figures counts them: one piece that nobody
-- called “not mine” is enough; of what was judged in a visit the last word counts.
INSERT INTO garments_local
SELECT store, toDate('$day'), whose, gtin, $version,
  max(came AND NOT disowned), max(room AND NOT disowned), max(looked), max(judged.1), max(judged.2), max(pieces)
FROM (
  SELECT store, gtin,
    type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1') AS there,
    if(there OR visit != toUUID('00000000-0000-0000-0000-000000000000'), visit, id) AS whose,
    if(there, JSONExtractString(body, 'data', 'tag'), '') AS tag,
    max(type = 'parcours.garment.arrived.v1') AS came,
    max(type = 'parcours.garment.arrived.v1' AND match(touchpoint, '^cabin-[^-]*$$')) AS room,
    max(type = 'parcours.garment.disowned.v1') AS disowned,
    max(type = 'parcours.product.viewed.v1') AS looked,
    argMaxIf((JSONExtractString(body, 'data', 'verdict'),
        arraySort(arrayDistinct(JSONExtract(body, 'data', 'reasons', 'Array(String)')))),
      (ts, source, toString(id)), type = 'parcours.garment.judged.v1') AS judged,
    argMaxIf(ifNull(JSONExtract(body, 'data', 'available', 'Nullable(Int32)'), -1),
      (ts, source, toString(id)), type = 'parcours.stock.shown.v1') AS last,
    if(max(type = 'parcours.stock.shown.v1'), last, -1) AS pieces
  FROM events_local FINAL
  WHERE store IN ($stores) AND timed AND gtin != 0
    AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC')
    AND type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1', 'parcours.garment.judged.v1',
      'parcours.product.viewed.v1', 'parcours.stock.shown.v1')
  GROUP BY store, whose, gtin, there, tag
)
GROUP BY store, whose, gtin
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- name: roll_shown
-- Make a day's lookbooks and films in some stores anew, each once a visit.
INSERT INTO shown_local
SELECT store, toDate('$day'),
  if(visit != toUUID('00000000-0000-0000-0000-000000000000'), visit, id) AS whose,
  if(type = 'parcours.video.played.v1', 'film', 'lookbook') AS kind,
  JSONExtractString(body, 'data', if(kind = 'film', 'video', 'lookbook')) AS name,
  $version, max(JSONExtractBool(body, 'data', 'completed'))
FROM events_local FINAL
WHERE store IN ($stores) AND timed
  AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC')
  AND type IN ('parcours.video.played.v1', 'parcours.lookbook.opened.v1')
GROUP BY store, whose, kind, name
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- name: roll_requests
-- Make the requests of a day in some stores anew; steps up to a day later are counted too.
INSERT INTO requests_local
SELECT store, toDate('$day'), request, $version, made, first.1, first.2,
  if(was_seen, seen_after, NULL), if(was_accepted, accepted_after, NULL), if(was_done, done_after, NULL),
  multiIf(was_done, 'done', was_unavailable, 'unavailable', was_expired, 'expired', was_cancelled, 'cancelled', 'open'),
  too_late, escalations, (arrayElement(told, 1), arrayElement(told, 2))
FROM (
  SELECT store, request,
    countIf(type = 'parcours.request.made.v1') > 0 AS was_made,
    minIf(ts, type = 'parcours.request.made.v1') AS made,
    argMinIf((kind, toUInt64OrZero(if(JSONExtractString(body, 'data', 'wanted_gtin') != '',
        JSONExtractString(body, 'data', 'wanted_gtin'), JSONExtractString(body, 'data', 'gtin')))),
      (ts, source, toString(id)), type = 'parcours.request.made.v1') AS first,
    countIf(type = 'parcours.request.seen.v1') > 0 AS was_seen,
    countIf(type = 'parcours.request.accepted.v1') > 0 AS was_accepted,
    countIf(type = 'parcours.request.done.v1') > 0 AS was_done,
    countIf(type = 'parcours.request.unavailable.v1') > 0 AS was_unavailable,
    countIf(type = 'parcours.request.expired.v1') > 0 AS was_expired,
    countIf(type = 'parcours.request.cancelled.v1') > 0 AS was_cancelled,
    minIf(seconds, type = 'parcours.request.seen.v1') AS seen_after,
    minIf(seconds, type = 'parcours.request.accepted.v1') AS accepted_after,
    minIf(seconds, type = 'parcours.request.done.v1') AS done_after,
    countIf(type = 'parcours.request.expired.v1' AND JSONExtractString(body, 'data', 'reason') = 'patience') > 0 AS too_late,
    countIf(type = 'parcours.request.escalated.v1') AS escalations,
    argMinIf(JSONExtract(body, 'data', 'told_seconds', 'Array(UInt32)'), (ts, source, toString(id)),
      type = 'parcours.request.accepted.v1') AS told
  FROM events_local FINAL
  WHERE store IN ($stores) AND timed AND startsWith(type, 'parcours.request.')
    AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC') + INTERVAL 1 DAY
  GROUP BY store, request
  HAVING was_made AND made < toDateTime64('$until', 3, 'UTC')
)
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- name: roll_opinions
-- Make the opinions of a day in some stores anew: the last word about each thing.
INSERT INTO opinions_local
SELECT store, toDate('$day'),
  if(visit != toUUID('00000000-0000-0000-0000-000000000000'), visit, id) AS whose, request, $version,
  argMax(JSONExtractUInt(body, 'data', 'score'), (ts, source, toString(id))),
  argMax(JSONExtractString(body, 'data', 'about'), (ts, source, toString(id)))
FROM events_local FINAL
WHERE store IN ($stores) AND timed AND type = 'parcours.opinion.given.v1'
  AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC')
GROUP BY store, whose, request
SETTINGS do_not_merge_across_partitions_select_final = 1;
