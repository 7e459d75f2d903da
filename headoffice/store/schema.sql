-- name: create_database
-- The database that holds everything; ours alone.
CREATE DATABASE IF NOT EXISTS $database;

-- name: create_events_local
-- One row an event. What sorts, parts and shards it comes from bytes fixed by the source, so that a
-- repeat falls on its first copy; `received_at` is the cursor of the live page.
CREATE TABLE IF NOT EXISTS $database.events_local (
  store        LowCardinality(String),
  touchpoint   LowCardinality(String),
  source       LowCardinality(String),
  outbox       UUID CODEC(ZSTD(1)),
  sequence     UInt64 CODEC(T64, ZSTD(1)),
  visit        UUID CODEC(ZSTD(1)),
  customer     String CODEC(ZSTD(1)),
  gtin         UInt64 CODEC(ZSTD(1)),
  request      UUID CODEC(ZSTD(1)),
  kind         LowCardinality(String),
  seconds      Float64 CODEC(ZSTD(1)),
  ts           DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  recorded_at  DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  received_at  DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  timed        Bool,
  payload_hash UInt64 CODEC(NONE),
  type         LowCardinality(String),
  id           UUID CODEC(ZSTD(1)),
  body         String CODEC(ZSTD(3)),
  INDEX ix_customer customer TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX ix_id id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX ix_received received_at TYPE minmax
)
ENGINE = $engine
PARTITION BY toMonday(ts)
ORDER BY (toDate(ts), store, visit, ts, source, id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- name: create_events
-- The table everybody asks: all shards by store, so that a visit never crosses shards. Embedded, it is
-- a cluster of one.
CREATE TABLE IF NOT EXISTS $database.events AS $database.events_local
ENGINE = Distributed($cluster, $database, events_local, cityHash64(store));
