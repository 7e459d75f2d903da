-- name: create_visits_local
-- One row a visit, made from its events and made anew when more of them come: the pages ask this and
-- never the events of months. Which rows count says `rolls`.
CREATE TABLE IF NOT EXISTS $database.visits_local (
  store    LowCardinality(String),
  day      Date,
  visit    UUID CODEC(ZSTD(1)),
  version  UInt64 CODEC(ZSTD(1)),
  start    DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  seconds  Float64 CODEC(ZSTD(1)),
  language LowCardinality(String),
  device   LowCardinality(String),
  garments UInt16 CODEC(ZSTD(1)),
  path     Array(LowCardinality(String)),
  dwell    Array(Float64) CODEC(ZSTD(1)),
  spots    Array(LowCardinality(String))
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, visit)
SETTINGS fsync_after_insert = 1;

-- name: create_visits
-- The visits of all stores.
CREATE TABLE IF NOT EXISTS $database.visits AS $database.visits_local
ENGINE = Distributed($cluster, $database, visits_local, cityHash64(store));

-- name: create_rolls_local
-- From which making on a store's day counts. Of each visit the newest row counts, and none that is
-- older than that: one that is not in it any more is gone in the moment in which this changes.
CREATE TABLE IF NOT EXISTS $database.rolls_local (
  store   LowCardinality(String),
  day     Date,
  version UInt64
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day)
SETTINGS fsync_after_insert = 1;

-- name: create_rolls
-- The makings of all stores.
CREATE TABLE IF NOT EXISTS $database.rolls AS $database.rolls_local
ENGINE = Distributed($cluster, $database, rolls_local, cityHash64(store));

-- name: roll_visits
-- Make the visits that began on one day in some stores anew from all that is known of them. Each shard
-- does its own stores. A visit's stages are its runs of one phase, in the order of time; it stays in a
-- phase until the next one begins. What a hub says of a visit happened with the staff.
INSERT INTO visits_local
SELECT store, toDate('$day'), visit, $version, start, dateDiff('millisecond', start, last) / 1000,
  language, device, garments,
  arrayMap(i -> moments[i].4, firsts),
  -- A visit may go through no phase at all.
  arrayMap((b, e) -> dateDiff('millisecond', b, e) / 1000, begun,
    if(empty(begun), begun, arrayPushBack(arrayPopFront(begun), last))),
  arrayCompact(arrayMap(it -> it.5, moments))
FROM (
  SELECT store, visit, start, last, language, device, garments, moments,
    arrayFilter(i -> i = 1 OR moments[i].4 != moments[i - 1].4, arrayEnumerate(moments)) AS firsts,
    arrayMap(i -> moments[i].1, firsts) AS begun
  FROM (
    SELECT store, visit,
      minIf(ts, type = 'parcours.visit.started.v1') AS start,
      max(ts) AS last,
      anyIf(JSONExtractString(body, 'data', 'language'), type = 'parcours.visit.started.v1') AS language,
      anyIf(spot, type = 'parcours.visit.started.v1') AS device,
      uniqExactIf(gtin, type = 'parcours.garment.arrived.v1') AS garments,
      arraySort(groupArrayIf((ts, sequence, type, phase, spot), phase != '')) AS moments
    FROM (
      SELECT store, visit, ts, sequence, type, gtin, body,
        transform(type, [$types], [$phases], '') AS phase,
        if(endsWith(source, '/hub'), 'staff', replaceRegexpOne(touchpoint, '-[0-9]+$$', '')) AS spot
      FROM events_local FINAL
      WHERE store IN ($stores) AND timed
        AND ts >= toDateTime64('$from', 3, 'UTC') AND ts < toDateTime64('$until', 3, 'UTC') + INTERVAL 1 DAY
        AND visit != toUUID('00000000-0000-0000-0000-000000000000')
    )
    GROUP BY store, visit
    HAVING start >= toDateTime64('$from', 3, 'UTC') AND start < toDateTime64('$until', 3, 'UTC')
  )
)
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- name: roll_over
-- From now on no older making of the day counts. A store under another sun is in its day earlier or later.
INSERT INTO rolls_local
SELECT DISTINCT store, toDate('$day'), $version
FROM events_local
WHERE store IN ($stores)
  AND ts >= toDateTime64('$from', 3, 'UTC') - INTERVAL 1 DAY AND ts < toDateTime64('$until', 3, 'UTC') + INTERVAL 1 DAY;

-- name: last_making
-- The greatest version of any making.
SELECT max(version) AS version FROM rolls;

-- name: months_made
-- The months of which days were made, the newest first.
SELECT DISTINCT toYYYYMM(day) AS month FROM rolls WHERE store != '' ORDER BY month DESC;

-- name: days_kept
-- Every store and every day on its wall of which there are events with a trusted clock.
SELECT DISTINCT store, toDate(ts, {zone:String}) AS day
FROM events
WHERE timed
ORDER BY day, store;

-- name: journey_phases
-- For each phase: the visits that came to it, those whose last phase it was, how long they stayed in it
-- in all. The empty phase is the visits in all.
SELECT went.1 AS phase, sum(went.2) AS visits, sum(went.3) AS ended,
  quantilesExactInclusiveArray(0.5, 0.95)(went.4) AS dwell
FROM (
  SELECT arrayJoin(arrayZip(phases, came, ended, stayed)) AS went
  FROM told_ways FINAL
  /* counted_among */
)
GROUP BY phase
ORDER BY phase;

-- name: journey_flows
-- How many visits went from one stage to the next, for the first stages; an empty end is leaving.
SELECT went.1 AS stage, went.2 AS here, went.3 AS there, sum(went.4) AS visits
FROM (
  SELECT arrayJoin(if({by:String} = 'spot', by_spot, by_phase)) AS went
  FROM told_ways FINAL
  /* counted_among */
)
GROUP BY stage, here, there
ORDER BY stage, visits DESC, here, there;

-- name: journey_examples
-- The latest visits whose last phase was this one.
SELECT store, visit, start, seconds, language, device, garments, path, dwell
FROM visits FINAL
/* counted */
  AND path[-1] = {phase:String}
  /* among */
ORDER BY start DESC, visit
LIMIT {limit:UInt32};

-- name: pilot_visits
-- Each store's visits before a day and since, and how many of them came to one phase.
SELECT store, later, sumIf(went.2, went.1 = '') AS visits, sumIf(went.2, went.1 = {phase:String}) AS came
FROM (
  SELECT store, day >= {since:Date} AS later, arrayJoin(arrayZip(phases, told_ways.came)) AS went
  FROM told_ways FINAL
  /* counted */
)
GROUP BY store, later
ORDER BY store, later;

-- name: pilot_bought
-- The visits that bought something, in each store before a day and since, by the surest rule.
SELECT store, later, rule, count() AS visits
FROM (
  SELECT store, visit, any(day) >= {since:Date} AS later, min(rule) AS rule
  FROM bought FINAL
  /* joined */
  GROUP BY store, visit
)
GROUP BY store, later, rule
ORDER BY store, later, rule;

-- name: days_heard
-- On how many of these days each store sent anything at all, and when it was heard last. Without FINAL:
-- a day that is there twice is one.
SELECT store, uniqExact(day) AS days, max(received) AS heard
FROM devices
/* counted_among */
GROUP BY store
ORDER BY store;

-- name: visit_story
-- Everything that is known of one visit, in the order of time.
SELECT ts, type, touchpoint, endsWith(source, '/hub') AS by_staff, gtin, kind, seconds, timed, store
FROM events FINAL
WHERE store = {store:String} AND visit = {visit:UUID}
ORDER BY ts, sequence
LIMIT 1000;

-- name: funnel_made
-- How far the visits that began in these days came through steps that somebody chose, each within so many
-- milliseconds of the first, all of them (`part` is no) and apart by one thing. A visit's level is the
-- number of steps it did in their order; `rule` says how surely it bought something, 0 not at all. Apart
-- by style a visit stands in each of its styles, by their places, those that have none in the last. Of
-- events without FINAL: a step that stands twice is the same step.
SELECT piece.1 AS part, piece.2 AS split, level, rule, count() AS visits
FROM (
  SELECT level, rule,
    arrayConcat([(false, '')], multiIf(
      {by:String} = '', [],
      {by:String} = 'style' AND notEmpty(styles), arrayMap(it -> (true, toString(it)), styles),
      [(true, said)])) AS pieces
  FROM (
    SELECT visit, minIf(won, won > 0) AS rule, anyIf(apart, came) AS said, groupUniqArrayIf(style, style > 0) AS styles,
      windowFunnel({within:UInt64})(moment, step = 1, step = 2, step = 3, step = 4, step = 5, step = 6, step = 7, step = 8) AS level
    FROM (
      SELECT visit, toUInt64(toUnixTimestamp64Milli(ts)) AS moment, toUInt8(indexOf({steps:Array(String)}, type)) AS step,
        '' AS apart, false AS came, toUInt16(0) AS style, toUInt8(0) AS won
      FROM events
      WHERE timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')} + INTERVAL 1 DAY
        /* among */
        AND type IN {steps:Array(String)}
        AND visit != toUUID('00000000-0000-0000-0000-000000000000')
      UNION ALL
      SELECT visit, 0, 0, multiIf({by:String} = 'store', toString(store), {by:String} = 'language', toString(language),
        {by:String} = 'device', toString(device), ''), true, 0, 0
      FROM visits FINAL
      /* counted_among */
      UNION ALL
      SELECT visit, 0, 0, '', false, transform(gtin, {gtins:Array(UInt64)}, {places:Array(UInt16)}, {others:UInt16}), 0
      FROM garments FINAL
      /* counted_among */ AND (recognised OR viewed) AND {by:String} = 'style'
      UNION ALL
      SELECT visit, 0, 0, '', false, 0, rule
      FROM bought FINAL
      /* joined */ /* among */ AND {bought:Bool}
    )
    GROUP BY visit
    HAVING max(came)
  )
)
ARRAY JOIN pieces AS piece
GROUP BY part, split, level, rule
ORDER BY part, split, level, rule;

-- name: styles_met
-- The styles that most visits had in their hands or on their screen, by their smallest gtin.
SELECT /* style */ AS number, uniqExact(visit) AS visits
FROM (
  SELECT visit, gtin
  FROM garments FINAL
  /* counted_among */ AND (recognised OR viewed)
) AS met
/* styles */
GROUP BY number
HAVING visits >= {fewest:UInt8}
ORDER BY visits DESC, number
LIMIT {limit:UInt32};

-- name: bought_by_rule
-- The visits of these days that bought something, by the surest rule.
SELECT rule, count() AS visits
FROM (
  SELECT visit, min(rule) AS rule
  FROM bought FINAL
  /* joined */ /* among */
  GROUP BY visit
)
GROUP BY rule
ORDER BY rule;
