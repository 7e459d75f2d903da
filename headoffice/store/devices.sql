-- name: create_devices_local
-- What each outbox told of its device on a day, made with the day's visits: `rolls` says which count.
CREATE TABLE IF NOT EXISTS $database.devices_local (
  store      LowCardinality(String),
  day        Date,
  source     LowCardinality(String),
  outbox     UUID CODEC(ZSTD(1)),
  version    UInt64 CODEC(ZSTD(1)),
  touchpoint LowCardinality(String),
  first      UInt64 CODEC(ZSTD(1)),
  last       UInt64 CODEC(ZSTD(1)),
  events     UInt64 CODEC(ZSTD(1)),
  dropped    UInt64 CODEC(ZSTD(1)),
  drops      UInt64 CODEC(ZSTD(1)),
  usable     Float64 CODEC(ZSTD(1)),
  opened     Float64 CODEC(ZSTD(1)),
  told       UInt32 CODEC(ZSTD(1)),
  disowned   UInt32 CODEC(ZSTD(1)),
  faults     UInt32 CODEC(ZSTD(1)),
  readers    String CODEC(ZSTD(1)),
  late       Float64 CODEC(ZSTD(1)),
  recorded   DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  received   DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, source, outbox)
SETTINGS fsync_after_insert = 1;

-- name: create_devices
-- The devices of all stores.
CREATE TABLE IF NOT EXISTS $database.devices AS $database.devices_local
ENGINE = Distributed($cluster, $database, devices_local, cityHash64(store));

-- name: roll_devices
-- Make a day's devices of some stores anew from all that came of them. Minutes are bounded as a hub
-- bounds them; a tag that a RAIN reader told of counts once a visit; `late` is the least time that any
-- event was recorded after it was made, and below nothing when the device's clock is ahead.
INSERT INTO devices_local
SELECT store, toDate('$day'), source, outbox, $version, any(touchpoint),
  min(sequence), max(sequence), uniqExact(sequence), sum(lost), countIf(lost > 0),
  sum(greatest(0., least(able, open))), sum(open),
  uniqExactIf((visit, tag), by = 'uhf'),
  uniqExactIf((visit, tag), by = 'uhf' AND type = 'parcours.garment.disowned.v1'),
  sum(broken), argMaxIf(states, (ts, sequence), type = 'parcours.touchpoint.health.v1'),
  min(dateDiff('millisecond', ts, recorded_at)) / 1000, max(recorded_at), max(received_at)
FROM (
  SELECT store, source, outbox, touchpoint, sequence, type, visit, ts, recorded_at, received_at,
    type = 'parcours.touchpoint.health.v1' AS pulse,
    if(type = 'parcours.outbox.dropped.v1', JSONExtractUInt(body, 'data', 'count'), 0) AS lost,
    if(pulse, JSONExtractFloat(body, 'data', 'usable_seconds'), 0.) AS able,
    if(pulse, greatest(0., least(3600., JSONExtractFloat(body, 'data', 'open_seconds'))), 0.) AS open,
    if(pulse, JSONExtractRaw(body, 'data', 'readers'), '') AS states,
    if(pulse, arraySum(mapValues(JSONExtract(body, 'data', 'faults', 'Map(String, UInt32)'))), 0) AS broken,
    type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1') AS garment,
    if(garment, JSONExtractString(body, 'data', 'by'), '') AS by,
    if(garment, JSONExtractString(body, 'data', 'tag'), '') AS tag
  FROM events_local FINAL
  WHERE store IN ($stores) AND timed
    AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC')
)
GROUP BY store, source, outbox
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- name: devices
-- Each device over some days: a hub is one without a touchpoint. `days` has a day, `usable` its usable
-- seconds and `opened` those in which the store was open, as often as an outbox told of them. Numbers that
-- are missing are those between the first and the last of an outbox that came under no event; a dropped run is told, and not
-- missing. Events without a trusted clock are on no day; those received meanwhile count as come, and as
-- made before the device knew the time or by a clock ahead of its hub's, by so many seconds at most. `heard`
-- has a bit for each day of which anything came, the first day's is the lowest; there are 64 at most.
SELECT store, touchpoint,
  sum(greatest(0, toInt64(last - first + 1) - toInt64(came + told_lost))) AS missing,
  sum(came) AS events, sum(dropped) AS dropped,
  (groupArrayArray(glass) AS glasses).1 AS days, glasses.2 AS usable, glasses.3 AS opened,
  sum(told) AS told, sum(disowned) AS disowned, sum(faults) AS faults,
  argMaxIf(readers, newest, readers != '') AS readers,
  argMaxIf(late, newest, known) AS late, max(recorded) AS recorded, max(received) AS received,
  sum(early) AS unsynced, sum(ahead) AS ahead, max(most) AS most, groupBitOr(heard) AS heard
FROM (
  SELECT store, touchpoint, source, outbox,
    min(devices.first) AS first, max(devices.last) AS last, sum(devices.events) AS came,
    sum(devices.dropped) AS dropped, sum(devices.dropped - devices.drops) AS told_lost,
    groupArrayArray(devices.glass) AS glass,
    sum(devices.told) AS told, sum(devices.disowned) AS disowned, sum(devices.faults) AS faults,
    argMaxIf(devices.readers, devices.recorded, devices.readers != '') AS readers,
    argMaxIf(devices.late, devices.recorded, timed) AS late, maxIf(devices.recorded, timed) AS newest,
    max(timed) AS known, max(devices.recorded) AS recorded, max(devices.received) AS received,
    sum(devices.early) AS early, sum(devices.ahead) AS ahead, max(devices.most) AS most,
    groupBitOr(devices.heard) AS heard
  FROM (
    SELECT store, touchpoint, source, outbox, first, last, events, dropped, drops,
      if(opened > 0, [(day, usable, opened)], []) AS glass,
      told, disowned, faults, readers, late, recorded, received, true AS timed,
      0 AS early, 0 AS ahead, 0. AS most, bitShiftLeft(toUInt64(1), day - {first:Date}) AS heard
    FROM devices FINAL
    /* counted */
      AND (empty({store:String}) OR store = {store:String})
    UNION ALL
    SELECT store, any(touchpoint), source, outbox, min(sequence), max(sequence), uniqExact(sequence),
      0, 0, CAST([], 'Array(Tuple(Date, Float64, Float64))'), 0, 0, 0, '', 0., max(recorded_at), max(received_at), false,
      uniqExactIf(id, JSONExtractString(body, 'clock') = 'unsynced'),
      uniqExactIf(id, JSONExtractString(body, 'clock') != 'unsynced'),
      maxIf(dateDiff('millisecond', recorded_at, ts), JSONExtractString(body, 'clock') != 'unsynced') / 1000, 0
    FROM events
    WHERE NOT timed AND received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {until:DateTime64(3, 'UTC')}
      AND (empty({store:String}) OR store = {store:String})
    GROUP BY store, source, outbox
  ) AS devices
  GROUP BY store, touchpoint, source, outbox
)
GROUP BY store, touchpoint
ORDER BY store, touchpoint;

-- name: heard_lately
-- What came in the last minutes, by store: how much, when the newest was recorded and received.
SELECT store, count() AS events, max(recorded_at) AS recorded, max(received_at) AS received
FROM events
WHERE received_at > {at:DateTime64(3, 'UTC')} AND (empty({store:String}) OR store = {store:String})
GROUP BY store
ORDER BY store;
